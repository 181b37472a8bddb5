import * as Comlink from 'comlink';
import { load, variants } from 'receptive';
import type { DataApi } from '../protocol/data-sets';
import { guarded } from '../protocol/door';
import type { RunApi } from '../protocol/messages';
import { keepCommands } from '../protocol/schemas/keep-commands';
import { runCommands } from '../protocol/schemas/run-commands';
import type { KeepApi, KeepStatus } from '../protocol/keep';
import { aliveMilliseconds, type PageApi, type WorkerEvent } from '../protocol/page-api';
import { browserDatabase } from './storage/database';
import { setStore } from './storage/set-store';
import { instruments } from '../instruments/halves';
import { keepService } from './keep/keep-service';
import { browserClaims } from './keep/claims';
import { runStore } from './keep/run-store';
import { messageTurns } from './run/loop';
import { Service } from './host/service';
import { sendErrorParts } from './host/thrown';
import { buffersOf } from './host/transfer';

const database = browserDatabase((slow) => tell({ kind: 'storage', slow }));

const service = new Service({
  loadEngine: ({ variant, threads }) =>
    load({ variant, ...(threads === undefined ? {} : { threads }) }),
  variants,
  processors: navigator.hardwareConcurrency,
  turns: messageTurns(),
  warmUp: true,
  site: new URL('../', self.location.href).href,
  mnist: async () => ({ store: (await import('./storage/store')).fileStore(database) }),
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

/** What was copied for the page leaves with its buffers; nobody here uses them afterwards. */
async function handedOver<T>(answer: Promise<T>): Promise<T> {
  const given = await answer;
  if (typeof given !== 'object' || given === null) return given;
  return Comlink.transfer(given, buffersOf(given));
}

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

const ownApi: Omit<PageApi, Exclude<keyof DataApi, 'dataSets'>> = {
  dataSets: () => service.dataSets(),
  ...guarded(runApi, runCommands),
  ...guarded(keepApi, keepCommands),
  listen: async (next) => void (listener = next),
  ask: (instrument, command, given) => handedOver(ask(instrument, command, given)),
};

/** What is none of these is about data sets: what answers is fetched with the first of them. */
const api = new Proxy(ownApi as PageApi, {
  get: (own, name: keyof PageApi) =>
    own[name] ?? ((...given: unknown[]) => aboutData(name as keyof DataApi, given)),
});

/** The page is answered from now on. */
export function listen(): void {
  sendErrorParts();
  Comlink.expose(api);
}

type PageFunction = (...given: unknown[]) => unknown;

/**
 * Functions of the page are behind channels: they answer with promises, which nobody waits for, and the
 * channels are closed when the command is over.
 */
async function aboutData(name: keyof DataApi, given: unknown[]): Promise<unknown> {
  const channels: Comlink.Remote<PageFunction>[] = [];
  const values = given.map((value) => {
    if (typeof value !== 'function') return value;
    const remote = value as Comlink.Remote<PageFunction>;
    channels.push(remote);
    return (...told: unknown[]): void =>
      void Promise.resolve(remote(...told)).catch(() => undefined);
  });
  try {
    const commands = await service.data();
    return await handedOver(
      (commands[name] as (...given: unknown[]) => Promise<unknown>)(...values),
    );
  } finally {
    for (const channel of channels) channel[Comlink.releaseProxy]();
  }
}
