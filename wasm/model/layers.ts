import type { ExampleShape } from './spec.js';

export interface LayerInfo {
  name: string;
  type: string;
  /** Names of the layers that it reads; 'input' is the picture. */
  inputs: string[];
  /** [channels, height, width]; vectors are [values, 1, 1]. */
  outputShape: ExampleShape;
  parameterCount: number;
  /** The earlier layer whose parameters it uses; it then lists none of its own. */
  weightsOf?: string;
  /** What its reader may want to know: windows that leave pixels unread, and what would mend it. */
  note?: string;
  /** Weights and biases as in `parameters()`. */
  parameters: { name: string; shape: number[] }[];
  /** What the layer was made with, defaults filled in (kernelSize, strides, padding, rate, ...). */
  settings: Record<string, unknown>;
  /** Uses of a weight or bias for one picture, as LeCun et al. 1998 count them. */
  connections: number;
  multiplyAdds: number;
  /** Of one picture's output. */
  activationBytes: number;
  /** Pixels of the picture that one output value may depend on, [height, width]. */
  receptiveField: [number, number];
  /** Pixels of the picture between the fields of two neighbours, [vertical, horizontal]. */
  stride: [number, number];
  /** The middle of the first value's field in the picture, [row, column], from 0. */
  offset: [number, number];
}
