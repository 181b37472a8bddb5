import {
  longestRunName,
  type KeepApi,
  type KeptRunList,
  type ListedRun,
  type ModelFile,
} from '../../protocol/keep';
import { late } from '../../protocol/late';
import { saying, storageRoom, type Storage } from '../storage/storage';
import type { RunHost } from '../host/run-host';
import type { Session } from '../run/session';
import { Keeper, type KeeperHost } from './keeper';

/** Wanted where there are kept runs. */
const records = late(() => import('./read-record'));
/** Wanted where one is opened. */
const states = late(() => import('./read-state'));
/** Wanted where a model file is opened or made. */
const models = late(() => import('./model-file'));

export interface KeepOptions extends KeeperHost {
  storage?: Storage | undefined;
}

export function keepService(host: RunHost, options: KeepOptions): KeepApi {
  const { store, claims, storage } = options;
  const keepers = new Map<Session, Keeper>();
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = last.then(task, task);
    last = turn.catch(() => undefined);
    return turn;
  }
  host.onRun((session) => {
    keepers.set(session, new Keeper(options, session, inTurn));
    session.beforeEnd(() => keepers.delete(session));
  });
  const keeperOf = (run: number): Keeper => keepers.get(host.of(run))!;
  const isOpen = (id: string): boolean => [...keepers.keys()].some((session) => session.id === id);

  async function list(): Promise<KeptRunList> {
    const room = await storageRoom(storage);
    const told: Omit<KeptRunList, 'runs'> = room ? { storage: room } : {};
    try {
      // Where locks do not answer, whoever opens a run of another tab gets it under an id of its own.
      const open = claims.held().catch(() => new Set<string>());
      const [kept, held, engine] = await Promise.all([store.list(), open, host.engine()]);
      const presets = engine.presets();
      const read = await Promise.all(
        kept.map(async (record) => (await records()).readRecord(record, presets)),
      );
      // Two that say the same of themselves: one is damaged, and cannot be told from the other.
      const byId = new Map(read.flatMap((record) => (record ? [[record.id, record]] : [])));
      const runs = [...byId.values()];
      const listed = runs.map((run): ListedRun => {
        const open = isOpen(run.id) ? 'here' : held.has(run.id) ? 'elsewhere' : 'no';
        return { ...run, open };
      });
      const lost = kept.length - runs.length;
      if (lost > 0) told.problem = await saying(({ damaged }) => damaged('run', lost));
      return { runs: listed.sort((a, b) => b.savedAt - a.savedAt), ...told };
    } catch (error) {
      const problem = await saying(({ notListed }) => notListed('your runs', error));
      return { runs: [], ...told, problem };
    }
  }

  async function stored(id: string) {
    const found = await store.read(id);
    if (!found) throw new Error('This run is not kept any more: it was deleted meanwhile.');
    const { readRecord } = await records();
    const record = await readRecord(found.record, (await host.engine()).presets());
    const state = record && (await states()).readState(found.state, record);
    if (state) return { record, state };
    throw new Error('What is kept of this run is damaged: it cannot be read.');
  }

  return {
    keptRuns: list,

    async keepStatus(run) {
      return keeperOf(run).status;
    },

    async saveRun(run) {
      const keeper = keeperOf(run);
      await keeper.save();
      return keeper.status;
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
