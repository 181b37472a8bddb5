import type {
  DrawingStages,
  LayerInfo,
  LossAndAccuracy,
  Preset,
  ThreadsInUse,
  Variant,
  VariantSupport,
} from 'receptive';
import type { DataApi, DataSetInfo, Drawing } from './data-sets';
import type { EngineChoice } from './engine';
import type { Experiment } from './experiment';
import type { DecodedExperiment } from './read-link';
import type { LiveChange } from './live-change';
import type { LoggedChange } from './recipe-log';
import type { Reading, ReadingReport } from './reading';

/**
 * What the page and the worker say to each other. The page calls `WorkerApi` through Comlink; it
 * asks for a frame when it has drawn the last one, so that at most one is ever under way. Every
 * answer carries the run that it belongs to; the page drops answers of an earlier run. Looking changes
 * nothing: who asks for a frame neither trains nor takes what another viewer has yet to see.
 */

/** Where on the page a run is shown: the next one there takes its place. */
export type Place = 'a' | 'b';

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

/** Answer to `load`. */
export interface Loaded extends EngineInfo {
  /** What the link asks for. */
  asked: DecodedExperiment;
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
 * (dense, flatten) has maps of 1 x 1; they come in their natural order, cut to `maxUnits`. So do maps
 * of one row, cut to `maxRows`.
 */
export interface MapStack {
  /** Maps that the layer has. */
  total: number;
  /**
   * Which of them are here, the strongest for the picture first; up to three, units and rows in their own
   * order. Layers that keep the channels apart (relu, pooling, ...) have the order of the layer that
   * made the maps. It stays until another picture is shown.
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
  /**
   * What the last step changed, where `FrameRequest.updates` asked for it and there was a step. Of
   * networks that are too large to keep it always, only from the next step on.
   */
  updates?: Float32Array;
  biases: Float32Array;
}

export interface LayerFrame {
  name: string;
  maps: MapStack;
  filters?: FilterStack;
  /** Largest absolute value over the whole layer, for the symmetric scales. */
  limits: {
    values: number;
    gradients: number;
    weights: number;
    weightGradients: number;
    updates?: number;
  };
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

/** Steps whose mean `Frame.loss` and `Frame.trainAccuracy` are. */
export const recentSteps = 50;

export interface Frame {
  run: number;
  running: boolean;
  step: number;
  /** Passes over the training data, with the part of the present one: 3.25. */
  epoch: number;
  /** Of the last step, as the schedule had it; absent before the first. */
  learningRate?: number;
  /** Mean over about the last fifty steps; NaN before the first. */
  loss: number;
  trainAccuracy: number;
  /** Newest complete measurement on `testExamples` pictures of the test set; NaN before the first. */
  testAccuracy: number;
  testLoss: number;
  /** Pictures behind `testAccuracy` and `testLoss`; 0 before the first measurement. */
  testExamples: number;
  /** Steps that were trained when it was made; -1 before the first. */
  testStep: number;
  /**
   * Examples trained per second of wall time over about the last second of training, with all that
   * goes on meanwhile (test measurements, frames); stays at the last figure while paused; NaN before
   * there is one.
   */
  examplesPerSecond: number;
  /** Threads that share the steps just now. */
  threadsInUse: ThreadsInUse;
  /** Points that the viewer has yet to see (`FrameRequest.seen`). */
  training: CurvePoint[];
  test: TestPoint[];
  changes: LoggedChange[];
  input: MapStack;
  /** Largest absolute gradient of the input; 0 without a label. */
  inputLimit?: number;
  layers: LayerFrame[];
  /** The chosen picture's label, or -1 for a drawing. */
  label: number;
  /** One per class, for the chosen picture. */
  probabilities: Float32Array;
  /** Where `FrameRequest.tiesOf` asked for them. */
  ties?: Ties;
  /** Why training stopped by itself (NaN, ...), in a sentence. */
  stopped?: string;
}

/** Which picture the maps show. */
export type PictureChoice = { kind: 'test'; index: number } | { kind: 'drawing' };

/** What the page wants to see of the layers; big layers are cut to this. */
export interface FrameRequest {
  run: number;
  picture: PictureChoice;
  /** Points of the curves, and changes, that the viewer has: only those behind them come. Default: none. */
  seen?: { training: number; test: number; changes: number };
  maxMaps: number;
  /** Maps of one row, which are shown row under row as one picture. */
  maxRows: number;
  maxFilters: number;
  maxDepth: number;
  /** Values of a vector (dense, flatten) that are shown; also the width of a dense row. */
  maxUnits: number;
  /** Also what the last step changed of the weights. */
  updates?: boolean;
  /** Layers that are in sight: only these come, and the last one. Default: all. */
  layers?: string[];
  /** Layers of which all maps and filters come, whatever the limits. */
  whole?: string[];
  /** No gradients of maps are shown: nothing goes backward. */
  forwardOnly?: boolean;
  /** How often the visitor had the maps ordered: with another number they are ordered anew. */
  sorted?: number;
  /** Figures only: no picture is looked at while the network is out of sight. */
  figuresOnly?: boolean;
  /** The map (or unit of a vector) whose ties to what it reads are to come along. */
  tiesOf?: { layer: string; map: number };
}

/** How one map is tied to the maps of one layer that it reads. */
export interface TiesTo {
  /** 'input' included; flatten, reshape and dropout are looked through. */
  layer: string;
  /** The maps (or units) read; of a vector only those that are tied most strongly. */
  maps: number[];
  /** How many it reads. */
  total: number;
  /**
   * One per map: the length (square root of the sum of squares) of the slice of weights between the
   * two, or the weight itself where it is a single one. Absent where no weight stands between them:
   * relu, pooling, adding.
   */
  weights?: Float32Array;
  /** The same of dLoss/dweight over the last batch. */
  gradients?: Float32Array;
  /** Each number is a single weight, whose sign has a meaning. */
  signed: boolean;
}

export interface Ties {
  layer: string;
  map: number;
  reads: TiesTo[];
}

/** One figure found on the pad. */
export interface FigureAnswer {
  /** The picture as the network sees it, in the data's range. */
  image: Float32Array;
  /** Where it is on the pad, in 0..1 of its side: [left, top, width, height]. */
  box: [number, number, number, number];
  /** One per class; all 0 when there is no ink. */
  probabilities: Float32Array;
  /** What the pretrained net says, where it fits the data and is there. */
  pretrained?: Float32Array;
}

export interface DrawingAnswer {
  run: number;
  empty: boolean;
  height: number;
  width: number;
  /** As they are read, line by line; at least one. */
  figures: FigureAnswer[];
  /** The figure that the last stroke belongs to: the network shows this one. */
  focus: number;
  /** What each stage made of that figure; absent for a picture that was only fitted. */
  stages?: DrawingStages;
  /** Steps that the network had trained when it answered. */
  step: number;
}

/** The net that comes with the page, trained beforehand. */
export interface PretrainedInfo {
  /** Its own training's figure on MNIST's 10,000 test pictures, 0..1. */
  mnistAccuracy: number;
  /** What it was trained on, and the command that made it. */
  trainedOn: string;
  command: string;
  parameterCount: number;
  /** Measured here on the present data's test pictures, 0..1. */
  testAccuracy: number;
  testExamples: number;
}

/**
 * How a run trains: as fast as it can, or in slow motion: one step whenever the page says so
 * (`advance`), for the eye to follow.
 */
export type Speed = 'full' | 'slow';

/** The engine and its runs. */
export interface RunApi {
  load(request?: LoadRequest): Promise<Loaded>;
  /**
   * Another build or number of threads. All runs end; the data goes along, and the weights of a run go
   * into the next one at its place if that is of the same network and data. On an error all stays as it
   * was.
   */
  useEngine(choice: EngineChoice): Promise<EngineInfo>;
  /**
   * Builds model and data, with the weights of a model file where one is given; the run that was at
   * that place ends, and what is on its pad goes along. `run`: a number larger than those before. On an
   * error the run before goes on as it was. Default: place a.
   */
  setUp(run: number, experiment: Experiment, place?: Place, weights?: Uint8Array): Promise<SetUp>;
  /** No run is shown at a place any more. */
  clear(place: Place): Promise<void>;

  /** Goes on training, or changes the speed of a run that trains. */
  train(run: number, speed?: Speed): Promise<void>;
  pause(run: number): Promise<void>;
  step(run: number): Promise<void>;
  /** One step of a run that trains in slow motion, unless its weights are being measured. */
  advance(run: number): Promise<void>;
  /** Takes effect with the next step. On an error nothing has changed. */
  change(run: number, change: LiveChange): Promise<void>;

  frame(request: FrameRequest): Promise<Frame>;
  /** Prepares a drawing as the data set's pictures were, keeps it as the drawing, and answers. */
  draw(run: number, drawing: Drawing, reading: Reading): Promise<DrawingAnswer>;
  /** How well generated drawings are read with each stage switched; takes some seconds. */
  measureReading(run: number, reading: Reading): Promise<ReadingReport>;
  /** The pretrained net on the present data; undefined where it does not fit, or is not there. */
  pretrained(run: number): Promise<PretrainedInfo | undefined>;
  /** The shown picture, changed `count` times as training changes its pictures. */
  augmented(run: number, picture: PictureChoice, count: number): Promise<Float32Array[]>;
}

/** Everything but kept runs and instruments. */
export interface WorkerApi extends RunApi, DataApi {}
