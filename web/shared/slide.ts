/** The network slid over a large picture, and what a shift does to its votes. */
export interface SlideApi {}
