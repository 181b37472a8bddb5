import type { KeptId } from '../../protocol/data-sets';
import { written, type Database, type UseDatabase } from './database';
import type { SetParts, SetRecord } from './set-record';
import { patiently, quickly } from './within';

export const partNames = ['trainPixels', 'trainLabels', 'testPixels', 'testLabels'] as const;

/** The stored set is not the one that was changed. */
export class ChangedElsewhere extends Error {
  constructor(title: string) {
    super(`“${title}” was changed in another tab meanwhile: look at it anew, then try again.`);
  }
}

/** Where own sets are kept between visits. Every call may reject (no room, blocked). */
export interface SetStore {
  list(): Promise<SetRecord[]>;
  /** Without its bytes. */
  record(id: KeptId): Promise<SetRecord | undefined>;
  read(id: KeptId): Promise<{ record: SetRecord; parts: SetParts } | undefined>;
  /**
   * Writes the record and the parts that changed, or nothing. `replaces`: the version that must be
   * there, 0 for none; rejects with `ChangedElsewhere` when it is another.
   */
  write(record: SetRecord, parts: Partial<SetParts>, replaces: number): Promise<void>;
  remove(id: KeptId): Promise<void>;
}

export function setStore(use: UseDatabase): SetStore {
  return {
    list: () => quickly(use((database) => database.getAll('sets'))),
    record: (id) => quickly(use((database) => database.get('sets', id))),
    read: (id) =>
      patiently(
        use(async (database) => {
          const transaction = database.transaction(['sets', 'parts']);
          const record = await transaction.objectStore('sets').get(id);
          const parts: Partial<SetParts> = {};
          for (const part of partNames) {
            const bytes = await transaction.objectStore('parts').get([id, part]);
            if (!bytes) return undefined;
            parts[part] = bytes;
          }
          return record && { record, parts: parts as SetParts };
        }),
      ),
    write: (record, parts, replaces) => use((database) => write(database, record, parts, replaces)),
    remove: (id) =>
      use((database) => {
        const transaction = database.transaction(['sets', 'parts'], 'readwrite');
        const drops = partNames.map((part) => transaction.objectStore('parts').delete([id, part]));
        return written(transaction, [...drops, transaction.objectStore('sets').delete(id)]);
      }),
  };
}

async function write(
  database: Database,
  record: SetRecord,
  parts: Partial<SetParts>,
  replaces: number,
): Promise<void> {
  const transaction = database.transaction(['sets', 'parts'], 'readwrite');
  const sets = transaction.objectStore('sets');
  const done = written(transaction, []);
  try {
    const before = await sets.get(record.id);
    if ((before ? before.version : 0) !== replaces) throw new ChangedElsewhere(record.title);
    await sets.put(record, record.id);
    for (const part of partNames) {
      const bytes = parts[part];
      if (bytes) await transaction.objectStore('parts').put(alone(bytes), [record.id, part]);
    }
  } catch (error) {
    // What is written already must not stay without the rest.
    if (transaction.error === null) transaction.abort();
    await done.catch(() => undefined);
    throw transaction.error ?? error;
  }
  await done;
}

/** A view of a larger buffer would be stored with all of that buffer. */
function alone(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
