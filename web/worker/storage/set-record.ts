import type { KeptId, Paint } from '../../protocol/data-sets';

/** What is said of a visitor's own set; its bytes are kept apart. */
export interface SetRecord {
  id: KeptId;
  title: string;
  origin: string;
  channels: number;
  height: number;
  width: number;
  classNames: string[];
  /** Absent: light on dark. */
  paint?: Paint;
  /** Pictures of each class. */
  trainCounts: number[];
  testCounts: number[];
  /** Grows with each change, so that another tab's change is noticed. */
  version: number;
}

/** Bytes of a set: what a change leaves as it is need not be written anew. */
export interface SetParts {
  trainPixels: Uint8Array<ArrayBuffer>;
  trainLabels: Uint8Array<ArrayBuffer>;
  testPixels: Uint8Array<ArrayBuffer>;
  testLabels: Uint8Array<ArrayBuffer>;
}
