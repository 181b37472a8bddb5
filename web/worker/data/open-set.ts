import type { KeptId } from '../../protocol/data-sets';
import type { SetRecord } from '../storage/set-record';
import type { SetStore } from '../storage/set-store';
import type { Storage } from '../storage/storage';
import type { PictureSet } from './picture-set';

/** A visitor's own set with its bytes. */
export interface OpenSet {
  record: SetRecord;
  set: PictureSet;
  /** Why it is only in memory, if it is. */
  note?: string;
}

export interface Held extends OpenSet {
  /** What the browser's database has of it; undefined before it is there. */
  stored: { version: number; set: PictureSet } | undefined;
}

/** Where own sets lie while the page is open. */
export interface SetShelf {
  readonly held: Map<KeptId, Held>;
  readonly store: SetStore;
  readonly storage?: Storage | undefined;
  list(): Promise<{ record: SetRecord }[]>;
  open(id: KeptId): Promise<OpenSet | undefined>;
  /** Of the sets that the database has as well, only the newest stays in memory. */
  hold(newest: Held): OpenSet;
}
