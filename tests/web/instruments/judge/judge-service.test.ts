import { describe, expect, it } from 'vitest';
import { lookAt } from '../../../../web/worker/host/look';
import type { RunHost } from '../../../../web/worker/host/run-host';
import type { RunSpec } from '../../../../web/protocol/experiment';
import { withSettings, withSpec, type SettingName } from '../../../../web/protocol/settings';
import { Session } from '../../../../web/worker/run/session';
import { dataSetOf, type DataSet } from '../../../../web/worker/data/data-set';
import { healthOf } from '../../../../web/instruments/judge/worker/health';
import { HealthWatch } from '../../../../web/instruments/judge/worker/health-watch';
import { judgeService } from '../../../../web/instruments/judge/worker/judge-service';
import { watch } from '../../../../web/instruments/judge/worker/watch';
import { experiment, turns } from '../../worker/service-harness';
import { engine, Watch } from '../../worker/watched-engine';

/** Run 3 with this in its recipe, on X and O unless it is said on what. */
function aRun(
  recipe: Partial<RunSpec>,
  { changes = {}, turns: own = turns, data }: Partial<RunOptions> = {},
) {
  const watch = new Watch();
  const set = data ?? xo(watch);
  const wanted = withSettings(withSpec(experiment, recipe), changes);
  const session = new Session(watch.engine, 3, wanted, set, own);
  set.release();
  return { session, watch };
}

interface RunOptions {
  changes: Partial<Record<SettingName, number>>;
  turns: typeof turns;
  data: DataSet;
}

const xo = (watch: Watch) =>
  dataSetOf(
    { id: 'xo', title: '', origin: '' },
    () => watch.engine.xoDataset({ count: 200, seed: 1 }),
    () => watch.engine.xoDataset({ count: 300, seed: 2 }),
  );

/** Test pictures that are all black. */
const black = () =>
  dataSetOf(
    { id: 'xo', title: '', origin: '' },
    () => engine.xoDataset({ count: 200, seed: 1, size: 9 }),
    () =>
      engine.bytesDataset({
        ...{ channels: 1, height: 9, width: 9, classNames: ['X', 'O'], range: [0, 1] },
        pixels: new Uint8Array(200 * 81),
        labels: Uint8Array.from({ length: 200 }, (_, i) => i % 2),
      }),
  );

describe('judging', () => {
  /** Trained a little, so that it is right often, but not always; it answers with an average. */
  function judged() {
    const others = { turns: 0, do: (): void => undefined };
    const soon = (next: () => void) => {
      others.turns += 1;
      others.do();
      turns.soon(next);
    };
    const averaging = { type: 'exponential', decay: 0.99 } as const;
    const run = aRun({ averaging }, { turns: { ...turns, soon } });
    const { session } = run;
    for (let step = 0; step < 12; ++step) session.step();
    const begun: ((session: Session) => void)[] = [];
    const host: RunHost = {
      look: () => lookAt(session),
      of: () => session,
      engine: async () => session.engine,
      onRun: (listener) => (begun.push(listener), () => undefined),
    };
    watch(host);
    const service = judgeService(host);
    for (const listener of begun) listener(session);

    const { images, labels } = session.data.test.read();
    const answers = session.network.model.predict(images);
    const likely = Array.from(labels, (label, i) => answers[2 * i + label]!);
    const isRight = (i: number) => likely[i]! > 0.5;
    const places = Array.from(labels, (_, i) => i);
    return { ...run, service, labels, likely, isRight, places, others };
  }

  it('measures the whole set with a copy of the weights, in pieces', async () => {
    const { session, watch, service, labels, isRight, places, others } = judged();
    // Training goes on meanwhile.
    watch.before('health.answers', () => session.step());
    others.turns = 0;
    const judgement = await service.judge(3);
    const right = places.filter(isRight).length;
    expect(right).toBeGreaterThan(150);
    expect(right).toBeLessThan(300);
    expect(judgement).toMatchObject({ run: 3, step: 12, examples: 300, right });
    const cells = [0, 0, 0, 0];
    for (const i of places)
      cells[2 * labels[i]! + (isRight(i) ? labels[i]! : 1 - labels[i]!)]! += 1;
    expect([...judgement.confusion]).toEqual(cells);
    expect(watch.calls('health.answers')).toBeGreaterThan(1);
    expect(others.turns).toBeGreaterThan(1);
    expect(session.progress.steps).toBe(12 + watch.calls('health.answers'));
    // The average's values are in the copy, which has no average of its own.
    expect(watch.specs.map((spec) => 'averaging' in spec)).toEqual([true, false]);
    expect(watch.liveModels).toBe(1);
  });

  it('gives pictures of a cell and of the mistakes, each with bytes of its own', async () => {
    const { session, service, labels, likely, isRight, places } = judged();
    await expect(service.judgedPictures({ run: 3, first: 0, count: 1 })).rejects.toThrow(
      /not been measured/,
    );
    await service.judge(3);
    const { total, pictures, step } = await service.judgedPictures({ run: 3, first: 1, count: 2 });
    const wrong = places.filter((i) => !isRight(i)).sort((a, b) => likely[a]! - likely[b]!);
    expect([total, pictures.length, step]).toEqual([wrong.length, 2, 12]);
    expect(pictures.map(({ index }) => index)).toEqual(wrong.slice(1, 3));
    const [one] = pictures;
    const truth = labels[one!.index]!;
    expect(one).toMatchObject({ truth, said: 1 - truth });
    expect(one!.pixels).toEqual(session.data.test.bytes(one!.index, 1).pixels);
    expect(one!.pixels.buffer.byteLength).toBe(81);
    const cell = { truth: 0, said: 0 };
    const right = await service.judgedPictures({ run: 3, cell, first: 0, count: 9 });
    expect(right.total).toBe(places.filter((i) => labels[i] === 0 && isRight(i)).length);
  });

  it('is done once for all who ask meanwhile, and lets go when the run ends', async () => {
    const { session, watch, service, others } = judged();
    const [one, other] = await Promise.all([service.judge(3), service.judge(3)]);
    expect(watch.specs).toHaveLength(2);
    expect(other).toEqual(one);
    expect(other.confusion.buffer).not.toBe(one.confusion.buffer);
    others.do = () => session.dispose();
    await expect(service.judge(3)).rejects.toThrow(/over/);
    expect(watch.specs).toHaveLength(3);
    expect(watch.liveModels).toBe(0);
  });
});

describe('the watch', () => {
  /** Each step halves the weights before it adds something: that is too much of a change. */
  const jumping: Partial<RunSpec> = {
    layers: [{ type: 'dense', units: 2 }],
    penalty: { l2: 0.5 },
  };

  /** A run in a time of its own, in which a step takes 10 ms and a look `clock.cost`. */
  function watched(recipe = jumping, data?: DataSet) {
    const clock = { time: 0, step: 10, cost: 1 };
    const waiting: (() => void)[] = [];
    const { session, watch } = aRun(recipe, {
      turns: { now: () => clock.time, soon: (next) => void waiting.push(next) },
      changes: { learningRate: 0.5, momentum: 0, batchSize: 4 },
      ...(data ? { data } : {}),
    });
    watch.before('step', () => (clock.time += clock.step));
    watch.before('health.examine', () => (clock.time += clock.cost));
    /** The next step of a training that runs, and the measurements after it. */
    const step = () => {
      const { steps } = session.progress;
      session.train();
      while (session.progress.steps === steps) for (const next of waiting.splice(0)) next();
    };
    const look = () => new HealthWatch(session, () => clock.time);
    const told = (health: HealthWatch) => healthOf(health.seen(), session.network.layers);
    const looks = () => watch.calls('health.examine');
    return { session, watch, clock, step, look, looks, told };
  }

  it('takes at most a fiftieth of the time, and sees one step', () => {
    const { session, watch, clock, step, look, looks, told } = watched();
    const health = look();
    session.train();
    expect(told(health).step).toBe(-1);
    clock.cost = 30;
    clock.step = 100;
    const weights = () => session.network.model.parameter('dense.weight').value;
    let before: Float32Array | undefined;
    let ratio = NaN;
    watch.before('health.weights', () => (before = weights()));
    watch.before('health.examine', () => {
      clock.time += clock.cost;
      if (!before) return;
      const after = weights();
      ratio = Math.hypot(...after.map((value, i) => value - before![i]!)) / Math.hypot(...after);
      before = undefined;
    });
    const start = clock.time;
    for (let i = 0; i < 2000; ++i) step();
    expect(looks()).toBeGreaterThan(10);
    expect((30 * looks()) / (clock.time - start)).toBeLessThan(0.02);
    const { layers, warnings, step: at } = told(health);
    expect(ratio).toBeGreaterThan(0.1);
    expect(layers.at(-1)!.updateRatio).toBeCloseTo(ratio, 5);
    expect(warnings.map(({ kind }) => kind)).toContain('largeUpdates');
    expect(at).toBeGreaterThan(1900);
  });

  it('records histograms from the first step on, though nobody asks for them', () => {
    const { clock, step, look } = watched();
    const health = look();
    clock.step = 100;
    for (let i = 0; i < 500; ++i) step();
    const steps = health.histograms(0, -1).samples.map((sample) => sample.step);
    expect(steps[0]).toBe(1);
    expect(steps.length).toBeGreaterThan(40);
    expect(steps.at(-1)).toBeGreaterThan(490);
    const gaps = steps.slice(1).map((one, i) => one - steps[i]!);
    expect(Math.max(...gaps)).toBeLessThan(500 / 20);
  });

  it('goes on with what was recorded, in the run that goes on from this one', () => {
    const { session, clock, step, look } = watched();
    const health = look();
    clock.step = 100;
    for (let i = 0; i < 50; ++i) step();
    const recorded = health.histograms(0, -1).samples;
    const next = watched();
    const again = next.look();
    next.session.resume(structuredClone(session.state()));
    // It rests, and is looked at once more.
    const { samples } = again.histograms(0, -1);
    expect(samples.slice(0, -1)).toEqual(recorded);
    expect(samples.at(-1)!.step).toBe(session.progress.steps);
  });

  it('is not thrown off by one look that took long', () => {
    const { clock, step, look, looks } = watched();
    const health = look();
    for (let i = 0; i < 500; ++i) step();
    const usual = looks();
    // Another program had the processor.
    clock.cost = 100;
    while (looks() === usual) step();
    clock.cost = 1;
    for (let i = 0; i < 500; ++i) step();
    expect(looks() - usual).toBeGreaterThan(0.8 * usual);
    health.stop();
  });

  it('looks at once where training rests, once at each step', () => {
    const { session, clock, look, looks, told } = watched();
    for (let i = 0; i < 30; ++i) session.step();
    const health = look();
    expect(health.histograms(0, -1).samples.map((sample) => sample.step)).toEqual([30]);
    expect(told(health).step).toBe(30);
    clock.time += 60_000;
    health.histograms(0, -1);
    // At test pictures and at training pictures.
    expect(looks()).toBe(2);
    session.step();
    const { step, warnings, layers } = told(health);
    expect(step).toBe(31);
    // What was copied for the next step says nothing of a look before it.
    expect(layers.every(({ updateRatio }) => Number.isNaN(updateRatio))).toBe(true);
    expect(warnings.map(({ kind }) => kind)).not.toContain('smallUpdates');
  });

  it('does not call units dead where all pictures are the same', () => {
    const { step, look, told } = watched({}, black());
    const health = look();
    for (let i = 0; i < 200; ++i) step();
    expect(told(health).step).toBeGreaterThan(0);
    expect(told(health).warnings.map(({ kind }) => kind)).toContain('alike');
    expect(told(health).layers.every(({ dead }) => Number.isNaN(dead))).toBe(true);
  });

  it('does not stop the training when something goes wrong', () => {
    const { session, watch, step, look, looks, told } = watched();
    const health = look();
    watch.instead('health.weights', () => {
      throw new Error('not here');
    });
    while (watch.calls('health.weights') === 0) step();
    const before = looks();
    for (let i = 0; i < 200; ++i) step();
    expect(session.isRunning).toBe(true);
    expect(looks()).toBe(before);
    expect(told(health).warnings).toEqual([]);
  });
});
