import { afterEach } from 'vitest';
import { experimentOf, optimizerOf, type Experiment } from '../../../web/protocol/experiment';
import { withSettings, withSpec } from '../../../web/protocol/settings';
import type { Frame, FrameRequest } from '../../../web/protocol/messages';
import type { Turns } from '../../../web/worker/run/loop';
import { Service, type ServiceOptions } from '../../../web/worker/host/service';
import { memorySets, memoryStore } from './memory-store';
import { engine, Watch } from './watched-engine';

/** The preset with the recipe that it comes with. */
export function presetOn(data: Experiment['data'], network: string): Experiment {
  return experimentOf(
    engine.presets().find(({ name }) => name === network)!,
    data,
  );
}

const threeFilters = presetOn('xo', 'xo-three-filters');
const sgd = optimizerOf('sgd', 0.02);

export const experiment: Experiment = withSettings(withSpec(threeFilters, { optimizer: sgd }), {
  batchSize: 50,
  momentum: 0.9,
  seed: 3,
});

/** A change of the learning rate of a run of `experiment` in mid-run. */
export const rateOf = (learningRate: number) => ({
  optimizer: { ...experiment.spec.optimizer, learningRate },
});

export const request = (run: number): FrameRequest => ({
  run,
  picture: { kind: 'test', index: 5 },
  maxMaps: 16,
  maxRows: 64,
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

/** Everybody else has had a turn. */
export const turn = () => new Promise<void>((next) => turns.soon(next));

/** A browser that runs one build only. */
export const host: Pick<ServiceOptions, 'variants' | 'processors'> = {
  variants: async () => [
    { variant: 'simd-threads', threads: true, lacks: ['cross-origin isolation'] },
    { variant: 'simd', threads: false, lacks: [] },
  ],
  processors: 2,
};

/** A worker whose stores are empty, with the engine of this file or as `changes` say. */
export function newService(changes: Partial<ServiceOptions> = {}): Service {
  return new Service({
    loadEngine: async () => engine,
    ...host,
    turns,
    site: 'http://127.0.0.1:9/',
    mnist: async () => ({ store: memoryStore() }),
    sets: { store: memorySets() },
    ...changes,
  });
}

/** Runs of the tests before would train on, and take the time of the others. */
const open: Service[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.clear('a');
});

/** A worker for one test, and what its engine does. */
export function service(changes: Partial<ServiceOptions> = {}) {
  const watch = new Watch();
  const made = newService({ loadEngine: async () => watch.engine, ...changes });
  open.push(made);
  return { service: made, watch };
}

/** Asks for frames until one is as wanted. */
export async function until(
  condition: (frame: Frame) => boolean,
  frame: () => Promise<Frame>,
): Promise<Frame> {
  const end = performance.now() + 25_000;
  for (;;) {
    const now = await frame();
    if (condition(now)) return now;
    if (performance.now() > end) {
      const { step, loss, testAccuracy } = now;
      throw new Error(`step ${step}: test accuracy ${testAccuracy}, loss ${loss}`);
    }
    await turn();
  }
}
