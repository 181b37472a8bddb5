import { written, type UseDatabase } from './database';
import { patiently, quickly } from './within';

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

export function fileStore(use: UseDatabase): FileStore {
  return {
    get: (names) =>
      patiently(
        use(async (database) => {
          const found: Uint8Array<ArrayBuffer>[] = [];
          const transaction = database.transaction('files');
          for (const name of names) {
            const value = await transaction.store.get(name);
            if (value instanceof Uint8Array) found.push(value);
          }
          return found.length === names.length ? found : undefined;
        }),
      ),
    has: (names) =>
      quickly(
        use(async (database) => {
          const keys = await database.getAllKeys('files');
          return names.every((name) => keys.includes(name));
        }),
      ),
    put: (files) =>
      use((database) => {
        const transaction = database.transaction(['files', 'begun'], 'readwrite');
        const begun = transaction.objectStore('begun');
        const puts = [...files].map(([name, bytes]) =>
          transaction.objectStore('files').put(bytes, name),
        );
        const drops = [...files.keys()].map((name) => begun.delete(piecesOf(name)));
        return written(transaction, [...puts, ...drops]);
      }),
    remove: (names) =>
      use((database) => {
        const transaction = database.transaction('files', 'readwrite');
        return written(
          transaction,
          names.map((name) => transaction.store.delete(name)),
        );
      }),
    begun: (name) => patiently(use((database) => database.getAll('begun', piecesOf(name)))),
    begunBytes: (names) =>
      quickly(
        use(async (database) => {
          const keys = await database.getAllKeys('begun');
          const ends = names.map((name) =>
            Math.max(0, ...keys.filter(([of]) => of === name).map(([, end]) => end)),
          );
          return ends.reduce((sum, end) => sum + end, 0);
        }),
      ),
    append: (name, offset, piece) =>
      use((database) => {
        const transaction = database.transaction('begun', 'readwrite');
        return written(transaction, [transaction.store.put(piece, [name, offset + piece.length])]);
      }),
    dropBegun: (names) =>
      use((database) => {
        const transaction = database.transaction('begun', 'readwrite');
        return written(
          transaction,
          names.map((name) => transaction.store.delete(piecesOf(name))),
        );
      }),
  };
}

/** All pieces of a file: their keys are its name and a number. */
function piecesOf(name: string): IDBKeyRange {
  return IDBKeyRange.bound([name, 0], [name, Infinity]);
}
