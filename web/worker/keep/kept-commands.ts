import {
  longestRunName,
  type KeepApi,
  type KeptRun,
  type ListedRun,
  type ModelFile,
} from '../../protocol/keep';
import { late } from '../../protocol/late';
import type { RunHost } from '../host/run-host';
import type { Claims } from './claims';
import type { Keeper } from './keeper';
import { readRecord } from './read-record';
import type { RunStore } from './run-store';

/** Wanted where one is opened. */
const states = late(() => import('./read-state'));
/** Wanted where a model file is opened or made. */
const models = late(() => import('./model-file'));

export interface KeptHost {
  host: RunHost;
  store: RunStore;
  claims: Claims;
  keeperOf(run: number): Keeper;
  /** Whether it is a run of this page. */
  isOpen(id: string): boolean;
}

/** What is done with runs that are kept, and with model files. */
export type KeptCommands = Omit<KeepApi, 'keptRuns' | 'keepStatus' | 'saveRun'> & {
  /** Those of these records that can be read, newest first. */
  list(kept: readonly KeptRun[]): Promise<ListedRun[]>;
};

export function keptCommands({ host, store, claims, keeperOf, isOpen }: KeptHost): KeptCommands {
  async function stored(id: string) {
    const found = await store.read(id);
    if (!found) throw new Error('This run is not kept any more: it was deleted meanwhile.');
    const record = await readRecord(found.record, (await host.engine()).presets());
    const state = record && (await states()).readState(found.state, record);
    if (state) return { record, state };
    throw new Error('What is kept of this run is damaged: it cannot be read.');
  }

  return {
    async list(kept) {
      // Where locks do not answer, whoever opens a run of another tab gets it under an id of its own.
      const open = claims.held().catch(() => new Set<string>());
      const [held, engine] = await Promise.all([open, host.engine()]);
      const presets = engine.presets();
      const read = await Promise.all(kept.map((record) => readRecord(record, presets)));
      // Two that say the same of themselves: one is damaged, and cannot be told from the other.
      const byId = new Map(read.flatMap((record) => (record ? [[record.id, record]] : [])));
      const listed = [...byId.values()].map((run): ListedRun => {
        const open = isOpen(run.id) ? 'here' : held.has(run.id) ? 'elsewhere' : 'no';
        return { ...run, open };
      });
      return listed.sort((a, b) => b.savedAt - a.savedAt);
    },

    async copyRun(run, name) {
      const { modelBytes } = await models();
      return keeperOf(run).copy(checkName(name), modelBytes(host.of(run)));
    },

    async renameRun(id, name) {
      await store.rename(id, checkName(name));
    },

    async removeRun(id) {
      if (isOpen(id)) throw new Error('This is the run of this page: it cannot be deleted.');
      if ((await claims.held()).has(id)) {
        throw new Error('This run is open in another tab: close that one first.');
      }
      await store.remove(id);
    },

    async resumeRun(run, id) {
      const session = host.of(run);
      const { record, state } = await stored(id);
      if (host.of(run) !== session) throw new Error(`Run ${run} is over.`);
      const own = session.id;
      session.resume(state);
      session.id = own;
      if (record.kind === 'automatic') await keeperOf(run).own(id);
    },

    async modelFile(of): Promise<ModelFile> {
      if ('run' in of) {
        const { modelBytes, modelFileName } = await models();
        const session = host.of(of.run);
        const { present } = session.tuning;
        const { steps } = session.progress;
        const name = modelFileName(present.network, session.data.info.title, steps);
        return { name, bytes: modelBytes(session) };
      }
      const { record, state } = await stored(of.id);
      if (!state.model) {
        throw new Error('Only copies hold a model file: open this run, then download it.');
      }
      const { modelFileName } = await models();
      const name = modelFileName(record.experiment.network, record.data, record.step);
      return { name, bytes: state.model };
    },

    async checkModelFile(file) {
      return (await models()).checkModelFile(await host.engine(), file);
    },

    async matchModelFile(run, file) {
      return host.of(run).network.model.matchWeights(file);
    },
  };
}

function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length > longestRunName) {
    throw new Error(`A name has at most ${longestRunName} characters; this has ${trimmed.length}.`);
  }
  return trimmed;
}
