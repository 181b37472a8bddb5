/** What the network looks for in a picture, and what excites a filter. */
export interface LooksApi {}
