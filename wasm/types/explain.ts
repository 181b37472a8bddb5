/**
 * Every number, written out. Units and weights are named by their place: a unit is a layer's name
 * ('input' for the picture) and its place in that layer's output of one picture, channel-major, as
 * `inspect` gives it. Everything is about one picture, on the network as it stands.
 */

/** How a unit's value comes from what it reads. */
export type UnitRule =
  /** sum of read * weight, plus bias: convolutions, dense, depthwise, locally connected. */
  | 'weightedSum'
  /** sum of read * factor: mean and blur pooling, subsampling (with weight and bias), rescaling. */
  | 'mean'
  | 'max'
  | 'rootMeanSquare'
  /** one value through a function: relu, tanh, sigmoid, elu, leakyRelu, scaledTanh, abs, rescaling. */
  | 'function'
  | 'softmax'
  /** (x - mean) / deviation, scaled and shifted: batch, response and contrast normalization. */
  | 'normalize'
  /** The same number at another place, or unchanged: flatten, reshape, dropout when it answers. */
  | 'copy'
  | 'sum'
  /** Squared distance to a prototype (radialBasis). */
  | 'distance'
  /** Zero that padding put there, or a row looked up (zeroPadding2d, embedding). */
  | 'constant';

/** Where a sliding window stands for this unit, in pixels of the map that it reads. */
export interface UnitWindow {
  /** [height, width] each. */
  kernel: [number, number];
  strides: [number, number];
  dilation: [number, number];
  /** Of the window's first place; negative over padding: [row, column]. */
  origin: [number, number];
  /** [channels, height, width] of the map. */
  reads: [number, number, number];
}

/** What a unit reads from one layer. */
export interface UnitReads {
  layer: string;
  /**
   * Places in that layer's output, in the order of the sum: for a window channel by channel, row by
   * row; -1 where padding stands.
   */
  places: Int32Array;
  /** Their values; 0 for padding. */
  values: Float32Array;
  /** What each is multiplied with; absent for rules without (max, function, softmax, copy). */
  factors?: Float32Array;
  /** Name of the parameter that the factors are, and their places in it. */
  parameter?: string;
  weights?: Int32Array;
}

export interface UnitArithmetic {
  layer: string;
  type: string;
  /** Place in the output, and the same as [channel, row, column]. */
  place: number;
  position: [number, number, number];
  rule: UnitRule;
  reads: UnitReads[];
  window?: UnitWindow;
  /** Name and value of the bias, where there is one. */
  bias?: { parameter: string; place: number; value: number };
  /**
   * Other numbers of the formula by their usual names: mean, variance, gamma, beta, epsilon, alpha,
   * sumOfExponentials, largest, slope (of a function at this value), divisor, ...
   */
  numbers: Record<string, number>;
  /** For max: which of `reads[0].places` won. */
  winner?: number;
  /** The value as it was summed up here, in double. */
  value: number;
  /** The value that the network holds; the same but for rounding. */
  activation: number;
}

/** How dLoss/d(unit) comes from one layer that reads the unit. */
export interface GradientPart {
  layer: string;
  type: string;
  /** Places in the reader's output that the unit goes into, ... */
  places: Int32Array;
  /** ... dLoss/d(each of them), ... */
  gradients: Float32Array;
  /** ... and d(each of them)/d(unit): a weight, 1 or 0 behind a max, the slope of a function. */
  factors: Float32Array;
  /** Where the factors are a parameter's values. */
  parameter?: string;
  weights?: Int32Array;
  /** Sum of gradients * factors, in double. */
  sum: number;
}

export interface UnitGradient {
  layer: string;
  place: number;
  position: [number, number, number];
  value: number;
  parts: GradientPart[];
  /**
   * For the scores: softmax cross-entropy's probability - target, or what the loss in use has; then
   * there are no parts.
   */
  ofLoss?: { loss: string; probability?: number; target?: number };
  /** Sum of the parts (or the loss's own), in double. */
  sum: number;
  /** What the network's backward pass holds; the same but for rounding. */
  gradient: number;
}

/** One weight or bias: dLoss/d(weight) of this picture written out, and checked. */
export interface WeightArithmetic {
  parameter: string;
  place: number;
  layer: string;
  value: number;
  /**
   * dW as a convolution: for each place where the weight was used, the gradient there times what it
   * was multiplied with. At most `limit` of them, the largest products first, and how many there are.
   */
  uses: {
    total: number;
    /** Places in the layer's output, and dLoss/d(each). */
    outputs: Int32Array;
    gradients: Float32Array;
    /** Places in the layer read (-1: padding; of a bias: none, values 1), and their values. */
    inputs: Int32Array;
    values: Float32Array;
  };
  /** Sum over all uses, in double. */
  sum: number;
  /** By the network's backward pass, of this picture alone. */
  analytic: number;
  /** (loss(w + step) - loss(w - step)) / (2 step), of this picture alone, no dropout. */
  numeric: {
    step: number;
    lossAbove: number;
    lossBelow: number;
    gradient: number;
    /** |analytic - numeric| / max(|analytic|, |numeric|); 0 when both are 0. */
    relativeError: number;
    /** Within what float32 can tell at this step; in words where not (a kink of relu or max). */
    note?: string;
  };
  /** What the next step of the optimizer would make of it with the last batch's gradient. */
  update: {
    optimizer: string;
    learningRate: number;
    /** Mean over the last batch; 0 before the first step. */
    gradient: number;
    before: number;
    after: number;
    /** What the optimizer remembers of this weight (velocity, first moment, ...). */
    memory: { name: string; before: number; after: number }[];
  };
}

/**
 * What belongs to a unit in each layer, by place: 1 it is read by the unit (through all layers
 * between), 2 the unit goes into it, 3 the unit itself, 0 neither.
 */
export type Reach = Record<string, Uint8Array>;

export interface ModelExplain {
  /** Runs the picture and writes out one unit. */
  unit(image: Float32Array, layer: string, place: number): UnitArithmetic;
  /** Runs the picture forward and backward from `label` and writes out one unit's gradient. */
  gradient(image: Float32Array, label: number, layer: string, place: number): UnitGradient;
  /** The same for a weight, with the numeric check and the optimizer's next step. */
  weight(
    image: Float32Array,
    label: number,
    parameter: string,
    place: number,
    options?: { limit?: number },
  ): WeightArithmetic;
  /** Needs no picture. */
  reach(layer: string, place: number): Reach;
}
