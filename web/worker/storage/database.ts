import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptRun } from '../../protocol/keep';
import type { StoredState } from './run-state';
import type { SetParts, SetRecord } from './set-record';
import { noAnswer, quickMilliseconds, within } from './within';

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

/**
 * Does something with the database, and answers as that does.
 * @param work Done again, once, when the connection turns out to be lost: it must be able to.
 */
export type UseDatabase = <T>(work: (database: Database) => Promise<T>) => Promise<T>;

/** Longer than the largest set takes that is written to a slow disk. */
const patientMilliseconds = 60_000;

/** Who waits so long wants to know what for. */
const longMilliseconds = 5000;

/**
 * The browser's own database, opened when it is first asked for, and again when it was lost, as iOS
 * lets it be in the background without a word. A page of an earlier version in another tab may hold it
 * up: then the answer is a sentence, until that tab lets go of it.
 *
 * @param slow Hears when something has taken long, and when nothing does any more.
 */
export function browserDatabase(
  slow: (is: boolean) => void = () => undefined,
  name = 'receptive',
  milliseconds = quickMilliseconds,
): UseDatabase {
  let opening: Promise<Database> | undefined;
  let present: Database | undefined;
  let late = 0;

  function open(): Promise<Database> {
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
    const answer = (opening = within(opened, milliseconds, noAnswer));
    opened.then(
      // Whoever was told to wait no longer gets it with the next question.
      (database) => {
        present = database;
        if (opening === answer) opening = opened;
      },
      () => {
        opening = undefined;
      },
    );
    return answer;
  }

  async function attempt<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await open();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      slow(++late > 0);
    }, longMilliseconds);
    try {
      return await within(work(database), patientMilliseconds, noAnswer);
    } catch (error) {
      if (isLost(error) && database === present) opening = undefined;
      throw error;
    } finally {
      clearTimeout(timer);
      if (isLate) slow(--late > 0);
    }
  }

  return (work) =>
    attempt(work).catch((error: unknown) => {
      if (isLost(error)) return attempt(work);
      throw error;
    });
}

/** Errors of a connection that is closed, or was while something was done. */
function isLost(error: unknown): boolean {
  const lost = ['InvalidStateError', 'UnknownError', 'AbortError'];
  return error instanceof DOMException && lost.includes(error.name);
}

/**
 * All that was asked of a transaction, or none of it. That there is no room is told by the transaction,
 * not by what it was made of.
 */
export async function written(
  transaction: { done: Promise<void>; error: DOMException | null },
  requests: readonly Promise<unknown>[],
): Promise<void> {
  await Promise.all([...requests, transaction.done]).catch((error: unknown) => {
    throw transaction.error ?? error;
  });
}
