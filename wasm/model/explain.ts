import { readOptions, checkPicture, checkWhole } from '../border/checks.js';
import { structure } from '../border/structure.js';
import { type ModelHold, sizeOf } from './hold.js';

/**
 * Every number, written out. Units and weights are named by their place: a unit is a layer's name
 * ('input' for the picture) and its place in that layer's output of one picture, channel-major, as
 * `inspect` gives it. Everything is about one picture, on the network as it stands.
 */

/** How a unit's value comes from what it reads. */
export type UnitRule =
  /** sum of read * weight, plus bias: convolutions, dense, depthwise, locally connected. */
  | 'weightedSum'
  /** sum of read * factor: mean and blur pooling, subsampling (whose factor is a weight, plus bias). */
  | 'mean'
  | 'max'
  /** The root of the sum of the squares (l2Pooling2d). */
  | 'rootOfSquares'
  /** one value through a function: relu, tanh, sigmoid, elu, leakyRelu, scaledTanh, abs, rescaling. */
  | 'function'
  | 'softmax'
  /** (x - mean) / deviation, scaled and shifted: batch, response and contrast normalization. */
  | 'normalize'
  /** The same number at another place, or unchanged: flatten, reshape, dropout when it answers. */
  | 'copy'
  | 'sum'
  /** Minus the squared distance to a prototype (radialBasis). */
  | 'distance'
  /** A pixel of the picture, a zero of zeroPadding2d, or a number that is looked up (embedding). */
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
   * row; -1 where padding stands. A pooling window that hangs over the edge has only the places that
   * are there; a convolution with a connection table only the maps that its filter reads.
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
   * Other numbers of the formula by their usual names.
   *
   * - function: slope (at this value), and alpha (elu), negativeSlope (leakyRelu) or scale and offset
   *   (rescaling)
   * - softmax: x (the unit's own score), largest, sumOfExponentials (of score - largest)
   * - batchNormalization: mean, variance, epsilon, gamma, beta
   * - localResponseNormalization: x, sumOfSquares, bias, alpha, beta, bracket, divisor
   * - localContrastNormalization: x, mean (the sum of read * factor), deviation, meanDeviation (over
   *   the map), divisor (the larger one)
   * - averagePooling2d: divisor; l2Pooling2d: sumOfSquares; embedding: row
   */
  numbers: Record<string, number>;
  /** For max: the one of `reads[0].places` that won, the first of equals. */
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
   * For the scores, the last layer's or those before a softmax at the end: probability - target for
   * softmaxCrossEntropy and maximumAPosteriori, 2 (score - target) / classes for meanSquaredError,
   * for hinge 1 for each wrong class within the margin. There are no parts then. A softmax at the end
   * is part of the loss; its probabilities have -target / probability, or 0 with a loss that does
   * not read them. With a `classWeight` all of these are multiplied by `weight`, the label's.
   */
  ofLoss?: { loss: string; probability?: number; target?: number; weight?: number };
  /** Sum of the parts (or the loss's own), in double. */
  sum: number;
  /**
   * What the network's backward pass holds; the same but for rounding. Reshaped layers and
   * probabilities have none of their own there: for them it is `sum`.
   */
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
    /** Layers that use it: more than one where weights are shared. */
    layers: string[];
    /** For each use, which of `layers` it is in. */
    layerOf: Uint8Array;
    /** Places in that layer's output, and dLoss/d(each). */
    outputs: Int32Array;
    gradients: Float32Array;
    /**
     * Places in the layer read (-1: padding, or a bias, which reads nothing), and what the gradient is
     * multiplied with: their values; for a bias 1, for gamma the normalized value, for a prototype
     * twice the distance.
     */
    inputs: Int32Array;
    values: Float32Array;
  };
  /** Sum over all uses, in double. */
  sum: number;
  /**
   * By the network's backward pass, of this picture alone. Of what training leaves alone (a frozen
   * layer, running statistics) it has none: `sum`.
   */
  analytic: number;
  /**
   * (loss(w + step) - loss(w - step)) / (2 step), of this picture alone, no dropout, on a copy of the
   * parameters; of several steps the one whose quotient agrees best with its neighbours'.
   */
  numeric: {
    step: number;
    lossAbove: number;
    lossBelow: number;
    gradient: number;
    /** |analytic - numeric| / max(|analytic|, |numeric|); 0 when both are 0. */
    relativeError: number;
    /** Why the two need not agree (a kink of relu or max, rounding of float32), in a sentence. */
    note?: string;
  };
  /** What the next step of the optimizer would make of it with the last batch's gradient. */
  update: {
    /** Its type and what else bears on the value; 'none: ...' says why training leaves it alone. */
    optimizer: string;
    /** Of the next step: with the schedule's factor. */
    learningRate: number;
    /** Mean over the last batch, after penalties and clipping; 0 before the first step. */
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

/** A gradient, and what else the look at the picture found. */
export interface ExplainedLoss extends UnitGradient {
  /** The loss of this picture, times the weight of its class where training weighs classes. */
  pictureLoss: number;
  /** Probabilities of the classes where the loss makes some, otherwise the scores. */
  answer: Float32Array;
}

export interface ModelExplain {
  /** Runs the picture and writes out one unit. */
  unit(image: Float32Array, layer: string, place: number): UnitArithmetic;
  /** Runs the picture forward and backward from `label` and writes out one unit's gradient. */
  gradient(image: Float32Array, label: number, layer: string, place: number): ExplainedLoss;
  /** The same for a weight, with the numeric check and the optimizer's next step. */
  weight(
    image: Float32Array,
    label: number,
    parameter: string,
    place: number,
    /** `limit`: uses to be listed at most, 1000 by default. */
    options?: { limit?: number },
  ): WeightArithmetic;
  /** Needs no picture. */
  reach(layer: string, place: number): Reach;
}

export function explainOf(hold: ModelHold): ModelExplain {
  const { core, input, outputs, layers } = hold;
  /** The layer's node, where it has such a place. */
  const unitOf = (layer: string, place: number): number => {
    const node = hold.nodeOf(layer);
    checkPlace(layer, place, node < 0 ? input : layers[node]!.outputShape);
    return node;
  };
  const checkLabel = (label: number): void => checkWhole('label', label, 0, outputs - 1);
  const withPicture = <T>(image: Float32Array, work: (address: number) => T): T => {
    checkPicture('image', image, input);
    return core.withArrays([image], 0, ([at]) => work(at!));
  };
  return {
    unit(image, layer, place) {
      const { object } = hold;
      const node = unitOf(layer, place);
      return structure(withPicture(image, (at) => core.raw.explainUnit(object, at, node, place)));
    },

    gradient(image, label, layer, place) {
      const { object } = hold;
      const node = unitOf(layer, place);
      checkLabel(label);
      return structure(
        withPicture(image, (at) => core.raw.explainGradient(object, at, label, node, place)),
      );
    },

    weight(image, label, parameter, place, options = {}) {
      const { object } = hold;
      const { limit = 1000 } = readOptions('weight', options, ['limit']);
      checkWhole('limit', limit, 0, 2 ** 30);
      const { name, index, shape } = hold.placeOf(parameter);
      checkPlace(name, place, shape);
      checkLabel(label);
      return structure(
        withPicture(image, (at) => core.raw.explainWeight(object, at, label, index, place, limit)),
      );
    },

    reach(layer, place) {
      const { object } = hold;
      const node = unitOf(layer, place);
      return core.call((raw) => raw.reach(object, node, place));
    },
  };
}

function checkPlace(owner: string, place: number, shape: readonly number[]): void {
  checkWhole(`place in ${owner}`, place, 0, sizeOf(shape) - 1);
}
