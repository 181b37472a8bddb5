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
