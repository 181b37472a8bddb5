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

/** Pictures as bytes, channel-major, and the label of each. */
export interface LabelledBytes {
  pixels: Uint8Array<ArrayBuffer>;
  labels: Uint8Array<ArrayBuffer>;
}

/** A whole picture set as bytes. */
export interface BytesOptions {
  channels: number;
  height: number;
  width: number;
  /** 2..256 */
  classNames: readonly string[];
  /** count * channels * height * width values, 0 paper to 255 ink. */
  pixels: Uint8Array;
  /** count values below the number of classes; at least one. */
  labels: Uint8Array;
  /** Values of bytes 0 and 255. Default [0, 1]. */
  range?: [number, number];
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
  /** The same as the bytes that they are kept as, 0 paper to 255 ink: a quarter of the size. */
  bytes(first?: number, count?: number): LabelledBytes;
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

export interface CsvOptions {
  /**
   * Of a picture; without them a square one of one channel, or of three where the number of columns
   * fits that instead. Up to 64 x 64.
   */
  channels?: 1 | 3;
  height?: number;
  width?: number;
  /** Red, green and blue of one pixel side by side; by default all red columns come first. */
  channelsLast?: boolean;
  /** The training set's, for its test set; by default what the labels are. */
  classNames?: readonly string[];
}

export interface NpyOptions {
  /** How many classes there are, 2..256; by default the largest label + 1. */
  classes?: number;
  /** Names, or the bytes of a .npy file of texts (<U...). */
  classNames?: readonly string[] | ArrayBuffer | Uint8Array;
}

export interface XoOptions {
  count: number;
  seed?: number;
  /** Height and width in pixels, 7..64; default 9. */
  size?: number;
  /** 0 the plain figures, 0.5 (default) as in the course texts, 1 hard. */
  difficulty?: number;
}

export interface DigitOptions {
  /** 1..1,000,000 */
  count: number;
  seed?: number;
}

/** A digit as somebody draws it on a pad. */
export interface DrawnDigit {
  label: number;
  /** In the order of drawing; pressure is 0.5, as of a device that does not tell. */
  strokes: PenStroke[];
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

/** Values in 0..1 (0 paper, 1 ink), row by row. */
export interface GreyPicture {
  height: number;
  width: number;
  values: Float32Array;
}

/** What each stage made of a drawing; those after a stage that is switched off go on without it. */
export interface DrawingStages {
  /** The strokes as ink, with some paper around the pad. */
  ink: GreyPicture;
  /** Cropped and scaled, before it is placed in the picture. */
  scaled: GreyPicture;
}

/** Points [x, y, pressure]: x and y in 0..1 of the pad's side, pressure in 0..1. */
export type PenStroke = readonly (readonly [x: number, y: number, pressure: number])[];

export interface StrokeOptions extends DrawingOptions {
  /**
   * 'figure' (default): lines 0.14 as wide as the figure's longer side, as MNIST's are, however large
   * it was drawn; 'pad': the pen as it is seen on a pad.
   */
  pen?: 'figure' | 'pad';
}

export interface DrawingOptions {
  /** Height and width of the result. Default 28. */
  side?: number;
  /** The longer side of the ink's box in the result. Default 20 of 28, 7 of 9. */
  box?: number;
  /** Crop to the ink. Default true; else all of the paper is taken. */
  crop?: boolean;
  /** Make what was cropped as large as `box` says. Default true; else the paper fills the side. */
  scale?: boolean;
  /**
   * What comes into the middle: the ink's centre of mass ('mass', as MNIST has it, default), the
   * middle of its box, or the middle of the paper, so that the ink stays where it was drawn.
   */
  centre?: 'mass' | 'box' | 'paper';
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
  /** A line for each picture: a label and its pixels (core/data/csv_reader.h has the rules). */
  csvDataset(file: ArrayBuffer | Uint8Array, options?: CsvOptions): EngineDataset;
  /**
   * NumPy arrays in .npy files: images (N, H, W), (N, H, W, C), (N, C, H, W) or (N, pixels), labels
   * (N,); see core/data/npy_reader.h.
   */
  npyDataset(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: NpyOptions,
  ): EngineDataset;
  xo(options: XoOptions): LabelledImages;
  xoDataset(options: XoOptions): EngineDataset;
  /**
   * Handwritten-looking digits in MNIST's form, 28x28, written anew for each example along the ways
   * in which people write them. Example i depends on seed and i only; the classes are balanced.
   */
  digits(options: DigitOptions): LabelledImages;
  digitsDataset(options: DigitOptions): EngineDataset;
  /** The strokes behind picture `index` (default 0) of that seed, somewhere on a pad. */
  drawnDigit(options?: { seed?: number; index?: number }): DrawnDigit;
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
  /** The same for the strokes of a pen, and what each stage made of them. */
  prepareStrokes(
    strokes: readonly PenStroke[],
    options?: StrokeOptions,
  ): PreparedDrawing & { stages: DrawingStages };
  /**
   * Several digits on one pad: for each stroke the number of the figure that it belongs to. Figures
   * are numbered from 0 as they are read, line by line and from left to right.
   */
  figuresOf(strokes: readonly PenStroke[]): number[];
  /** A set of bytes, as files, drawings or another engine give them. */
  bytesDataset(options: BytesOptions): EngineDataset;
  /** Why `model(spec)` would fail, or '' when it would not. Takes no memory for the network. */
  specProblem(spec: ModelSpec): string;
  /** A trained network from its file (safetensors, as `receptive train --save` writes it). */
  loadModel(file: Uint8Array, options?: { batchSize?: number }): Model;
  presets(): Preset[];
  /** Bytes that WebAssembly has taken from the host (it gives none back), and how many are in use. */
  memory(): { reserved: number; used: number };
  /** Ends the threads. Nothing that this engine made can be used afterwards. */
  dispose(): void;
}
