import { written, type Database, type UseDatabase } from './database';
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

  /** The pieces of a file that a download brought before it was broken off, in order, without a gap. */
  begun(name: string): Promise<Uint8Array<ArrayBuffer>[]>;
  /** Bytes that were begun of these files together. */
  begunBytes(names: readonly string[]): Promise<number>;
  /** Another piece, which begins at `offset`: where the one before ends. What lay behind that goes. */
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
    begun: (name) => patiently(use((database) => begun(database, name))),
    begunBytes: (names) =>
      quickly(
        use(async (database) => {
          const pieces = await Promise.all(names.map((name) => begun(database, name)));
          return pieces.flat().reduce((sum, { length }) => sum + length, 0);
        }),
      ),
    append: (name, offset, piece) =>
      use((database) => {
        const transaction = database.transaction('begun', 'readwrite');
        return written(transaction, [
          transaction.store.delete(piecesOf(name, offset)),
          transaction.store.put(piece, [name, offset + piece.length]),
        ]);
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

/** The pieces of a file that lie behind a place, by default all: their keys are its name and a number. */
function piecesOf(name: string, place = 0): IDBKeyRange {
  return IDBKeyRange.bound([name, place], [name, Infinity], true);
}

/** Up to the first that is damaged or does not begin where the one before ends: more is of no use. */
async function begun(database: Database, name: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const { store } = database.transaction('begun');
  const range = piecesOf(name);
  const [keys, pieces] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
  let end = 0;
  const damaged = pieces.findIndex(
    (piece: unknown, i) => !(piece instanceof Uint8Array) || (end += piece.length) !== keys[i]![1],
  );
  return damaged < 0 ? pieces : pieces.slice(0, damaged);
}
