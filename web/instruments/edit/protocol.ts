/** Changes of the network: filters painted, frozen, swapped. */

export interface FilterView {
  layer: string;
  index: number;
  run: number;
  /** Steps that were trained when it was read. */
  step: number;
  /** Filters of the layer. */
  count: number;
  /** (depth, height, width): input channels by window; a dense row has the shape of what it reads. */
  depth: number;
  height: number;
  width: number;
  values: Float32Array<ArrayBuffer>;
  /** Absent where the layer has none. */
  bias?: number;
  frozen: boolean;
}

/** The filters of each layer that are held as they are; layers without one are left out. */
export interface FrozenFilters {
  run: number;
  layers: Record<string, number[]>;
}

/** A quick measurement, so that a change by hand is judged at once. */
export interface QuickTest {
  run: number;
  step: number;
  accuracy: number;
  loss: number;
  /** Test pictures that it was made on, spread over the test set. */
  examples: number;
}
