import * as Comlink from 'comlink';
import { load, variants } from 'receptive';
import type { DataApi, LoadProgress } from '../protocol/data-sets';
import { guarded } from '../protocol/door';
import type { RunApi } from '../protocol/messages';
import { keepCommands } from '../protocol/schemas/keep-commands';
import { runCommands } from '../protocol/schemas/run-commands';
import type { KeepApi, KeepStatus } from '../protocol/keep';
import { aliveMilliseconds, type PageApi, type WorkerEvent } from '../protocol/page-api';
import { browserDatabase } from './storage/database';
import { setStore } from './storage/set-store';
import { fileStore } from './storage/store';
import { instruments } from '../instruments/halves';
import { keepService } from './keep/keep-service';
import { browserClaims } from './keep/claims';
import { runStore } from './keep/run-store';
import { messageTurns } from './run/loop';
import { Service } from './host/service';
import { sendErrorParts } from './host/thrown';
import { buffersOf } from './host/transfer';

const database = browserDatabase();

const service = new Service({
  loadEngine: ({ variant, threads }) =>
    load({ variant, ...(threads === undefined ? {} : { threads }) }),
  variants,
  processors: navigator.hardwareConcurrency,
  turns: messageTurns(),
  warmUp: true,
  site: new URL('../', self.location.href).href,
  mnist: { store: fileStore(database) },
  // Absent where the page is not a secure origin (http from another computer).
  sets: { store: setStore(database), storage: navigator.storage },
});

let listener: ((event: WorkerEvent) => unknown) | undefined;

/** Nobody waits for what the page does with it. */
function tell(event: WorkerEvent): void {
  void Promise.resolve(listener?.(event)).catch(() => undefined);
}

setInterval(() => tell({ kind: 'alive' }), aliveMilliseconds);

const keeping = {
  store: runStore(database),
  claims: browserClaims(navigator.locks),
  storage: navigator.storage as StorageManager | undefined,
  now: () => performance.now(),
  date: () => Date.now(),
  told: (run: number, status: KeepStatus) => tell({ kind: 'kept', run, status }),
  later: (next: () => void, milliseconds: number) => void setTimeout(next, milliseconds),
};

const withData = async <T>(call: (data: DataApi) => Promise<T>): Promise<T> =>
  call(await service.data());

/** What was copied for the page leaves with its buffers; nobody here uses them afterwards. */
async function handedOver<T>(answer: Promise<T>): Promise<T> {
  const given = await answer;
  if (typeof given !== 'object' || given === null) return given;
  return Comlink.transfer(given, buffersOf(given));
}

const dataApi: DataApi = {
  mnistAvailability: () => withData((data) => data.mnistAvailability()),
  loadMnist: (source, progress) =>
    withCallback(progress, (report) => withData((data) => data.loadMnist(source, report))),
  cancelLoading: () => withData((data) => data.cancelLoading()),
  dataSets: () => service.dataSets(),
  openFiles: (files, progress) =>
    withCallback(progress, (report) => withData((data) => data.openFiles(files, report))),
  createSet: (wanted) => withData((data) => data.createSet(wanted)),
  renameSet: (id, names) => withData((data) => data.renameSet(id, names)),
  removeSet: (id) => withData((data) => data.removeSet(id)),
  exportSet: (id) => handedOver(withData((data) => data.exportSet(id))),
  addDrawing: (id, label, drawing) => withData((data) => data.addDrawing(id, label, drawing)),
  addPicture: (id, label, pixels) => withData((data) => data.addPicture(id, label, pixels)),
  summarise: (id) => handedOver(withData((data) => data.summarise(id))),
  browse: (request) => handedOver(withData((data) => data.browse(request))),
  relabel: (id, seen, index, label) => withData((data) => data.relabel(id, seen, index, label)),
  removePictures: (id, seen, indices) => withData((data) => data.removePictures(id, seen, indices)),
  undoChange: (id) => withData((data) => data.undoChange(id)),
};

const runApi: RunApi = {
  load: (request) => service.load(request),
  useEngine: (choice) => service.useEngine(choice),
  setUp: (run, experiment, place, weights) => service.setUp(run, experiment, place, weights),
  clear: (place) => service.clear(place),
  train: (run, speed) => service.train(run, speed),
  pause: (run) => service.pause(run),
  step: (run) => service.step(run),
  advance: (run) => service.advance(run),
  change: (run, change) => service.change(run, change),
  frame: (request) => handedOver(service.frame(request)),
  draw: (run, drawing, reading) => handedOver(service.draw(run, drawing, reading)),
  measureReading: (run, reading) => service.measureReading(run, reading),
  pretrained: (run) => service.pretrained(run),
  augmented: (run, picture, count) => handedOver(service.augmented(run, picture, count)),
};

/** Each command gives what it has copied for this answer alone. */
const keepApi = Object.fromEntries(
  Object.entries(keepService(service.host, keeping)).map(([name, answer]) => [
    name,
    (...args: unknown[]) =>
      handedOver((answer as (...args: unknown[]) => Promise<unknown>)(...args)),
  ]),
) as unknown as KeepApi;

/** Every instrument gives what it has copied or computed for this answer alone. */
const ask = instruments(service.host);

const api: PageApi = {
  ...dataApi,
  ...guarded(runApi, runCommands),
  ...guarded(keepApi, keepCommands),
  listen: async (next) => void (listener = next),
  ask: (instrument, command, given) => handedOver(ask(instrument, command, given)),
};

sendErrorParts();
Comlink.expose(api);

/**
 * `progress` is a function of the page behind a channel: it answers with a promise, which nobody
 * waits for, and the channel is closed when the load is over.
 */
async function withCallback<T>(
  progress: (p: LoadProgress) => void,
  load: (report: (p: LoadProgress) => void) => Promise<T>,
): Promise<T> {
  const remote = progress as unknown as Comlink.Remote<(p: LoadProgress) => void>;
  try {
    return await load((report) => {
      Promise.resolve(remote(report)).catch(() => undefined);
    });
  } finally {
    remote[Comlink.releaseProxy]();
  }
}
