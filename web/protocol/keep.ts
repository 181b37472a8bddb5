import type { ExampleShape, WeightMatch } from 'receptive';
import type { Experiment } from './experiment';

/** An automatic one gives way to newer ones; a copy stays until it is deleted. */
export type KeptRunKind = 'automatic' | 'copy';

/** A run that this browser keeps, without its bytes. */
export interface KeptRun {
  id: string;
  name: string;
  kind: KeptRunKind;
  /** With everything that was changed while it trained. */
  experiment: Experiment;
  /** What the data set and the network are called. */
  data: string;
  network: string;
  parameterCount: number;
  step: number;
  /** As in `Frame`. */
  epoch: number;
  /** Newest measurement on the test set, 0..1; NaN before the first. */
  testAccuracy: number;
  testExamples: number;
  /** Milliseconds since 1970. */
  savedAt: number;
  bytes: number;
}

/** As the list shows it. */
export interface ListedRun extends KeptRun {
  /** It is the run of this page, or of another one that is open. */
  open: 'here' | 'elsewhere' | 'no';
}

export interface KeptRunList {
  /** Newest first. */
  runs: ListedRun[];
  storage?: { usedBytes: number; availableBytes: number };
  /** Why nothing is kept, in a sentence. */
  problem?: string;
}

/** How it stands with the keeping of the present run. */
export interface KeepStatus {
  id: string;
  /** What a reload would bring back; absent before the first time. */
  saved?: { step: number; at: number };
  /** Milliseconds of training that a crash would lose at most: more where a network is large. */
  everyMilliseconds: number;
  /** Milliseconds that the last time took from the training. */
  costMilliseconds: number;
  /** Why it is not kept, in a sentence. */
  problem?: string;
}

export interface ModelFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What a model file says of itself; all of it is absent where another program made it. */
export interface ModelFileRemarks {
  /** Name of the network as experiments have it. */
  network?: string;
  /** What it was trained as; where it does not say on what data, MNIST's or X and O by their size. */
  experiment?: Experiment;
  /** What its network reads, and how many classes it tells apart. */
  reads?: { input: ExampleShape; classes: number };
  /** Where its weights would go; absent where it does not say its network. */
  match?: WeightMatch;
}

/** What is kept in this browser: runs that go on after a reload, and models. */
export interface KeepApi {
  keptRuns(): Promise<KeptRunList>;
  keepStatus(run: number): Promise<KeepStatus>;
  /** Keeps the present run now rather than in a moment. */
  saveRun(run: number): Promise<KeepStatus>;
  /** A copy of the present run as it is now, which stays. */
  copyRun(run: number, name: string): Promise<KeptRun>;
  renameRun(id: string, name: string): Promise<void>;
  /** Throws for a run that is open. */
  removeRun(id: string): Promise<void>;
  /**
   * Makes a run that was just set up from the kept run's experiment go on where that one stood. One
   * that is open elsewhere, or is a copy, stays as it is: this run is kept apart from it then.
   */
  resumeRun(run: number, id: string): Promise<void>;
  /** The present run's weights, or those of a copy, as a safetensors file. */
  modelFile(of: { run: number } | { id: string }): Promise<ModelFile>;
  /**
   * Reads the whole file, and throws where it is not what it claims to be. What is in it goes into a
   * run of its own by `setUp`.
   */
  checkModelFile(file: Uint8Array): Promise<ModelFileRemarks>;
  /** Where a file's weights would go in the present run's network; throws where they do not fit. */
  matchModelFile(run: number, file: Uint8Array): Promise<WeightMatch>;
}

/** Automatic runs that are kept besides the present one, at most. */
export const mostAutomaticRuns = 10;

/** Characters of a name. */
export const longestRunName = 60;
