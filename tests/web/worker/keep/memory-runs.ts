import type { KeptRun } from '../../../../web/protocol/keep';
import type { Claims } from '../../../../web/worker/keep/claims';
import type { RunStore } from '../../../../web/worker/keep/run-store';
import type { StoredState } from '../../../../web/worker/storage/run-state';

/** A store as a browser's is: keeps copies; with more than `room` runs it is full. */
export function memoryRuns(): RunStore & {
  runs: Map<string, { record: KeptRun; state: StoredState }>;
  room: number;
  writes: number;
} {
  const runs = new Map<string, { record: KeptRun; state: StoredState }>();
  return {
    runs,
    room: Infinity,
    writes: 0,
    list: async () => [...runs.values()].map(({ record }) => ({ ...record })),
    read: async (id) => structuredClone(runs.get(id)),
    async write(record, state) {
      const copy = structuredClone({ record, state });
      await Promise.resolve();
      if (!runs.has(record.id) && runs.size >= this.room) {
        throw new DOMException('no room', 'QuotaExceededError');
      }
      runs.set(record.id, copy);
      this.writes += 1;
      return 0;
    },
    async rename(id, name) {
      const found = runs.get(id);
      if (found) found.record.name = name;
    },
    async remove(id) {
      runs.delete(id);
    },
  };
}

/** What the tabs of one browser have open. */
export function memoryLocks() {
  const held = new Set<string>();
  return {
    held,
    /** For one more tab. */
    tab: (): Claims => ({
      async claim(id) {
        await Promise.resolve();
        if (held.has(id)) return undefined;
        held.add(id);
        return async () => void held.delete(id);
      },
      held: async () => new Set(held),
    }),
  };
}
