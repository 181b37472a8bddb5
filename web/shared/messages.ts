import type { LayerInfo, LossAndAccuracy, Preset, Variant, VariantSupport } from 'receptive';
import type { EngineChoice } from './engine';
import type { DataSetId, Experiment } from './experiment';

/**
 * What the page and the worker say to each other. The page calls `WorkerApi` through Comlink; it
 * asks for a frame when it has drawn the last one, so that at most one is ever under way. Every
 * answer carries the run that it belongs to; the page drops answers of an earlier run.
 */

export interface EngineInfo {
  variant: Variant;
  threads: number;
  /** Why not the build that was asked for, or a faster one, in a sentence. */
  fallback?: string;
  /** Every build, and what this browser lacks for it. */
  variants: VariantSupport[];
  /** Processors that the browser tells of. */
  processors: number;
  presets: Preset[];
  /** Milliseconds from the worker's start until the engine could be used. */
  loadMilliseconds: number;
}

/** What the page says of a data set, before and after it is there. */
export interface DataSetInfo {
  id: DataSetId;
  title: string;
  channels: number;
  height: number;
  width: number;
  classNames: string[];
  trainCount: number;
  testCount: number;
  /** Values of paper and ink. */
  range: [number, number];
  /** One sentence: where the pictures come from. */
  origin: string;
  /** One sentence when something small went wrong, as that the files could not be kept. */
  note?: string;
}

/** What the worker cannot know by itself. */
export interface LoadRequest {
  /**
   * Address of the folder that the page lies in, with a slash at its end: the local server answers
   * below it at `api/mnist`. Default: the folder above the worker's script (as in `dist/`).
   */
  site?: string;
  /** Default: the fastest that starts. */
  engine?: EngineChoice;
  /** The part of the page's address behind '#'. What it asks for is made ready before `setUp`. */
  link?: string;
}

/** Answer to `setUp`: a model is built, nothing is trained. */
export interface SetUp {
  run: number;
  experiment: Experiment;
  data: DataSetInfo;
  layers: LayerInfo[];
  parameterCount: number;
  memoryBytes: number;
  stepsPerEpoch: number;
  /** Class of each test picture, so that the page can choose "an X" to show. */
  testLabels: Uint8Array;
}

/**
 * Maps of one layer (or of the input) for the chosen picture: (count, height, width). A vector
 * (dense, flatten) has maps of 1 x 1; they come in their natural order, cut to `maxUnits`.
 */
export interface MapStack {
  /** Maps that the layer has. */
  total: number;
  /**
   * Which of them are here. When not all are: strongest first as they were when chosen; later a map
   * takes the place of one that has become much weaker, the others stay where they are. Layers that
   * keep the channels apart (relu, pooling, ...) show the same maps as the layer that they read.
   */
  indices: number[];
  height: number;
  width: number;
  values: Float32Array;
  gradients?: Float32Array;
}

/**
 * Filters of a convolution: (count, depth, height, width). The rows of a dense layer take the shape
 * of what they read: behind a flatten (and dropout) of C x H x W maps a row is a filter of depth C,
 * H x W; behind a vector it has depth 1 and is 1 x inputs, cut to `maxUnits` inputs. Absent where
 * the weights are too many to be copied for each frame (more than half a million).
 */
export interface FilterStack {
  total: number;
  indices: number[];
  /** Input channels shown of each filter, and how many it has. */
  depth: number;
  totalDepth: number;
  height: number;
  width: number;
  values: Float32Array;
  gradients: Float32Array;
  biases: Float32Array;
}

export interface LayerFrame {
  name: string;
  maps: MapStack;
  filters?: FilterStack;
  /** Largest absolute value over the whole layer, for the symmetric scales. */
  limits: { values: number; gradients: number; weights: number; weightGradients: number };
}

/** Mean over the steps since the point before, which are more and more as a run gets long. */
export interface CurvePoint extends LossAndAccuracy {
  step: number;
}

/** A measurement on the test set, made while the weights stood still at `step`. */
export interface TestPoint extends LossAndAccuracy {
  step: number;
  /** Test pictures that it was made on: all of them, or fewer for a first quick figure. */
  examples: number;
}

export interface Frame {
  run: number;
  running: boolean;
  step: number;
  /** Passes over the training data, with the part of the present one: 3.25. */
  epoch: number;
  /** Mean over about the last fifty steps; NaN before the first. */
  loss: number;
  trainAccuracy: number;
  /** Newest complete measurement on `testExamples` pictures of the test set; NaN before the first. */
  testAccuracy: number;
  testLoss: number;
  /** Pictures behind `testAccuracy` and `testLoss`; 0 before the first measurement. */
  testExamples: number;
  /**
   * Examples trained per second of wall time over about the last second of training, with all that
   * goes on meanwhile (test measurements, frames); stays at the last figure while paused; NaN before
   * there is one.
   */
  examplesPerSecond: number;
  /** Points new since the frame before (this run's first frame has all). */
  training: CurvePoint[];
  test: TestPoint[];
  input: MapStack;
  layers: LayerFrame[];
  /** The chosen picture's label, or -1 for a drawing. */
  label: number;
  /** One per class, for the chosen picture. */
  probabilities: Float32Array;
  /** Why training stopped by itself (NaN, ...), in a sentence. */
  stopped?: string;
}

/** Which picture the maps show. */
export type PictureChoice = { kind: 'test'; index: number } | { kind: 'drawing' };

/** What the page wants to see of the layers; big layers are cut to this. */
export interface FrameRequest {
  run: number;
  picture: PictureChoice;
  maxMaps: number;
  maxFilters: number;
  maxDepth: number;
  /** Values of a vector (dense, flatten) that are shown; also the width of a dense row. */
  maxUnits: number;
}

/** The canvas's ink, 0 paper to 1, row by row. */
export interface Drawing {
  ink: Float32Array;
  height: number;
  width: number;
}

export interface DrawingAnswer {
  run: number;
  empty: boolean;
  /** The picture as the network sees it, in the data's range. */
  image: Float32Array;
  height: number;
  width: number;
  /** Ink's box in the drawing: [left, top, width, height]. */
  box: [number, number, number, number];
  /** One per class; all 0 when the drawing is empty. */
  probabilities: Float32Array;
  /** Steps that the network had trained when it answered. */
  step: number;
}

export interface LoadProgress {
  file: string;
  /** Of all files of this load together. */
  receivedBytes: number;
  totalBytes: number;
  /** 'downloading', 'checking', 'unpacking', ... */
  phase: string;
}

/** Where the MNIST files can come from just now. */
export interface MnistAvailability {
  /** The local server has a folder given by --mnist or MNIST_DIR. */
  folder: boolean;
  /** The browser kept them from an earlier download. */
  kept: boolean;
  /** They are in the engine's memory: `setUp` can use them at once. */
  loaded: boolean;
  /** Megabytes that a download would fetch. */
  downloadMegabytes: number;
}

/**
 * How a run trains: as fast as it can, or one step for every frame that is asked for, so that the eye
 * can follow.
 */
export type Speed = 'full' | 'stepPerFrame';

export interface WorkerApi {
  load(request?: LoadRequest): Promise<EngineInfo>;
  /**
   * Another build or number of threads. The data goes along, and the weights of the present run go
   * into the next one if it is of the same network and data. On an error all stays as it was.
   */
  useEngine(choice: EngineChoice): Promise<EngineInfo>;
  /** Builds model and data. On an error the run before goes on as it was. */
  setUp(run: number, experiment: Experiment): Promise<SetUp>;

  /** Goes on training, or changes the speed of a run that trains. */
  train(run: number, speed?: Speed): Promise<void>;
  pause(run: number): Promise<void>;
  step(run: number): Promise<void>;
  setLearningRate(run: number, rate: number): Promise<void>;
  setBatchSize(run: number, size: number): Promise<void>;
  setOptimizer(run: number, type: Experiment['optimizer'], momentum: number): Promise<void>;

  frame(request: FrameRequest): Promise<Frame>;
  /** Prepares a drawing as the data set's pictures were, keeps it as the drawing, and answers. */
  draw(run: number, drawing: Drawing): Promise<DrawingAnswer>;

  mnistAvailability(): Promise<MnistAvailability>;
  /** Fetches, checks and keeps MNIST; nothing changes when it fails. */
  loadMnist(
    source: 'folder' | 'kept' | 'download',
    progress: (p: LoadProgress) => void,
  ): Promise<DataSetInfo>;
  /** Gives up the load that is under way, if any; its promise rejects. */
  cancelLoading(): Promise<void>;
  /**
   * IDX files that were picked or dropped: images and labels of a training set and, if there, of a
   * test set (else a tenth is held out). MNIST's own files are recognised and kept as MNIST.
   */
  openIdxFiles(files: File[], progress: (p: LoadProgress) => void): Promise<DataSetInfo>;
}
