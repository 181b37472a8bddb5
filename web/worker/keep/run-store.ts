import type { KeptRun } from '../../protocol/keep';
import { written, type UseDatabase } from '../storage/database';
import type { StoredState } from '../storage/run-state';
import { patiently, quickly } from '../storage/within';

/**
 * Where runs are kept between visits. Every call may reject (no room, blocked). What is there may have
 * been written by an earlier page, or is damaged: `readRecord` checks it.
 */
export interface RunStore {
  list(): Promise<KeptRun[]>;
  read(id: string): Promise<{ record: KeptRun; state: StoredState } | undefined>;
  /**
   * Both or neither, in place of what was there.
   * @returns milliseconds that copying them has taken from this thread.
   */
  write(record: KeptRun, state: StoredState): Promise<number>;
  /** Without effect when it is gone. */
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export function runStore(use: UseDatabase): RunStore {
  return {
    list: () => quickly(use((database) => database.getAll('runs'))),
    read: (id) =>
      patiently(
        use(async (database) => {
          const transaction = database.transaction(['runs', 'runStates']);
          const record = await transaction.objectStore('runs').get(id);
          const state = await transaction.objectStore('runStates').get(id);
          return record && state && { record, state };
        }),
      ),
    write: (record, state) =>
      use(async (database) => {
        const start = performance.now();
        const transaction = database.transaction(['runs', 'runStates'], 'readwrite');
        const puts = [
          transaction.objectStore('runs').put(record, record.id),
          transaction.objectStore('runStates').put(state, record.id),
        ];
        const took = performance.now() - start;
        await written(transaction, puts);
        return took;
      }),
    rename: (id, name) =>
      use(async (database) => {
        const transaction = database.transaction('runs', 'readwrite');
        const record = await transaction.store.get(id);
        await written(transaction, record ? [transaction.store.put({ ...record, name }, id)] : []);
      }),
    remove: (id) =>
      use((database) => {
        const transaction = database.transaction(['runs', 'runStates'], 'readwrite');
        return written(transaction, [
          transaction.objectStore('runs').delete(id),
          transaction.objectStore('runStates').delete(id),
        ]);
      }),
  };
}
