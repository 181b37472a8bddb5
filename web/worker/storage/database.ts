import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptRun } from '../../protocol/keep';
import type { StoredState } from './run-state';
import type { SetParts, SetRecord } from './set-record';
import { within } from './within';

/** What this browser keeps of the page between visits. */
export interface Schema extends DBSchema {
  /** MNIST's files by name. */
  files: { key: string; value: Uint8Array<ArrayBuffer> };
  /** Pieces of files that have arrived so far, by name and the place behind the piece. */
  begun: { key: [name: string, end: number]; value: Uint8Array<ArrayBuffer> };
  /** What is said of a visitor's own data sets, apart from their bytes: to list them is cheap. */
  sets: { key: string; value: SetRecord };
  /** Pixels and labels of those sets. */
  parts: { key: [id: string, part: keyof SetParts]; value: Uint8Array<ArrayBuffer> };
  /** What is said of kept runs, apart from their bytes. */
  runs: { key: string; value: KeptRun };
  /** What makes those runs go on. */
  runStates: { key: string; value: StoredState };
}

export type Database = IDBPDatabase<Schema>;

/** Longer than any browser takes that opens it at all. */
const patience = 3000;

/**
 * The browser's own database, opened when it is first asked for, and again when it was lost. A page of
 * an earlier version in another tab may hold it up: then the answer is a sentence, until that tab lets
 * go of it.
 */
export function browserDatabase(
  name = 'receptive',
  milliseconds = patience,
): () => Promise<Database> {
  let opening: Promise<Database> | undefined;
  return () => {
    if (opening) return opening;
    const opened = openDB<Schema>(name, 3, {
      upgrade(database, before) {
        if (before < 1) database.createObjectStore('files');
        if (before < 2) {
          database.createObjectStore('begun');
          database.createObjectStore('sets');
          database.createObjectStore('parts');
        }
        if (before < 3) {
          database.createObjectStore('runs');
          database.createObjectStore('runStates');
        }
      },
      // Another tab wants to change or delete the database: do not stand in its way.
      blocking: (_from, _to, event) => {
        (event.target as IDBDatabase).close();
        opening = undefined;
      },
      terminated: () => (opening = undefined),
    });
    const answer = (opening = within(
      opened,
      milliseconds,
      'its storage does not answer. Close the other tabs with this page, then reload this one',
    ));
    opened.then(
      // Whoever was told to wait no longer gets it with the next question.
      () => {
        if (opening === answer) opening = opened;
      },
      () => {
        opening = undefined;
      },
    );
    return answer;
  };
}
