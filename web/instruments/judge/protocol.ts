/** How good the network is and how healthy: confusion, mistakes, calibration, histograms. */

/** One class of the test set, as the network does with it. */
export interface ClassScore {
  /** Test pictures of the class, how many were called it, and how many of both. */
  count: number;
  said: number;
  right: number;
}

/** Two classes that are mixed up: of `of` pictures of `truth`, `count` were taken for `said`. */
export interface Mixup {
  truth: number;
  said: number;
  count: number;
  of: number;
}

/** Answers whose confidence lies in [low, high), the last bin with 1. */
export interface CalibrationBin {
  low: number;
  high: number;
  count: number;
  /** Means over the bin's answers: what the network said, and the share that was right; NaN if empty. */
  confidence: number;
  accuracy: number;
}

/** The whole test set, judged with the weights of one step. */
export interface Judgement {
  run: number;
  step: number;
  examples: number;
  /** Of those, the ones that got no answer: a number on the way had become NaN. */
  unanswered: number;
  right: number;
  /** Of work in the worker, the turns of others left out. */
  milliseconds: number;
  classes: ClassScore[];
  /** (truth, said), classes x classes. */
  confusion: Uint32Array;
  /** The most frequent first, at most 20. */
  mixups: Mixup[];
  /** Whether the answers are probabilities: at least 0, with a sum of 1 or less. */
  probabilities: boolean;
  calibration: CalibrationBin[];
  /**
   * Expected calibration error, 0..1: the mean of |accuracy - confidence| over the bins, weighted by
   * their answers (Guo et al. 2017, "On Calibration of Modern Neural Networks", equation 3).
   */
  calibrationError: number;
  /** Mean confidence over all answers; NaN without any. */
  meanConfidence: number;
}

export interface JudgedPicture {
  /** In the test set. */
  index: number;
  /** Bytes, channel-major, 0 paper to 255 ink. */
  pixels: Uint8Array;
  truth: number;
  /** The class with the largest answer, the next one, and what the network answered for these. */
  said: number;
  saidAnswer: number;
  second: number;
  secondAnswer: number;
  truthAnswer: number;
}

/** The least likely right answers first; where the answer was right, the surest first. */
export interface JudgedPictures {
  run: number;
  step: number;
  total: number;
  pictures: JudgedPicture[];
}

export type HealthProblem =
  | 'dead'
  | 'saturated'
  | 'vanishing'
  | 'exploding'
  | 'largeUpdates'
  | 'smallUpdates'
  | 'risingLoss'
  /** All pictures are the same. */
  | 'alike';

export interface HealthWarning {
  /** Name of the layer; empty when it is about the whole network. */
  layer: string;
  kind: HealthProblem;
  /** What is seen, with the number. */
  text: string;
  /** What to do about it. */
  advice: string;
}

/** Figures of one layer at the last look; root mean squares, NaN where there is nothing to measure. */
export interface LayerFigures {
  layer: string;
  type: string;
  units: number;
  /** NaN where the layer cannot have any. */
  dead: number;
  saturated: number;
  weights: number;
  gradients: number;
  /** Change of one step over the weights. */
  updateRatio: number;
}

export interface Health {
  run: number;
  /** Of the last look; -1 before the first. */
  step: number;
  /** Pictures that were looked at. */
  examples: number;
  warnings: HealthWarning[];
  layers: LayerFigures[];
}

export type SpreadKind = 'weights' | 'gradients' | 'activations';

/** What a row of a record is of. */
export interface RecordRow {
  layer: string;
  type: string;
  kind: SpreadKind;
}

export const histogramBins = 64;

/** Figures of a row in `HealthSample.figures`, in this order. */
export const rowFigures = ['exponent', 'zeros', 'smallest', 'largest', 'mean', 'spread'] as const;

/** The histograms of one moment. */
export interface HealthSample {
  step: number;
  /** (rows, 64): share of the values in each bin, 255 for the fullest bin of the row. */
  counts: Uint8Array;
  /**
   * (rows, 6) as `rowFigures`: the bins go from -2^exponent to 2^exponent; share of values that are
   * exactly 0; smallest, largest, mean and root mean square.
   */
  figures: Float32Array;
}

/** Samples over the whole run, evenly over its steps and thinned as it grows. */
export interface HealthRecord {
  run: number;
  /** Changes when samples were dropped: those of an earlier version are of no use. */
  version: number;
  rows: RecordRow[];
  /** Those behind `after` where the version is the one that the page has, else all. */
  samples: HealthSample[];
}
