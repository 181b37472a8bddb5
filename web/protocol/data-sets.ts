/**
 * Data sets as the page and the worker speak of them: which there are, what is in them, and how a
 * visitor looks through them and changes them.
 */
import type { Choices, Findings } from './looking';
import type { Paint } from './paint';
import type { Split } from './split';

export { blankPicture, isDark, paperAndInk, type Paint } from './paint';
export type { Split };

/** Made by the core's generators, or published. The page's address names them. */
export const builtInIds = ['xo', 'xo28', 'digits', 'mnist'] as const;

export type BuiltInId = (typeof builtInIds)[number];

/** A set that this browser keeps: opened from files, or drawn here. Its id outlives its title. */
export type KeptId = `kept:${string}`;

export type DataSetId = BuiltInId | KeptId;

export function isKept(id: string): id is KeptId {
  return id.startsWith('kept:') && id.length > 'kept:'.length;
}

export function isDataSet(id: string): id is DataSetId {
  return isKept(id) || builtInIds.some((known) => known === id);
}

/** Largest pictures that the page takes. */
export const largestSide = 64;

/** In letters. */
export const longestClassName = 40;

/** Labels are bytes. */
export const mostClasses = 256;

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
  /** Training pictures of each class, of sets that are not made here. */
  classCounts?: readonly number[];
  /** Values of the bytes 0 and 255; which is paper, `paperAndInk` tells. */
  range: readonly [number, number];
  /** How drawings are given to the network; absent: as in MNIST, light on dark. */
  paint?: Paint;
  /** One sentence: where the pictures come from. */
  origin: string;
  /** One sentence when something small went wrong, as that the files could not be kept. */
  note?: string;
}

/** A set in this browser's own database. */
export interface KeptSet extends DataSetInfo {
  id: KeptId;
  bytes: number;
  /** Names of the presets that can be built for pictures of this size. */
  networks: string[];
  /** Why it cannot be trained yet, in a sentence that says what it lacks; absent when it can. */
  lacks?: string;
}

export interface DataSetListing {
  kept: KeptSet[];
  /** Absent where the browser does not tell. */
  storage?: { usedBytes: number; availableBytes: number };
  /** Why sets that are kept may not be among them, in a sentence. */
  problem?: string;
}

/** A file and its path below the folder that was picked or dropped; the name alone without one. */
export interface PickedFile {
  file: File;
  path: string;
}

/** A class of a set of the visitor's own that pictures are for. */
export interface Into {
  id: KeptId;
  label: number;
}

/** What comes of looking at files: known ones are taken at once, of others it is told what they are. */
export type Looked = { kind: 'taken'; info: DataSetInfo } | { kind: 'found'; findings: Findings };

/** A picture as a camera gives it. */
export interface Photograph {
  width: number;
  height: number;
  /** Red, green, blue and alpha, 0..255, row by row. */
  data: Uint8ClampedArray;
}

export interface SplitSummary {
  /** Pictures of each class. */
  counts: number[];
  /** Mean picture of each class, channel-major bytes, 0 paper to 255 ink; empty without pictures. */
  means: Uint8Array[];
}

export interface DataSetSummary {
  info: DataSetInfo;
  train: SplitSummary;
  test: SplitSummary;
  /** A change of this visit can be taken back. */
  canUndo: boolean;
}

export interface BrowseRequest {
  id: DataSetId;
  split: Split;
  /** Only pictures of this class. */
  label?: number;
  /** The run whose network is to read the pictures; none does when its data set is another one. */
  run?: number;
  /** Only those that it reads wrong. */
  mistakes?: boolean;
  first: number;
  count: number;
}

export interface BrowsedPicture {
  /** Place in its split. */
  index: number;
  label: number;
  /** Channel-major bytes, 0 paper to 255 ink. */
  pixels: Uint8Array;
  /** What the network of `BrowseRequest.run` says. */
  predicted?: number;
  /** Its probability, 0..1. */
  confidence?: number;
}

/** Where a picture was seen that is to be changed. */
export interface Seen {
  split: Split;
  /** Of what was browsed: when the set is another by now, the picture may be as well. */
  version: string;
}

export interface Browsed {
  /** Another one after each change of the set, also by another tab. */
  version: string;
  /** Pictures that the request fits. */
  total: number;
  pictures: BrowsedPicture[];
}

/** A set that begins without pictures. */
export interface NewSet {
  title: string;
  classNames: string[];
  channels: 1 | 3;
  height: number;
  width: number;
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
  /** The local server has a folder with MNIST as published, given by --mnist or MNIST_DIR. */
  folder: boolean;
  /** The name of that folder, where it holds files in MNIST's form that are not MNIST. */
  other?: string;
  /** Why the server could not be asked, in a sentence. */
  serverProblem?: string;
  /** The browser kept them from an earlier download. */
  kept: boolean;
  /** Bytes of a download that was broken off, which the next one goes on from. */
  begunBytes: number;
  /** They are in the engine's memory: `setUp` can use them at once. */
  loaded: boolean;
  /** Megabytes that a download would fetch. */
  downloadMegabytes: number;
}

/** The worker's side; every call leaves all as it was when it fails, and says why in a sentence. */
export interface DataApi {
  mnistAvailability(): Promise<MnistAvailability>;
  /** Fetches, checks and keeps MNIST; a download that is broken off goes on where it stood. */
  loadMnist(
    source: 'folder' | 'kept' | 'download',
    progress: (p: LoadProgress) => void,
  ): Promise<DataSetInfo>;
  /** Gives up the load that is under way, if any; its promise rejects. */
  cancelLoading(): Promise<void>;

  dataSets(): Promise<DataSetListing>;
  /**
   * Looks at files that were picked or dropped. Known ones (the published MNIST, this page's own
   * exports) are taken at once; of all others it is told what was found, in place of what was found in
   * others before.
   *
   * @param into Given for pictures of one class of a kept set.
   */
  lookAtFiles(
    files: PickedFile[],
    into: Into | undefined,
    progress: (p: LoadProgress) => void,
  ): Promise<Looked>;
  /** The same with the files of the folder that was given to the local server. */
  lookAtFolder(progress: (p: LoadProgress) => void): Promise<Looked>;
  /** The same files with other choices. Only the newest question is answered. */
  lookAgain(choices: Choices): Promise<Findings>;
  /** Takes what was found: a kept set, also where the pictures are for a class of one. */
  takeFiles(choices: Choices, progress: (p: LoadProgress) => void): Promise<DataSetInfo>;
  /** Forgets the files that were looked at. */
  forgetFiles(): Promise<void>;
  createSet(wanted: NewSet): Promise<KeptSet>;
  /** New titles, or names for its classes; more names than before are further classes. */
  renameSet(id: KeptId, names: { title?: string; classNames?: string[] }): Promise<KeptSet>;
  removeSet(id: KeptId): Promise<void>;
  /** As one NPZ file, which numpy and this page read. */
  exportSet(id: DataSetId): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }>;
  /** One drawing, prepared as this set's pictures are; every tenth of a class is for testing. */
  addDrawing(id: KeptId, label: number, drawing: Drawing): Promise<KeptSet>;
  /**
   * The middle of a photograph, cut to a set's proportions and brought to its size: channel-major
   * bytes, 0 paper to 255 ink.
   *
   * @param ink What is ink where the set is grey; undefined to be found out.
   */
  photograph(
    id: KeptId,
    picture: Photograph,
    ink: 'dark' | 'light' | undefined,
  ): Promise<Uint8Array>;
  /** Channel-major bytes of the set's size, as `photograph` gives them. */
  addPicture(id: KeptId, label: number, pixels: Uint8Array): Promise<KeptSet>;

  /**
   * A picture file as a picture of this set: as a figure where the set's pictures are figures on
   * paper, else brought to their form as pictures that are added are.
   */
  tryPicture(id: DataSetId, picked: PickedFile): Promise<TriedPicture>;
  /** The pens for a set in colour: those that its pictures have most of, and the usual ones. */
  penColours(id: DataSetId): Promise<PenColour[]>;

  summarise(id: DataSetId): Promise<DataSetSummary>;
  browse(request: BrowseRequest): Promise<Browsed>;
  /**
   * A published or generated set stays as it is: the change goes into a kept copy, which is told.
   * Refused when the set was changed since it was seen.
   */
  relabel(id: DataSetId, seen: Seen, index: number, label: number): Promise<DataSetInfo>;
  removePictures(id: DataSetId, seen: Seen, indices: number[]): Promise<DataSetInfo>;
  /** Takes back the last change of this visit to a set. */
  undoChange(id: KeptId): Promise<KeptSet>;
}

/**
 * A place of the pen: x and y in 0..1 of the pad's side, y downwards, and how hard it pressed, 0..1
 * (0.5 where the device does not tell).
 */
export type PenPoint = readonly [x: number, y: number, pressure: number];

/** Where the pen went without being lifted. */
export type Stroke = readonly PenPoint[];

/** What is on a pad. `Ink.drawing()` makes it; the core turns it into a picture. */
export interface Drawing {
  strokes: readonly Stroke[];
  /** Of each stroke where the pad has colours: 0xRRGGBB. */
  colours?: readonly number[];
  /** In place of strokes, for a set of this form. */
  picture?: PictureOnPad;
}

/** A pen of a pad for a set in colour. */
export interface PenColour {
  /** red; blue of the pictures */
  name: string;
  /** 0xRRGGBB */
  colour: number;
}

/**
 * A picture that is tried, for one data set: the ink of a figure on paper, which goes on as that of
 * strokes does, or the picture as those of the set are.
 */
export type PictureOnPad =
  | {
      kind: 'figure';
      /** Of the square that the ink lies on, with a tenth of paper around the picture. */
      side: number;
      /** side * side values, 0 paper to 1 ink. */
      ink: Float32Array;
      /** The same with lines as wide as MNIST's where they are thinner. */
      widened: Float32Array;
    }
  | {
      kind: 'fitted';
      /** Channel-major bytes of the set's size. */
      pixels: Uint8Array;
    };

/** What `tryPicture` makes of a picture. */
export interface TriedPicture {
  read: PictureOnPad;
  /** Upright and at most 256 pixels a side: channel-major red, green and blue. */
  shown: { height: number; width: number; pixels: Uint8Array };
  /** Sentences: what was done to it. */
  notes: string[];
  /** Sentences: what is unsure. */
  checks: string[];
}
