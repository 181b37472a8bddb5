/** The last layer as a space: map, neighbours; and the network slid over a large picture. */
export interface ModelFeatures {}
