/** Why squares are outlined: the unit itself, what it is made of, what it goes into. */
export type Tone = 'self' | 'reads' | 'feeds';

/** Squares to be outlined; without `tile`, in every tile. */
export interface Mark {
  /** Default 'reads'. */
  tone?: Tone;
  tile?: number;
  /** Channel of a filter. Default 0. */
  part?: number;
  row: number;
  column: number;
  height: number;
  width: number;
}

/** By column and kind: 'conv2d maps'. */
export type Marks = ReadonlyMap<string, readonly Mark[]>;

export const noMarks: Marks = new Map();
