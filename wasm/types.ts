/**
 * The public types of the package: what `load()` gives and takes.
 *
 * Tensors are channel-major (N, C, H, W) `Float32Array`s. Whatever is returned is a copy that the
 * caller may keep, change or transfer. Every function throws an `Error` whose message names the
 * layer or argument, what was expected and what was found; a call that throws has changed nothing.
 */

/**
 * A build of the core. 'simd' is complete and runs anywhere; relaxed SIMD rounds a multiply-add once
 * instead of twice where the processor can; threads need cross-origin isolation in a page.
 */
export type Variant = 'simd' | 'simd-threads' | 'relaxed-simd' | 'relaxed-simd-threads';

export interface VariantSupport {
  variant: Variant;
  /** Can use more than one thread. */
  threads: boolean;
  /** What this host lacks for it, in words; empty when it can run here. */
  lacks: string[];
}

export interface LoadOptions {
  /** 'auto' (default) takes the fastest build that starts on this host. */
  variant?: Variant | 'auto';
  /**
   * Threads to train with, 1..64; by default as many as there are processors, up to 4. Builds
   * without threads always use 1. On one build the results are the same for any number.
   */
  threads?: number;
}

/** [channels, height, width] */
export type ExampleShape = [number, number, number];

/** Labelled pictures; `images` holds count * channels * height * width values. */
export interface LabelledImages {
  count: number;
  channels: number;
  height: number;
  width: number;
  /** Number of classes; labels are below it. */
  classes: number;
  classNames: string[];
  images: Float32Array;
  labels: Uint8Array;
}

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
}

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

/**
 * A picture set that lives in the engine's memory as bytes. Free it with `dispose()`; a model that
 * trains on it keeps what it needs until it takes another set or is disposed of itself.
 */
export interface EngineDataset {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly classNames: string[];
  /** Values of paper and ink: [0, 1] for IDX files, [-1, 1] for X and O. */
  readonly range: [number, number];
  /** Example `index` as float32 and its label. */
  example(index: number): { image: Float32Array; label: number };
  /** A copy of everything, or of `count` examples from `first`. */
  read(first?: number, count?: number): LabelledImages;
  dispose(): void;
}

export interface Model {
  readonly batchSize: number;
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
  /**
   * Weights, the optimizer's memory and the order of the data as at the start, from this seed. The
   * optimizer with its learning rate, the batch size and the training data stay.
   */
  reset(seed: number): void;
  /** Bytes by role: parameters, gradients, optimizer, activations, activationGradients, workspace, probe. */
  memory(): Record<string, number>;
  dispose(): void;
}

export interface IdxOptions {
  /**
   * How many classes there are, 2..256; by default the largest label + 1. Give a test set the number
   * of its training set: it need not hold every class.
   */
  classes?: number;
}

export interface XoOptions {
  count: number;
  seed?: number;
  /** Height and width in pixels, 7..64; default 9. */
  size?: number;
  /** 0 the plain figures, 0.5 (default) as in the course texts, 1 hard. */
  difficulty?: number;
}

export interface SentenceOptions {
  count: number;
  seed?: number;
}

export interface PreparedDrawing {
  /** side * side values, 0 paper to 1 ink, or -1 to 1 when `range` says so. */
  image: Float32Array;
  /** No ink at all: `image` is all paper. */
  empty: boolean;
  /** Ink's bounding box in the drawing, in pixels: [left, top, width, height]. */
  box: [number, number, number, number];
}

export interface DrawingOptions {
  /** Height and width of the result. Default 28. */
  side?: number;
  /** The longer side of the ink's box in the result. Default 20 of 28, 7 of 9. */
  box?: number;
  /** 'mass' (MNIST, default) or 'box'. */
  centre?: 'mass' | 'box';
  /** Values of paper and ink. Default [0, 1]. */
  range?: [number, number];
}

/** A network of the books with the recipe that trains it. */
export interface Preset {
  name: string;
  title: string;
  /** One plain sentence. */
  description: string;
  /** Where it comes from, and the published figure if there is one. */
  source: string;
  /** Data sets it fits: 'xo' (9x9), 'xo28', 'mnist' (any 1x28x28 digits), 'sentences'. */
  data: string[];
  spec: ModelSpec;
  /** Epochs that the recipe trains for. */
  epochs: number;
  /** For a committee: the digit widths of its columns, each a net of its own; otherwise empty. */
  columns: number[];
}

export interface Engine {
  readonly variant: Variant;
  /** Threads that train, the calling one among them. */
  readonly threads: number;
  /** Why a faster build that this host has everything for could not be started. Absent if none failed. */
  readonly fallback?: string;
  /** Name of the instruction set that the kernels use ('wasm'). */
  readonly kernels: string;
  model(spec: ModelSpec): Model;
  /** gz or plain. Resolves with everything as float32 in 0..1. */
  readIdx(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: IdxOptions,
  ): Promise<LabelledImages>;
  /** The same, kept in the engine's memory as bytes (a quarter of the size). */
  idxDataset(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: IdxOptions,
  ): Promise<EngineDataset>;
  xo(options: XoOptions): LabelledImages;
  xoDataset(options: XoOptions): EngineDataset;
  /**
   * A small text task: opinions of seven words, classes negative and positive. A value is the index
   * of a word in `sentenceWords()`.
   */
  sentenceDataset(options: SentenceOptions): EngineDataset;
  sentenceWords(): string[];
  /** Pixels 0 (paper) to 1 (ink), row by row, as MNIST's pictures were prepared (LeCun et al.). */
  prepareDrawing(
    ink: Float32Array,
    height: number,
    width: number,
    options?: DrawingOptions,
  ): PreparedDrawing;
  presets(): Preset[];
  /** Bytes that WebAssembly has taken from the host (it gives none back), and how many are in use. */
  memory(): { reserved: number; used: number };
  /** Ends the threads. Nothing that this engine made can be used afterwards. */
  dispose(): void;
}
