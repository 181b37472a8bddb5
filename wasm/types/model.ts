import type { EngineDataset } from './data.js';
import type { ModelEditing } from './editing.js';
import type { ModelExplain } from './explain.js';
import type { ModelFeatures } from './features.js';
import type { ModelHealth } from './health.js';
import type { ModelLooks } from './looks.js';

/** [channels, height, width] */
export type ExampleShape = [number, number, number];

/** Layer and argument names are Keras's in camelCase; see the README for the list. */
export interface LayerSpec {
  type: string;
  /** Unique; by default the type and a number: conv2d, conv2d_1, ... */
  name?: string;
  /** Names of the layers (or 'input') that it reads; by default the layer before it. */
  inputs?: string[];
  [argument: string]: unknown;
}

export type OptimizerType = 'sgd' | 'adagrad' | 'rmsprop' | 'adam' | 'adamw';

export interface OptimizerSpec {
  type: OptimizerType;
  /** Above or equal to 0. Default 0.01 for sgd, 0.001 for the others. */
  learningRate?: number;
  /** sgd and rmsprop, in [0, 1). */
  momentum?: number;
  /** sgd only: Nesterov's momentum. */
  nesterov?: boolean;
  /** rmsprop only, in [0, 1). Default 0.9. */
  rho?: number;
  /** adagrad only. Default 0.1. */
  initialAccumulator?: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  /** Each step shrinks weights by the learning rate times this. Default 0, for adamw 0.004. */
  weightDecay?: number;
  /** Each gradient into [-clipValue, clipValue]. */
  clipValue?: number;
  /** Each parameter's gradient to at most this length. */
  clipNorm?: number;
  /** All gradients together to at most this length. */
  globalClipNorm?: number;
}

/** A name, or an object with the name as its type and arguments. */
export type RecipePart<Type extends string> = Type | { type: Type; [argument: string]: unknown };

export type LossType = 'softmaxCrossEntropy' | 'meanSquaredError' | 'hinge' | 'maximumAPosteriori';

/** Factors of the learning rate over the epochs; see core/train/schedule.h. */
export type ScheduleType = 'constant' | 'step' | 'exponential' | 'cosine' | 'oneCycle';

/** How far each picture of `step()` is changed at random, up to these limits both ways. */
export interface AugmentationSpec {
  /** Degrees. */
  rotation?: number;
  /** Share: 0.1 is up to 10 % larger or smaller. */
  scale?: number;
  /** Columns per row. */
  shear?: number;
  /** Pixels. */
  shift?: number;
  /** Standard deviation of an elastic deformation, in pixels. */
  elastic?: number;
  /** Over how many pixels the elastic deformation changes. Default 4. */
  smoothness?: number;
  /** Sides of a rectangle that becomes paper, as a share of the picture's, 0..1. */
  erasing?: number;
  /** Standard deviation of normal noise, as a share of the way from paper to ink, 0..1. */
  noise?: number;
}

export interface ModelSpec {
  input: ExampleShape;
  layers: LayerSpec[];
  /** Default 'softmaxCrossEntropy'. */
  loss?: RecipePart<LossType>;
  optimizer?: OptimizerSpec | OptimizerType;
  /** Default 'constant'. */
  schedule?: RecipePart<ScheduleType>;
  /** What `predict` and `evaluate` use: the weights themselves ('none') or an average of them. */
  averaging?: RecipePart<'none' | 'exponential' | 'epochs'>;
  /** Added to the loss: l1 * sum |w| + l2 * sum w^2, biases, gamma and beta excepted. */
  penalty?: { l1?: number; l2?: number };
  augmentation?: AugmentationSpec;
  /** For those who train over whole epochs, as the command line does; `step()` does without. */
  fit?: Record<string, unknown>;
  /** Starts the weights, the shuffling and dropout. A whole number from 0 to 2^53 - 1. */
  seed?: number;
  /** Examples that memory is planned for (default 32). A larger batch plans anew. */
  batchSize?: number;
}

export interface LossAndAccuracy {
  /** Mean over the examples. */
  loss: number;
  /** Share of the examples whose largest output is their label, 0..1. */
  accuracy: number;
}

export interface StepReport extends LossAndAccuracy {
  /** Steps taken since the start, this one included. */
  step: number;
  /** Whole passes over the training data that are complete. */
  epoch: number;
  /** Examples in this step. */
  examples: number;
  /** Of this step: the optimizer's times the schedule's factor. */
  learningRate: number;
}

/**
 * What a layer is to the maps that it reads. 'rearranges': values move, none of them changes
 * (flatten, concatenate). 'keepsMaps': every map is made of the one of the same number (relu,
 * pooling, normalization). 'weighs': what is read is multiplied with weights and added up (conv2d,
 * dense). 'mixes': maps are joined in another way (softmax, radialBasis). 'remembers': what it made
 * of one step takes part in the next.
 */
export type LayerRole = 'rearranges' | 'keepsMaps' | 'weighs' | 'mixes' | 'remembers';

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
  /**
   * How its units may come to pass no gradient on: 'dies', by giving 0 for everything (relu);
   * 'saturates', by giving values where the curve is next to flat (tanh, sigmoid).
   */
  fate?: 'dies' | 'saturates';
  /**
   * For each of its inputs, the number that the input's first map has among its own (concatenate:
   * one behind the other; elsewhere 0). Where maps stay apart: roles 'rearranges' and 'keepsMaps'.
   */
  mapOffsets?: number[];
}

export interface Parameter {
  /** 'conv2d.weight' */
  name: string;
  /** (OC, IC, KH, KW) for conv2d.weight, (out, in) for dense.weight, (n) for a bias. */
  shape: number[];
  value: Float32Array;
  /** Mean over the last batch of dLoss/dvalue; zeros before the first step. */
  gradient: Float32Array;
}

export interface LayerInspection {
  shape: ExampleShape;
  activation: Float32Array;
  /** dLoss/dactivation for the given label; absent without a label. */
  gradient?: Float32Array;
}

export interface Model {
  readonly batchSize: number;
  readonly explain: ModelExplain;
  readonly health: ModelHealth;
  readonly looks: ModelLooks;
  readonly features: ModelFeatures;
  readonly editing: ModelEditing;
  trainBatch(images: Float32Array, labels: Uint8Array): LossAndAccuracy;
  /** n * classes probabilities. */
  predict(images: Float32Array): Float32Array;
  evaluate(images: Float32Array, labels: Uint8Array): LossAndAccuracy;
  layers(): LayerInfo[];
  parameters(): Parameter[];
  /** One of `parameters()`, without copying the others. */
  parameter(name: string): Parameter;
  /** Values where a connection table leaves no connection stay 0. */
  setParameter(name: string, value: Float32Array): void;
  /** Looks at one picture without touching the training: buffers of its own, dropout off. */
  inspect(image: Float32Array, options?: { label?: number }): Record<string, LayerInspection>;

  /** The data that `step()` walks through, shuffled anew for each epoch. The walk begins anew. */
  setTrainingData(data: EngineDataset): void;
  /**
   * One pass over the training data that replaces the running statistics of batch normalization by
   * those of the whole set. Does nothing to a model without them.
   */
  collectStatistics(): void;
  /** One optimizer step on the next batch of the training data. */
  step(): StepReport;
  /** Loss and accuracy on examples first .. first + count - 1 of a set (default: all of it). */
  evaluateDataset(data: EngineDataset, first?: number, count?: number): LossAndAccuracy;
  /** Predicted class of each example. */
  predictDataset(data: EngineDataset, first?: number, count?: number): Uint8Array;
  /** Takes effect with the next step and keeps the optimizer's memory (momentum, moments). */
  setLearningRate(rate: number): void;
  /** Another optimizer from the next step on; its memory starts empty. */
  setOptimizer(optimizer: OptimizerSpec): void;
  /** Examples per step from the next step on. Plans memory anew when it grows. */
  setBatchSize(batchSize: number): void;
  /** Another augmentation from the next step on; what is left out is 0. */
  setAugmentation(augmentation: AugmentationSpec): void;
  /**
   * One picture, changed as a step would change it, by chance that starts from `seed` (default 1).
   * `range`: the values of paper and ink, default [0, 1].
   */
  augmented(
    image: Float32Array,
    options?: { seed?: number; range?: [number, number] },
  ): Float32Array;
  /**
   * Weights from a model file (safetensors, as `receptive train --save` writes it) of the same
   * layers. Nothing changes when it does not fit.
   */
  loadWeights(file: Uint8Array): void;
  /**
   * The weights that answer (their average, where the recipe has one) as a safetensors file, which
   * `loadWeights` and `engine.loadModel` read.
   * `metadata`: texts to keep in it; `spec`, what the network is made from, is there by itself.
   */
  saveWeights(metadata?: Record<string, string>): Uint8Array<ArrayBuffer>;
  /**
   * All that decides how the run goes on, as bytes: weights, statistics and their average, what the
   * optimizer remembers, the place in the training data, seed and counts, batch size, dropout rates
   * and what is frozen. Not the data, and not the rest of the recipe.
   */
  checkpoint(): Uint8Array<ArrayBuffer>;
  /**
   * Goes on where a checkpoint of the same network, recipe and training data was made: on the same
   * build the next steps have the same bits as without the interruption. Nothing changes when it
   * does not fit.
   */
  restore(checkpoint: Uint8Array): void;
  /**
   * Weights, the optimizer's memory and the order of the data as at the start, from this seed. The
   * optimizer with its learning rate, the batch size and the training data stay.
   */
  reset(seed: number): void;
  /** Bytes by role: parameters, gradients, optimizer, activations, activationGradients, workspace, probe. */
  memory(): Record<string, number>;
  dispose(): void;
}
