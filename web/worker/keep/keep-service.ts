import type { KeepApi, KeptRunList } from '../../protocol/keep';
import { late } from '../../protocol/late';
import { saying, storageRoom, type Storage } from '../storage/storage';
import type { RunHost } from '../host/run-host';
import type { Session } from '../run/session';
import { Keeper, type KeeperHost } from './keeper';

/** Wanted where there are kept runs, or a model file is opened or made. */
const commands = late(() => import('./kept-commands'));

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

  const withKept = async () =>
    (await commands()).keptCommands({ host, store, claims, keeperOf, isOpen });

  async function list(): Promise<KeptRunList> {
    const room = await storageRoom(storage);
    const told: Omit<KeptRunList, 'runs'> = room ? { storage: room } : {};
    try {
      const kept = await store.list();
      const runs = kept.length === 0 ? [] : await (await withKept()).list(kept);
      const lost = kept.length - runs.length;
      if (lost > 0) told.problem = await saying(({ damaged }) => damaged('run', lost));
      return { runs, ...told };
    } catch (error) {
      const problem = await saying(({ notListed }) => notListed('your runs', error));
      return { runs: [], ...told, problem };
    }
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

    copyRun: async (run, name) => (await withKept()).copyRun(run, name),
    renameRun: async (id, name) => (await withKept()).renameRun(id, name),
    removeRun: async (id) => (await withKept()).removeRun(id),
    resumeRun: async (run, id) => (await withKept()).resumeRun(run, id),
    modelFile: async (of) => (await withKept()).modelFile(of),
    checkModelFile: async (file) => (await withKept()).checkModelFile(file),
    matchModelFile: async (run, file) => (await withKept()).matchModelFile(run, file),
  };
}
