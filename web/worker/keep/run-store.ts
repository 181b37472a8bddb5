import type { KeptRun } from '../../protocol/keep';
import type { Database } from '../storage/database';
import type { StoredState } from '../storage/run-state';

/**
 * Where runs are kept between visits. Every call may reject (no room, blocked). What is there may have
 * been written by an earlier page, or is damaged: `readRecord` checks it.
 */
export interface RunStore {
  list(): Promise<KeptRun[]>;
  read(id: string): Promise<{ record: KeptRun; state: StoredState } | undefined>;
  /** Both or neither, in place of what was there. */
  write(record: KeptRun, state: StoredState): Promise<void>;
  /** Without effect when it is gone. */
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export function runStore(database: () => Promise<Database>): RunStore {
  return {
    async list() {
      return (await database()).getAll('runs');
    },
    async read(id) {
      const transaction = (await database()).transaction(['runs', 'runStates']);
      const record = await transaction.objectStore('runs').get(id);
      const state = await transaction.objectStore('runStates').get(id);
      return record && state && { record, state };
    },
    async write(record, state) {
      const transaction = (await database()).transaction(['runs', 'runStates'], 'readwrite');
      const puts = [
        transaction.objectStore('runs').put(record, record.id),
        transaction.objectStore('runStates').put(state, record.id),
      ];
      // That there is no room is told by the transaction, not by what it was made of.
      await Promise.all([...puts, transaction.done]).catch((error: unknown) => {
        throw transaction.error ?? error;
      });
    },
    async rename(id, name) {
      const transaction = (await database()).transaction('runs', 'readwrite');
      const record = await transaction.store.get(id);
      if (record) await transaction.store.put({ ...record, name }, id);
      await transaction.done;
    },
    async remove(id) {
      const transaction = (await database()).transaction(['runs', 'runStates'], 'readwrite');
      const drops = [
        transaction.objectStore('runs').delete(id),
        transaction.objectStore('runStates').delete(id),
      ];
      await Promise.all([...drops, transaction.done]);
    },
  };
}
