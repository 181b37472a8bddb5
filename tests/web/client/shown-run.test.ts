import { settings, withSettings, withSpec } from '../../../web/protocol/settings';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DrawingAnswer } from '../../../web/protocol/messages';
import { Pad } from '../../../web/client/drawing/pad.svelte';
import { ShownRun } from '../../../web/client/run/shown-run.svelte';
import type { LoadRequest } from '../../../web/protocol/messages';
import { frameOf, settle, WorkerDouble } from './worker-double';

let worker: WorkerDouble;
let session: ShownRun;
/** What waits for the browser's next picture. */
let soon: (() => void)[];

/** The browser draws so many times. */
async function pictures(count = 1): Promise<void> {
  for (let i = 0; i < count; ++i) {
    for (const task of soon.splice(0)) task();
    await settle();
  }
}

beforeEach(async () => {
  worker = new WorkerDouble();
  soon = [];
  session = new ShownRun(worker, (task) => soon.push(task));
  const wanted = await session.load('', 'http://127.0.0.1/');
  await session.build(wanted!);
  await pictures();
});

describe('another engine', () => {
  it('takes over the experiment, and trains on where it did', async () => {
    await session.chooseNetwork('softmax');
    await session.toggle();
    worker.calls = [];
    expect(await session.chooseEngine({ variant: 'simd-threads', threads: 2 })).toBe(true);
    expect(worker.calls).toEqual(['useEngine simd-threads 2', 'setUp softmax', 'train slow']);
    expect(session.engine).toMatchObject({ variant: 'simd-threads', threads: 2 });
    expect(session.wanted).toEqual({ variant: 'simd-threads', threads: 2 });
    expect(session.running).toBe(true);
  });

  it('is waited for by who presses Train meanwhile', async () => {
    const answer = worker.useEngine;
    let start = (): void => undefined;
    const started = new Promise<void>((resolve) => (start = resolve));
    worker.useEngine = async (choice) => {
      await started;
      return answer(choice);
    };
    const chosen = session.chooseEngine({ variant: 'simd-threads' });
    await session.toggle();
    start();
    await chosen;
    expect(worker.calls.slice(-3)).toEqual(['useEngine simd-threads', 'setUp three', 'train slow']);
    expect(session.running).toBe(true);
  });

  it('that does not start leaves all as it was, and says why', async () => {
    worker.refuse = 'useEngine';
    expect(await session.chooseEngine({ variant: 'relaxed-simd' })).toBe(false);
    expect(session.alert).toContain('No useEngine relaxed-simd');
    expect(session.wanted).toEqual({ variant: 'auto' });
    expect(session.engine?.variant).toBe('simd');
    expect(session.building).toBe(false);
    await session.step();
    expect(worker.stepCount).toBe(1);
  });

  it('is asked for by the link', async () => {
    const asked: (LoadRequest | undefined)[] = [];
    const answer = worker.load;
    worker.load = (request) => {
      asked.push(request);
      return answer(request);
    };
    await session.load('#engine=simd&threads=nine', 'http://127.0.0.1/');
    expect(asked[0]?.engine).toEqual({ variant: 'simd' });
    expect(session.alert).toContain('Threads must be a whole number from 1 to 64.');
  });
});

describe('a run', () => {
  it('opens untrained on a test picture of the first class', () => {
    expect(session.frame?.step).toBe(0);
    expect(session.picture).toEqual({ kind: 'test', index: 2 });
    expect(session.running).toBe(false);
    expect(soon).toHaveLength(0);
  });

  it('asks for one frame at a time, and for the next only when the browser draws', async () => {
    await session.toggle();
    expect(soon).toHaveLength(1);
    const asked = worker.requests.length;
    await pictures(3);
    expect(worker.requests.length).toBe(asked + 3);
    expect(session.frame?.step).toBe(3);
    await session.toggle();
    await pictures(3);
    expect(soon).toHaveLength(0);
    expect(session.running).toBe(false);
  });

  it('drops frames of a run that is over', async () => {
    const old = frameOf(session.run, 99, true);
    worker.frame = () => Promise.resolve(old);
    await session.reset();
    await pictures();
    expect(session.frame).toBeUndefined();
    expect(session.running).toBe(false);
  });

  it('drops a network that was built too late', async () => {
    const [first, second] = [session.chooseNetwork('softmax'), session.chooseNetwork('three')];
    await Promise.all([first, second]);
    expect(session.setUp?.experiment.network).toBe('three');
    expect(session.building).toBe(false);
  });

  it('goes on as before when the next one cannot be built', async () => {
    await session.toggle();
    const { run } = session;
    worker.refuse = 'setUp';
    await session.chooseNetwork('softmax');
    expect(session.alert).toBe('No setUp softmax.');
    expect(session.experiment?.network).toBe('three');
    expect(session.run).toBe(run);
    await pictures(2);
    expect(session.frame?.step).toBeGreaterThan(0);
    expect(session.running).toBe(true);
  });

  it('resets to the same seed, or to the next', async () => {
    await session.reset();
    expect(session.setUp?.experiment.spec.seed).toBe(1);
    await session.reset(true);
    expect(session.setUp?.experiment.spec.seed).toBe(2);
  });
});

describe('Train, while another run is coming', () => {
  /** Something that ends in another run when `arrive` is called. */
  function fetching(arrives = true) {
    let arrive!: () => void;
    const fetched = new Promise<void>((done) => (arrive = done));
    const chosen = session.coming(async () => {
      await fetched;
      return arrives && session.chooseNetwork('softmax').then(() => true);
    });
    return { chosen, arrive };
  }

  it('is meant for that one, and begins with it', async () => {
    const { chosen, arrive } = fetching();
    await session.toggle();
    expect(session.starts).toBe(true);
    expect(worker.calls).not.toContain('train slow');
    arrive();
    await chosen;
    expect(worker.calls.slice(-2)).toEqual(['setUp softmax', 'train slow']);
    expect([session.running, session.starts]).toEqual([true, false]);
  });

  it('is taken back by a second press', async () => {
    const { chosen, arrive } = fetching();
    await session.toggle();
    await session.toggle();
    arrive();
    await chosen;
    expect(session.running).toBe(false);
  });

  it('does not train the old one where the new one does not come', async () => {
    const { chosen, arrive } = fetching(false);
    await session.toggle();
    arrive();
    await chosen;
    expect([session.running, session.starts]).toEqual([false, false]);
    expect(worker.calls).not.toContain('train slow');
  });

  it('pauses what runs, for that is in sight', async () => {
    await session.toggle();
    const { chosen, arrive } = fetching();
    await session.toggle();
    expect(worker.calls.at(-1)).toBe('pause');
    arrive();
    await chosen;
    expect(session.running).toBe(false);
  });

  it('is not lost before there is a first run', async () => {
    const young = new ShownRun(worker, (task) => soon.push(task));
    const opened = young.coming(async () => {
      const wanted = await young.load('', 'http://127.0.0.1/');
      return young.build(wanted!);
    });
    await young.toggle();
    expect(young.starts).toBe(true);
    await opened;
    expect(young.running).toBe(true);
  });
});

describe('the recipe in mid-run', () => {
  it('is changed by a command, not by starting over', async () => {
    const { run } = session;
    const set = (values: object) => session.change(withSettings(session.experiment!, values));
    await set({ learningRate: 0.5 });
    await set({ batchSize: 64 });
    await set({ batchSize: 64 });
    const optimizer = { type: 'adam', learningRate: 0.5 } as const;
    await session.change(withSpec(session.experiment!, { optimizer }));
    expect(worker.calls.slice(1)).toEqual([
      'change {"optimizer":{"type":"sgd","learningRate":0.5,"momentum":0}}',
      'change {"batchSize":64}',
      'change {"optimizer":{"type":"adam","learningRate":0.5}}',
    ]);
    expect(session.run).toBe(run);
    expect(session.experiment?.spec).toMatchObject({ optimizer, batchSize: 64 });
  });

  it('begins anew where the change is one of the start', async () => {
    const { run } = session;
    await session.change(withSettings(session.experiment!, { seed: 5 }));
    expect(session.run).toBeGreaterThan(run);
    expect(session.setUp?.experiment.spec.seed).toBe(5);
  });

  it('keeps the old value when the engine refuses', async () => {
    worker.refuse = 'change';
    await session.change(withSettings(session.experiment!, { learningRate: 5 }));
    expect(settings.learningRate.of(session.experiment!)).toBe(0.01);
    expect(session.alert).toContain('No change');
  });
});

describe('slow motion', () => {
  it('is how X and O begin; it can be left in mid-run', async () => {
    await session.toggle();
    expect(worker.calls.at(-1)).toBe('train slow');
    await session.toggleSlow();
    expect(worker.calls.at(-1)).toBe('train full');
    await session.toggle();
    await session.toggleSlow();
    expect(worker.calls.at(-1)).toBe('pause');
  });

  it('ends with X and O, unless the visitor chose it', async () => {
    await session.chooseData('mnist');
    expect(session.slow).toBe(false);
    await session.chooseData('xo');
    expect(session.slow).toBe(true);
    await session.toggleSlow();
    await session.toggleSlow();
    await session.chooseData('mnist');
    expect(session.slow).toBe(true);
  });

  it('ends when training stops by itself', async () => {
    await session.toggle();
    worker.frame = async () => ({ ...frameOf(session.run, 3, false), stopped: 'NaN in dense.' });
    await pictures(2);
    expect(session.running).toBe(false);
  });
});

describe('the drawing', () => {
  const grey = { height: 1, width: 1, values: new Float32Array(1) };
  const answer = (step: number): DrawingAnswer => ({
    run: session.run,
    empty: false,
    height: 9,
    width: 9,
    figures: [
      {
        image: new Float32Array(81),
        box: [0, 0, 1, 1],
        probabilities: Float32Array.of(0.9, 0.1),
      },
    ],
    focus: 0,
    stages: { ink: grey, scaled: grey },
    step,
  });

  it('has one question under way, and asks again for what was drawn meanwhile', async () => {
    const pad = new Pad(worker, session);
    pad.ink.begin([0.1, 0.1, 0.5]);
    for (let i = 0; i < 20; ++i) pad.ink.extend([[i / 20, 0.5, 0.5]]);
    expect(worker.drawings).toHaveLength(1);
    worker.drawings[0]!(answer(0));
    await settle();
    expect(worker.drawings).toHaveLength(2);
    expect(pad.answer?.figures[0]!.probabilities[0]).toBeCloseTo(0.9);
    expect(session.picture).toEqual({ kind: 'drawing' });
    worker.drawings[1]!(answer(0));
    await settle();
    expect(worker.drawings).toHaveLength(2);
  });

  it('is not answered once it is cleared, and the test picture comes back', async () => {
    const pad = new Pad(worker, session);
    pad.ink.begin([0.1, 0.1, 0.5]);
    worker.drawings[0]!(answer(0));
    await settle();
    pad.ink.extend([[0.5, 0.5, 0.5]]);
    pad.ink.clear();
    worker.drawings[1]!(answer(0));
    await settle();
    expect(pad.answer).toBeUndefined();
    expect(session.picture).toEqual({ kind: 'test', index: 2 });
  });

  it('is asked about again when another network is there', async () => {
    const pad = new Pad(worker, session);
    pad.ink.begin([0.1, 0.1, 0.5]);
    worker.drawings[0]!(answer(0));
    await settle();
    await session.chooseNetwork('softmax');
    // The answer before is of other pictures, perhaps.
    expect(pad.answer).toBeUndefined();
    await pictures();
    expect(worker.drawings).toHaveLength(2);
    worker.drawings[1]!(answer(0));
    await settle();
    expect(pad.answer?.run).toBe(session.run);
  });

  it('has a picture read for each data set, and asks once where that fails', async () => {
    const pad = new Pad(worker, session);
    const asked: string[] = [];
    const read = { kind: 'fitted', pixels: new Uint8Array(81) } as const;
    let fails = false;
    pad.ink.lay({
      readFor: async (id) => {
        asked.push(id);
        if (fails) throw new Error('It shows nothing.');
        return read;
      },
    });
    await settle();
    worker.drawings[0]!(answer(0));
    await settle();
    expect(pad.answer).toBeDefined();
    fails = true;
    await session.chooseNetwork('softmax');
    await pictures();
    await session.toggle();
    await pictures();
    await pictures();
    expect(asked).toHaveLength(2);
    expect(session.alert).toBe('It shows nothing.');
    expect(pad.answer).toBeUndefined();
    fails = false;
    await session.reset();
    await pictures();
    expect(asked).toHaveLength(3);
    worker.drawings[1]!({ ...answer(0), run: session.run });
    await settle();
    expect(pad.answer).toBeDefined();
  });

  it('drops the answer of a run that is over', async () => {
    const pad = new Pad(worker, session);
    pad.ink.begin([0.1, 0.1, 0.5]);
    worker.drawings[0]!({ ...answer(0), run: session.run - 1 });
    await settle();
    expect(pad.answer).toBeUndefined();
  });
});
