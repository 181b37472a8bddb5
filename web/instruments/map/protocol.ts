/** The last layer's features as a map, and the neighbours of a drawing. */

/** What stays the same while a map is unfolded. */
export interface FeatureMap {
  run: number;
  /** Steps that the network had trained when the features were read. */
  step: number;
  /** Test pictures on the map: their places in the test set. */
  indices: Uint32Array;
  labels: Uint8Array;
  /** The class with the largest answer, and that answer. */
  predicted: Uint8Array;
  confidence: Float32Array;
  /** The layer that reads the features, and how many values they are for each picture. */
  reader: string;
  size: number;
  /** On the two principal axes: (count, 2). */
  places: Float32Array;
  /** Shares of the whole variance that the two axes hold, 0..1. */
  shares: [number, number];
  /** Distances between the classes' means, (classes, classes), and of their pictures from them. */
  between: Float32Array;
  within: Float32Array;
  /** Measured: reading the features, and finding the axes, with what else went on. */
  milliseconds: number;
}

/** How far t-SNE has come with the last map. */
export interface Unfolding {
  run: number;
  step: number;
  /** Pictures whose neighbours have been found; the steps begin when it is all of them. */
  prepared: number;
  steps: number;
  /** (count, 2), once there are steps. */
  places?: Float32Array;
  /** Kullback and Leibler's divergence, now and then. */
  divergence?: number;
}

export interface NearPicture {
  /** On the map. */
  point: number;
  distance: number;
}

/** Where the drawing lies on the last map. */
export interface DrawingPlace {
  run: number;
  step: number;
  /** On the principal axes. */
  place: [number, number];
  /** In the mean of its nearest neighbours, once the map was unfolded. */
  unfolded?: [number, number];
  predicted: number;
  confidence: number;
  /** Eight nearest, nearest first, by Euclidean distance of the features. */
  neighbours: NearPicture[];
}
