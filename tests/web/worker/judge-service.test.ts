import type { HealthReport, Model } from 'receptive';
import { describe, expect, it } from 'vitest';
import type { RunHost } from '../../../web/worker/host/run-host';
import type { Session } from '../../../web/worker/run/session';
import { HealthWatch } from '../../../web/instruments/judge/worker/health-watch';
import { judgeService } from '../../../web/instruments/judge/worker/judge-service';
import { watch } from '../../../web/instruments/judge/worker/watch';
import { fakeLayers } from './fake-engine';

const labels = Uint8Array.from({ length: 500 }, (_, i) => i % 2);

/** A run whose network is right for the first `right` test pictures. */
function fakeRun(right = 400) {
  const log = { copies: 0, disposed: 0, examined: 0, histograms: 0, ways: 0, set: [] as string[] };
  const listeners = new Set<() => void>();
  const report = (pictures: number): HealthReport => ({
    loss: 0.5,
    accuracy: 0.5,
    examples: pictures,
    layers: fakeLayers(2).map(({ name }) =>
      name === 'conv2d'
        ? { layer: name, units: 6, weights: { weights: 1, gradients: 0.1, update: 0.5 } }
        : { layer: name, units: 6 },
    ),
  });
  const clock = { time: 0, cost: 1 };
  const health = {
    answers(_data: unknown, first: number, count: number) {
      return Float32Array.from({ length: 2 * count }, (_, i) => {
        const picture = first + Math.floor(i / 2);
        const said = picture < right ? labels[picture]! : 1 - labels[picture]!;
        return i % 2 === said ? 0.75 : 0.25;
      });
    },
    scoringParameters: () => [{ name: 'dense.weight', value: new Float32Array(1) }],
    weights: () => new Float32Array(4),
    examine(_data: unknown, options: { pictures?: number; histograms?: boolean } = {}) {
      log.examined += 1;
      log.histograms += options.histograms ? 1 : 0;
      clock.time += clock.cost;
      return report(options.pictures ?? 128);
    },
  };
  const model = {
    health,
    setParameter: (name: string) => void log.set.push(name),
    dispose: () => void (log.disposed += 1),
  } as unknown as Model;
  const session = {
    run: 3,
    network: {
      model,
      layers: fakeLayers(2),
      spec: { input: [1, 4, 4], layers: [], averaging: 'exponential' },
    },
    engine: {
      model(spec: object) {
        expect(spec).not.toHaveProperty('averaging');
        log.copies += 1;
        return model;
      },
    },
    data: {
      info: { classNames: ['X', 'O'] },
      test: { count: labels.length },
      train: {},
      testLabels: () => labels.slice(),
      pixels: (_split: string, index: number) => Uint8Array.of(index % 256),
    },
    progress: { steps: 12 },
    isRunning: true,
    tuning: { present: { learningRate: 0.1 } },
    giveWay: () => {
      log.ways += 1;
      return Promise.resolve();
    },
    afterStep(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const step = () => {
    session.progress.steps += 1;
    clock.time += 10;
    for (const listener of listeners) listener();
  };
  return { session: session as unknown as Session, log, clock, step, health, listeners };
}

function serviceOf(session: Session) {
  const begun: ((session: Session) => void)[] = [];
  const host = {
    of: () => session,
    onRun: (listener: (session: Session) => void) => begun.push(listener),
  } as unknown as RunHost;
  watch(host);
  const service = judgeService(host);
  for (const listener of begun) listener(session);
  return service;
}

describe('judging', () => {
  it('measures the whole set with a copy of the weights, in pieces', async () => {
    const { session, log } = fakeRun();
    const service = serviceOf(session);
    const judgement = await service.judge(3);
    expect(judgement).toMatchObject({ run: 3, step: 12, examples: 500, right: 400 });
    expect([...judgement.confusion]).toEqual([200, 50, 50, 200]);
    expect(log).toMatchObject({ copies: 1, disposed: 1, set: ['dense.weight'] });
    expect(log.ways).toBeGreaterThan(1);
  });

  it('gives pictures of a cell and of the mistakes, each with bytes of its own', async () => {
    const { session } = fakeRun();
    const service = serviceOf(session);
    await expect(service.judgedPictures({ run: 3, first: 0, count: 1 })).rejects.toThrow(
      /not been measured/,
    );
    await service.judge(3);
    const { total, pictures, step } = await service.judgedPictures({ run: 3, first: 1, count: 2 });
    expect([total, pictures.length, step]).toEqual([100, 2, 12]);
    expect(pictures[0]).toMatchObject({ index: 401, truth: 1, said: 0 });
    expect([...pictures[0]!.pixels]).toEqual([401 % 256]);
    const cell = { truth: 0, said: 0 };
    const right = await service.judgedPictures({ run: 3, cell, first: 0, count: 9 });
    expect(right.total).toBe(200);
  });

  it('is done once for all who ask meanwhile, and lets go when the run ends', async () => {
    const { session, log } = fakeRun();
    const service = serviceOf(session);
    const [one, other] = await Promise.all([service.judge(3), service.judge(3)]);
    expect(log.copies).toBe(1);
    expect(other).toEqual(one);
    expect(other.confusion.buffer).not.toBe(one.confusion.buffer);
    session.giveWay = () => Promise.reject(new Error('Run 3 is over.'));
    await expect(service.judge(3)).rejects.toThrow(/over/);
    expect(log).toMatchObject({ copies: 2, disposed: 2 });
  });
});

describe('the watch', () => {
  it('takes at most a fiftieth of the time, and sees one step', () => {
    const { session, clock, step, log } = fakeRun();
    const watch = new HealthWatch(session, () => clock.time);
    expect(watch.health().step).toBe(-1);
    clock.cost = 30;
    const start = clock.time;
    for (let i = 0; i < 20_000; ++i) step();
    expect(log.examined).toBeGreaterThan(10);
    expect((30 * log.examined) / (clock.time - start)).toBeLessThan(0.02);
    const { layers, warnings, step: at } = watch.health();
    expect(layers[0]!.updateRatio).toBeCloseTo(0.5);
    expect(warnings.map(({ kind }) => kind)).toEqual(['largeUpdates']);
    expect(at).toBeGreaterThan(19_000);
  });

  it('records histograms from the first step on, though nobody asks for them', () => {
    const { session, clock, step } = fakeRun();
    const watch = new HealthWatch(session, () => clock.time);
    session.progress.steps = 0;
    for (let i = 0; i < 5000; ++i) step();
    const steps = watch.histograms(0, -1).samples.map((sample) => sample.step);
    expect(steps[0]).toBe(1);
    expect(steps.length).toBeGreaterThan(40);
    expect(steps.at(-1)).toBeGreaterThan(4900);
    const gaps = steps.slice(1).map((one, i) => one - steps[i]!);
    expect(Math.max(...gaps)).toBeLessThan(5000 / 20);
  });

  it('is not thrown off by one look that took long', () => {
    const { session, clock, step, log } = fakeRun();
    const watch = new HealthWatch(session, () => clock.time);
    for (let i = 0; i < 500; ++i) step();
    // Another program had the processor.
    clock.cost = 100;
    const { examined } = log;
    while (log.examined === examined) step();
    clock.cost = 1;
    for (let i = 0; i < 100; ++i) step();
    expect(log.examined).toBeGreaterThan(examined + 5);
    watch.stop();
  });

  it('looks at once where training rests, once at each step', () => {
    const { session, clock, step, log } = fakeRun();
    (session as { isRunning: boolean }).isRunning = false;
    const watch = new HealthWatch(session, () => clock.time);
    expect(watch.histograms(0, -1).samples.map((sample) => sample.step)).toEqual([12]);
    expect(watch.health().step).toBe(12);
    clock.time += 60_000;
    watch.histograms(0, -1);
    expect(log.histograms).toBe(1);
    step();
    expect(watch.health().step).toBe(13);
    // What was copied for the next step says nothing of a look before it.
    expect(watch.health().warnings).toEqual([]);
  });

  it('does not call units dead where all pictures are the same', () => {
    const { session, step, clock } = fakeRun();
    session.data.pixels = () => Uint8Array.of(0);
    const watch = new HealthWatch(session, () => clock.time);
    for (let i = 0; i < 1000; ++i) step();
    expect(watch.health().warnings.map(({ kind }) => kind)).toContain('alike');
    expect(watch.health().layers.every(({ dead }) => Number.isNaN(dead))).toBe(true);
  });

  it('does not stop the training when something goes wrong', () => {
    const { session, clock, step, health, listeners } = fakeRun();
    const watch = new HealthWatch(session, () => clock.time);
    health.weights = () => {
      throw new Error('not here');
    };
    for (let i = 0; i < 1000; ++i) step();
    expect(listeners.size).toBe(0);
    expect(watch.health().warnings).toEqual([]);
  });
});
