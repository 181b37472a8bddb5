import { openDB, type IDBPDatabase } from 'idb';

/** Where downloaded files are kept between visits. */
export interface FileStore {
  /** The files of these names, or undefined unless all are there. */
  get(names: readonly string[]): Promise<Uint8Array<ArrayBuffer>[] | undefined>;
  /** Whether all are there, without reading them. */
  has(names: readonly string[]): Promise<boolean>;
  /** All or none. */
  put(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
}

const shelf = 'files';

/** The browser's own database. Every call may reject (private windows, no room, blocked). */
export function browserStore(): FileStore {
  let opening: Promise<IDBPDatabase> | undefined;
  const database = () => {
    opening ??= openDB('receptive', 1, {
      upgrade: (fresh) => void fresh.createObjectStore(shelf),
      // Another tab wants to change or delete the database: do not stand in its way.
      blocking: (_from, _to, event) => {
        (event.target as IDBDatabase).close();
        opening = undefined;
      },
      terminated: () => (opening = undefined),
    }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    async get(names) {
      const found: Uint8Array<ArrayBuffer>[] = [];
      const transaction = (await database()).transaction(shelf);
      for (const name of names) {
        const value: unknown = await transaction.store.get(name);
        if (value instanceof Uint8Array) found.push(value as Uint8Array<ArrayBuffer>);
      }
      return found.length === names.length ? found : undefined;
    },
    async has(names) {
      const keys = await (await database()).getAllKeys(shelf);
      return names.every((name) => keys.includes(name));
    },
    async put(files) {
      const transaction = (await database()).transaction(shelf, 'readwrite');
      const puts = [...files].map(([name, bytes]) => transaction.store.put(bytes, name));
      await Promise.all([...puts, transaction.done]);
    },
    async remove(names) {
      const transaction = (await database()).transaction(shelf, 'readwrite');
      await Promise.all([...names.map((name) => transaction.store.delete(name)), transaction.done]);
    },
  };
}
