/** The last layer's features as a map, and the neighbours of a drawing. */
export interface MapApi {}
