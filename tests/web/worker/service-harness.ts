import { afterEach } from 'vitest';
import { noAugmentation } from '../../../web/protocol/augmentation';
import type { Experiment } from '../../../web/protocol/experiment';
import type { Frame, FrameRequest } from '../../../web/protocol/messages';
import type { Turns } from '../../../web/worker/run/loop';
import { Service, type ServiceOptions } from '../../../web/worker/host/service';
import { fakeEngine } from './fake-engine';
import { memorySets, memoryStore } from './memory-store';

export const experiment: Experiment = {
  data: 'xo',
  network: 'small',
  learningRate: 0.1,
  batchSize: 50,
  optimizer: 'sgd',
  momentum: 0.9,
  seed: 3,
  difficulty: 0.5,
  augmentation: noAugmentation,
};

export const request = (run: number): FrameRequest => ({
  run,
  picture: { kind: 'test', index: 5 },
  maxMaps: 16,
  maxFilters: 16,
  maxDepth: 8,
  maxUnits: 64,
});

// Not messageTurns(): Node hands out up to a thousand messages of a port before anything else gets a
// turn; browsers do not.
export const turns: Turns = {
  now: () => performance.now(),
  soon: (next) => void setImmediate(next),
};
/** Sessions of the tests before would train on, and take the time of the others. */
const sessions: Service[] = [];
let lastRun = 1000;
afterEach(async () => {
  for (const session of sessions.splice(0)) {
    await session.setUp(++lastRun, experiment).catch(() => undefined);
  }
});

/** A browser that runs one build only. */
export const host: Pick<ServiceOptions, 'variants' | 'processors'> = {
  variants: async () => [
    { variant: 'simd-threads', threads: true, lacks: ['cross-origin isolation'] },
    { variant: 'simd', threads: false, lacks: [] },
  ],
  processors: 2,
};

/** A worker with the fake engine, and what that engine did. */
export function service() {
  const { engine, log } = fakeEngine();
  const made = new Service({
    loadEngine: async () => engine,
    ...host,
    turns,
    site: 'http://127.0.0.1:9/',
    mnist: { store: memoryStore() },
    sets: { store: memorySets() },
  });
  sessions.push(made);
  return { service: made, log };
}

/** Asks for frames until one is as wanted. */
export async function until(
  condition: (frame: Frame) => boolean,
  frame: () => Promise<Frame>,
): Promise<Frame> {
  const end = performance.now() + 5000;
  for (;;) {
    const now = await frame();
    if (condition(now)) return now;
    if (performance.now() > end) throw new Error('it did not come to that in time');
    await new Promise((done) => setTimeout(done, 1));
  }
}
