/** How the numbers of a network are spread, and what is wrong with them. */
export interface ModelHealth {}
