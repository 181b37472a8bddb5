import type { Database } from './database';

/** Where downloaded files are kept between visits. Every call may reject (no room, blocked). */
export interface FileStore {
  /** The files of these names, or undefined unless all are there. */
  get(names: readonly string[]): Promise<Uint8Array<ArrayBuffer>[] | undefined>;
  /** Whether all are there, without reading them. */
  has(names: readonly string[]): Promise<boolean>;
  /** All or none. What was begun of them is not needed any more and goes. */
  put(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Promise<void>;
  remove(names: readonly string[]): Promise<void>;

  /** The pieces of a file that a download brought before it was broken off, in order. */
  begun(name: string): Promise<Uint8Array<ArrayBuffer>[]>;
  /** Bytes that were begun of these files together. */
  begunBytes(names: readonly string[]): Promise<number>;
  /** Another piece, which begins at `offset`: where the one before ends. */
  append(name: string, offset: number, piece: Uint8Array<ArrayBuffer>): Promise<void>;
  dropBegun(names: readonly string[]): Promise<void>;
}

export function fileStore(database: () => Promise<Database>): FileStore {
  return {
    async get(names) {
      const found: Uint8Array<ArrayBuffer>[] = [];
      const transaction = (await database()).transaction('files');
      for (const name of names) {
        const value = await transaction.store.get(name);
        if (value instanceof Uint8Array) found.push(value);
      }
      return found.length === names.length ? found : undefined;
    },
    async has(names) {
      const keys = await (await database()).getAllKeys('files');
      return names.every((name) => keys.includes(name));
    },
    async put(files) {
      const transaction = (await database()).transaction(['files', 'begun'], 'readwrite');
      const begun = transaction.objectStore('begun');
      const puts = [...files].map(([name, bytes]) =>
        transaction.objectStore('files').put(bytes, name),
      );
      const drops = [...files.keys()].map((name) => begun.delete(piecesOf(name)));
      await Promise.all([...puts, ...drops, transaction.done]);
    },
    async remove(names) {
      const transaction = (await database()).transaction('files', 'readwrite');
      await Promise.all([...names.map((name) => transaction.store.delete(name)), transaction.done]);
    },
    async begun(name) {
      const pieces = await (await database()).getAll('begun', piecesOf(name));
      return pieces;
    },
    async begunBytes(names) {
      const keys = await (await database()).getAllKeys('begun');
      const ends = names.map((name) =>
        Math.max(0, ...keys.filter(([of]) => of === name).map(([, end]) => end)),
      );
      return ends.reduce((sum, end) => sum + end, 0);
    },
    async append(name, offset, piece) {
      await (await database()).put('begun', piece, [name, offset + piece.length]);
    },
    async dropBegun(names) {
      const transaction = (await database()).transaction('begun', 'readwrite');
      const drops = names.map((name) => transaction.store.delete(piecesOf(name)));
      await Promise.all([...drops, transaction.done]);
    },
  };
}

/** All pieces of a file: their keys are its name and a number. */
function piecesOf(name: string): IDBKeyRange {
  return IDBKeyRange.bound([name, 0], [name, Infinity]);
}
