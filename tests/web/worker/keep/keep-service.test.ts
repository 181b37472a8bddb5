import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mostAutomaticRuns, type KeepApi } from '../../../../web/protocol/keep';
import { keepService } from '../../../../web/worker/keep/keep-service';
import type { Service } from '../../../../web/worker/host/service';
import { withSettings, withSpec } from '../../../../web/protocol/settings';
import type { StoredState } from '../../../../web/worker/storage/run-state';
import { experiment, rateOf, request, service as makeService } from '../service-harness';
import { memoryLocks, memoryRuns } from './memory-runs';

/** Timers that are gone off by hand, and a clock that stands. */
function clock() {
  let waiting: { next: () => void; milliseconds: number }[] = [];
  return {
    waits: () => waiting.map(({ milliseconds }) => milliseconds),
    later: (next: () => void, milliseconds: number) => void waiting.push({ next, milliseconds }),
    ring() {
      const now = waiting;
      waiting = [];
      for (const { next } of now) next();
    },
  };
}

interface Tab {
  service: Service;
  watch: ReturnType<typeof makeService>['watch'];
  keep: KeepApi;
  clock: ReturnType<typeof clock>;
  setNow(milliseconds: number[]): void;
}

let store: ReturnType<typeof memoryRuns>;
let locks: ReturnType<typeof memoryLocks>;
let date: number;
let run = 0;

function openTab(): Tab {
  const { service, watch } = makeService();
  const time = clock();
  let times: number[] = [];
  const keep = keepService(service.host, {
    store,
    claims: locks.tab(),
    now: () => times.shift() ?? 0,
    date: () => date,
    later: time.later,
  });
  return { service, watch, keep, clock: time, setNow: (next) => (times = next) };
}

async function begin(tab: Tab, steps = 0, seed = 1): Promise<number> {
  run += 1;
  await tab.service.setUp(run, withSettings(experiment, { seed }));
  for (let i = 0; i < steps; ++i) await tab.service.step(run);
  return run;
}

const ids = async (tab: Tab) => (await tab.keep.keptRuns()).runs.map(({ id }) => id);

beforeEach(() => {
  store = memoryRuns();
  locks = memoryLocks();
  date = 1_000_000;
  run = 0;
});

afterEach(() => expect(run).toBeGreaterThan(0));

describe('keeping a run', () => {
  it('writes nothing before the first step, then a while after it', async () => {
    const tab = openTab();
    const one = await begin(tab);
    expect((await tab.keep.saveRun(one)).saved).toBeUndefined();
    expect(store.writes).toBe(0);
    await tab.service.step(one);
    await tab.service.step(one);
    // One timer, however many steps.
    expect(tab.clock.waits()).toEqual([1000]);
    tab.clock.ring();
    const status = await tab.keep.saveRun(one);
    expect(status.saved).toEqual({ step: 2, at: 1_000_000 });
    const { runs } = await tab.keep.keptRuns();
    expect(runs).toMatchObject([{ step: 2, kind: 'automatic', open: 'here', data: 'X and O' }]);
  });

  it('writes what is changed by hand while it rests, soon and once', async () => {
    const tab = openTab();
    const one = await begin(tab, 2);
    await tab.keep.saveRun(one);
    tab.clock.ring();
    const { writes } = store;
    await tab.service.change(one, rateOf(0.5));
    await tab.service.change(one, { batchSize: 7 });
    expect(tab.clock.waits()).toEqual([50]);
    tab.clock.ring();
    await tab.keep.saveRun(one);
    expect(store.writes).toBe(writes + 1);
    const { runs } = await tab.keep.keptRuns();
    expect(runs[0]!.experiment).toEqual(
      withSettings(experiment, { seed: 1, learningRate: 0.5, batchSize: 7 }),
    );
  });

  it('writes a change that was made before the first step', async () => {
    const tab = openTab();
    const one = await begin(tab);
    await tab.service.change(one, rateOf(0.5));
    tab.clock.ring();
    await tab.keep.saveRun(one);
    expect(await tab.keep.keptRuns()).toMatchObject({ runs: [{ step: 0 }] });
  });

  it('does not write the same twice', async () => {
    const tab = openTab();
    const one = await begin(tab, 3);
    await tab.keep.saveRun(one);
    const { writes } = store;
    await tab.keep.saveRun(one);
    expect(store.writes).toBe(writes);
  });

  it('lets a large network train longer between two saves, and none longer than ten seconds', async () => {
    const tab = openTab();
    const one = await begin(tab, 1);
    /** The next save begins now, is handed to the browser then, and written in the end. */
    async function saved(begins: number, handed: number, written: number) {
      tab.clock.ring();
      await tab.service.step(one);
      tab.setNow([begins, handed, written]);
      const { costMilliseconds, everyMilliseconds } = await tab.keep.saveRun(one);
      return [costMilliseconds, everyMilliseconds];
    }
    expect(await saved(0, 10, 50)).toEqual([10, 1000]);
    expect(await saved(0, 100, 300)).toEqual([100, 5000]);
    // What a crash loses is counted until the save is written.
    tab.clock.ring();
    await tab.service.step(one);
    expect(tab.clock.waits()).toEqual([4700]);
    expect(await saved(0, 900, 1500)).toEqual([900, 10_000]);
    // A slow disk has its rest, and the figure is the true one.
    expect(await saved(0, 10, 9000)).toEqual([10, 18_000]);
  });

  it('keeps what was trained when the run ends', async () => {
    const tab = openTab();
    await begin(tab, 4);
    await begin(tab);
    await tab.keep.keptRuns();
    expect((await tab.keep.keptRuns()).runs).toMatchObject([{ step: 4, open: 'no' }]);
  });

  it('keeps the last ones only, and copies for ever', async () => {
    const tab = openTab();
    const first = await begin(tab, 1);
    const copy = await tab.keep.copyRun(first, ' Mine ');
    for (let i = 0; i < mostAutomaticRuns + 4; ++i) {
      date += 1000;
      await tab.keep.saveRun(await begin(tab, 2, i));
    }
    const { runs } = await tab.keep.keptRuns();
    expect(runs.filter(({ kind }) => kind === 'automatic').length).toBe(mostAutomaticRuns + 1);
    expect(runs.find(({ id }) => id === copy.id)).toMatchObject({ name: 'Mine', step: 1 });
    // Newest first.
    expect(runs[0]!.savedAt).toBe(date);
  });

  it('makes room by the oldest, and says when there is none', async () => {
    const tab = openTab();
    await tab.keep.saveRun(await begin(tab, 1));
    store.room = 1;
    date += 1000;
    const two = await begin(tab, 2);
    expect((await tab.keep.saveRun(two)).saved?.step).toBe(2);
    expect(store.runs.size).toBe(1);
    store.room = 0;
    const three = await begin(tab, 3);
    const status = await tab.keep.saveRun(three);
    expect(status.problem).toMatch(/no room left/);
    expect(status.saved).toBeUndefined();
  });
});

describe('going on with a run', () => {
  it('restores step, curves and figures, in another worker', async () => {
    const before = openTab();
    const one = await begin(before, 60);
    const shown = await before.service.frame(request(one));
    await before.keep.saveRun(one);
    const [id] = await ids(before);
    locks.held.clear(); // the page is gone
    const after = openTab();
    const two = await begin(after);
    await after.keep.resumeRun(two, id!);
    const frame = await after.service.frame(request(two));
    expect(frame.step).toBe(60);
    expect(frame.training).toEqual(shown.training);
    expect(frame.epoch).toBe(shown.epoch);
    expect(frame.loss).toBeCloseTo(shown.loss, 12);
    expect(frame.trainAccuracy).toBeCloseTo(shown.trainAccuracy, 12);
    await after.service.step(two);
    await after.keep.saveRun(two);
    // It is the same run that goes on, not another one.
    expect(await ids(after)).toEqual([id]);
    expect((await store.list())[0]!.step).toBe(61);
  });

  it('goes on with the weights of its classes', async () => {
    const loss = { type: 'softmaxCrossEntropy', classWeight: 'balanced' } as const;
    const weighted = withSpec(experiment, { loss });
    const before = openTab();
    run += 1;
    await before.service.setUp(run, weighted);
    for (let i = 0; i < 5; ++i) await before.service.step(run);
    await before.keep.saveRun(run);
    const { runs } = await before.keep.keptRuns();
    expect(runs[0]!.experiment).toEqual(weighted);
    const present = await before.service.step(run).then(() => before.service.frame(request(run)));
    locks.held.clear(); // the page is gone
    const after = openTab();
    await after.service.setUp(run, runs[0]!.experiment);
    await after.keep.resumeRun(run, runs[0]!.id);
    await after.service.step(run);
    const frame = await after.service.frame(request(run));
    expect([frame.step, frame.loss]).toEqual([present.step, present.loss]);
  });

  it('leaves alone what another tab has open', async () => {
    const first = openTab();
    const one = await begin(first, 5);
    await first.keep.saveRun(one);
    const [id] = await ids(first);
    const second = openTab();
    const two = await begin(second);
    expect((await second.keep.keptRuns()).runs).toMatchObject([{ id, open: 'elsewhere' }]);
    await expect(second.keep.removeRun(id!)).rejects.toThrow(/open in another tab/);
    await second.keep.resumeRun(two, id!);
    await second.service.step(two);
    await second.keep.saveRun(two);
    const runs = await store.list();
    expect(runs.map(({ step }) => step).sort()).toEqual([5, 6]);
    expect(runs.find((kept) => kept.id === id)!.step).toBe(5);
  });

  it('takes what was changed in mid-run along', async () => {
    const tab = openTab();
    const one = await begin(tab, 2);
    await tab.service.change(one, rateOf(0.5));
    await tab.service.change(one, { batchSize: 64 });
    await tab.service.step(one);
    await tab.keep.saveRun(one);
    const changed = withSettings(experiment, { seed: 1, learningRate: 0.5, batchSize: 64 });
    expect((await store.list())[0]!.experiment).toEqual(changed);
  });

  it('knows after a reload what was changed at which step', async () => {
    const tab = openTab();
    const one = await begin(tab, 2);
    await tab.service.change(one, rateOf(0.5));
    await tab.service.step(one);
    await tab.service.change(one, { batchSize: 64 });
    await tab.keep.saveRun(one);
    const [kept] = await ids(tab);
    await tab.service.clear('a');
    const next = openTab();
    const again = await begin(next);
    await next.keep.resumeRun(again, kept!);
    const { changes } = await next.service.frame(request(again));
    expect(changes.map(({ step, after }) => [step, after])).toEqual([
      [2, rateOf(0.5)],
      [3, { batchSize: 64 }],
    ]);
    const seen = { training: 0, test: 0, changes: 1 };
    expect((await next.service.frame({ ...request(again), seen })).changes).toHaveLength(1);
  });

  it.each<[string, (state: StoredState) => unknown]>([
    ['is not there', () => undefined],
    ['lacks its checkpoint', (state) => ({ ...state, checkpoint: undefined })],
    [
      'has half of its figures',
      ({ progress, ...state }) => ({ ...state, progress: { steps: progress.steps } }),
    ],
    ['has tests that are none', (state) => ({ ...state, tests: [{ step: 1 }] })],
    ['has changes that are none', (state) => ({ ...state, changes: [null] })],
  ])('does not go on with a state that %s, and says so', async (_, damage) => {
    const tab = openTab();
    await tab.keep.saveRun(await begin(tab, 2));
    const [kept] = await ids(tab);
    await tab.service.clear('a');
    const found = store.runs.get(kept!)!;
    const whole = found.state;
    const next = openTab();
    const again = await begin(next, 1);
    Object.assign(found, { state: damage(whole) });
    await expect(next.keep.resumeRun(again, kept!)).rejects.toThrow(/damaged|not kept any more/);
    expect((await next.service.frame(request(again))).step).toBe(1);
    await next.service.step(again);
  });

  it('goes on though figures are none, and where an earlier page kept neither log nor records', async () => {
    const tab = openTab();
    await tab.keep.saveRun(await begin(tab, 2));
    const [kept] = await ids(tab);
    await tab.service.clear('a');
    const { state } = store.runs.get(kept!)!;
    delete state.changes;
    delete state.records;
    state.progress.recent = [[NaN, 0.5]];
    state.tests = [{ step: 1, loss: NaN, accuracy: 0.5, examples: 10 }];
    const next = openTab();
    const again = await begin(next);
    await next.keep.resumeRun(again, kept!);
    expect((await next.service.frame(request(again))).step).toBe(2);
  });

  it('knows after a reload why the training had stopped, until it is trained again', async () => {
    const tab = openTab();
    const one = await begin(tab, 2);
    await tab.keep.saveRun(one);
    tab.watch.instead('step', () => {
      throw new Error('loss is NaN; layer conv2d went first');
    });
    await tab.service.step(one);
    const { stopped } = await tab.service.frame(request(one));
    expect(stopped).toMatch(/NaN/);
    await tab.keep.saveRun(one);
    const [kept] = await ids(tab);
    await tab.service.clear('a');
    const next = openTab();
    const again = await begin(next);
    await next.keep.resumeRun(again, kept!);
    expect((await next.service.frame(request(again))).stopped).toBe(stopped);
    await next.service.train(again);
    expect((await next.service.frame(request(again))).stopped).toBeUndefined();
  });

  it('lists the others where one record is damaged, and says so', async () => {
    const tab = openTab();
    await tab.keep.saveRun(await begin(tab, 2));
    await tab.keep.saveRun(await begin(tab, 3));
    const [first] = [...store.runs.values()];
    Object.assign(first!.record, { experiment: 'gone' });
    const { runs, problem } = await tab.keep.keptRuns();
    expect(runs.map(({ step }) => step)).toEqual([3]);
    expect(problem).toBe('One kept run is damaged and cannot be read; the others are here.');
    await expect(tab.keep.modelFile({ id: first!.record.id })).rejects.toThrow(/damaged/);
  });

  it('lists a run once where two records say that they are it', async () => {
    const tab = openTab();
    await tab.keep.saveRun(await begin(tab, 2));
    await tab.keep.saveRun(await begin(tab, 3));
    const [first, second] = [...store.runs.values()];
    Object.assign(first!.record, { id: second!.record.id });
    const { runs, problem } = await tab.keep.keptRuns();
    expect(runs.map(({ id }) => id)).toEqual([second!.record.id]);
    expect(problem).toMatch(/^One kept run is damaged/);
  });

  it('says what is wrong where it is neither the room nor a private window', async () => {
    const tab = openTab();
    const one = await begin(tab, 2);
    store.list = () => Promise.reject(new Error('its storage does not answer.'));
    store.write = () => Promise.reject(new RangeError('Array buffer allocation failed'));
    expect((await tab.keep.keptRuns()).problem).toBe(
      'What this browser keeps of your runs cannot be read: its storage does not answer.',
    );
    await expect(tab.keep.copyRun(one, 'Mine')).rejects.toThrow(
      'The copy could not be kept in this browser: Array buffer allocation failed. The run itself',
    );
    expect((await tab.keep.saveRun(one)).problem).toBe(
      'This run could not be kept in this browser (Array buffer allocation failed): it is here ' +
        'until the page is closed.',
    );
  });

  it('keeps and writes the figure of the weights that a model file brought, none of before', async () => {
    const tab = openTab();
    const before = await begin(tab, 3);
    const measured = async (of: number) => (await tab.service.frame(request(of))).testAccuracy;
    await expect.poll(() => measured(before)).toBeGreaterThan(0);
    const { bytes } = await tab.keep.modelFile({ run: before });
    const { engine } = tab.service.host.of(before);
    expect(engine.modelRemarks(bytes)).toMatchObject({
      testAccuracy: await measured(before),
      data: 'xo',
      classes: ['X', 'O'],
      step: 3,
    });

    run += 1;
    await tab.service.setUp(run, withSettings(experiment, { seed: 9 }), 'a', bytes);
    const early = await tab.keep.modelFile({ run });
    expect(engine.modelRemarks(early.bytes)).not.toHaveProperty('testAccuracy');
    await expect.poll(() => tab.service.host.of(run).isMeasuring).toBe(false);
    tab.clock.ring();
    await tab.keep.saveRun(run);
    const { runs } = await tab.keep.keptRuns();
    const figures = Object.fromEntries(runs.map((kept) => [kept.step, kept.testAccuracy]));
    expect(figures[0]).toBe(await measured(run));
    expect(figures[0]).toBeGreaterThan(0);
  });

  it('refuses a run of another network or data, and goes on as it was', async () => {
    const tab = openTab();
    await tab.keep.saveRun(await begin(tab, 2));
    const [id] = await ids(tab);
    const kept = store.runs.get(id!)!;
    kept.state.of = 'something else';
    const two = await begin(tab);
    await expect(tab.keep.resumeRun(two, id!)).rejects.toThrow(/another network or data set/);
    await tab.service.step(two);
    expect((await tab.service.frame(request(two))).step).toBe(1);
    await expect(tab.keep.resumeRun(two, 'gone')).rejects.toThrow(/deleted meanwhile/);
  });

  it('deletes and renames, but not what is open', async () => {
    const tab = openTab();
    const one = await begin(tab, 2);
    await tab.keep.saveRun(one);
    const [id] = await ids(tab);
    await expect(tab.keep.removeRun(id!)).rejects.toThrow(/the run of this page/);
    await tab.keep.renameRun(id!, 'Good one');
    await begin(tab);
    expect((await tab.keep.keptRuns()).runs[0]!.name).toBe('Good one');
    await tab.keep.removeRun(id!);
    expect(await ids(tab)).toEqual([]);
    await expect(tab.keep.renameRun(id!, 'x'.repeat(61))).rejects.toThrow(/at most 60/);
  });

  it('says so where the browser keeps nothing', async () => {
    const tab = openTab();
    const one = await begin(tab, 2);
    store.list = () => Promise.reject(new DOMException('blocked', 'InvalidStateError'));
    store.write = () => Promise.reject(new DOMException('blocked', 'InvalidStateError'));
    expect((await tab.keep.keptRuns()).problem).toMatch(/private window/);
    expect((await tab.keep.saveRun(one)).problem).toMatch(/keeps nothing/);
  });
});
