import type { Role } from '../catalogue/declaration.js';
import type { ExampleShape } from './spec.js';

/**
 * What a layer is to the maps that it reads. 'rearranges': values move, none of them changes
 * (flatten, concatenate). 'keepsMaps': every map is made of the one of the same number (relu,
 * pooling, normalization). 'weighs': what is read is multiplied with weights and added up (conv2d,
 * dense). 'mixes': maps are joined in another way (softmax, radialBasis). 'remembers': what it made
 * of one step takes part in the next.
 */
export type LayerRole = Role;

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
  role: LayerRole;
  /** When it answers, it passes its input on value by value (flatten, dropout). */
  silent: boolean;
  /**
   * Its first parameter begins with the filters, one for each map that it makes, each in one piece
   * (conv2d, dense): they can be shown and painted one by one.
   */
  paintable: boolean;
  /** A number means what it meant in the map before (relu, pooling): one scale serves both. */
  keepsMeasure: boolean;
  /**
   * How its units may come to pass no gradient on: 'dies', by giving 0 for everything (relu);
   * 'saturates', by giving values where the curve is next to flat (tanh, sigmoid).
   */
  fate?: 'dies' | 'saturates';
  /** Name of the setting that may change between two steps ('rate' of a dropout). */
  changeable?: string;
  /**
   * For each of its inputs, the number that the input's first map has among its own (concatenate:
   * one behind the other; elsewhere 0). Where maps stay apart: roles 'rearranges' and 'keepsMaps'.
   */
  mapOffsets?: number[];
}
