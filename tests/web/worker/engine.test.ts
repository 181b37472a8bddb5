import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'receptive';
import { afterEach, describe, expect, it } from 'vitest';
import { mnistFiles } from '../../../web/worker/data/mnist-files';
import { optimizerOf, type Experiment } from '../../../web/protocol/experiment';
import { withSettings, withSpec } from '../../../web/protocol/settings';
import type {
  DataApi,
  DataSetInfo,
  Drawing,
  KeptSet,
  PickedFile,
} from '../../../web/protocol/data-sets';
import type { Frame, FrameRequest, Place } from '../../../web/protocol/messages';
import { fullReading } from '../../../web/protocol/reading';
import { cross, ring } from './drawn-figures';
import { newService, presetOn, until as untilFrame } from './service-harness';

/** The worker with the fastest engine that Node can run. */

const engine = await load();
const worker = newService({ loadEngine: async () => engine });
let run = 0;

afterEach(() => worker.pause(run).catch(() => undefined));

function setUp(wanted: Experiment, place: Place = 'a') {
  run += 1;
  return worker.setUp(run, wanted, place);
}

function frame(changes: Partial<FrameRequest> = {}): Promise<Frame> {
  return worker.frame({
    run,
    picture: { kind: 'test', index: 0 },
    maxMaps: 16,
    maxRows: 64,
    maxFilters: 16,
    maxDepth: 8,
    maxUnits: 128,
    ...changes,
  });
}

/** Opens files that are known, as the page's own exports and MNIST are. */
async function takenAtOnce(data: DataApi, files: PickedFile[]): Promise<DataSetInfo> {
  const looked = await data.lookAtFiles(files, undefined, () => undefined);
  if (looked.kind !== 'taken') throw new Error(`They were only found: ${looked.findings.title}`);
  return looked.info;
}

const until = (condition: (now: Frame) => boolean) => untilFrame(condition, frame);

describe('two runs at once', () => {
  it('of other data and networks, seen by two viewers, know nothing of each other', async () => {
    const { run: letters } = await setUp(presetOn('xo', 'xo-three-filters'), 'a');
    const { run: digits } = await setUp(presetOn('digits', 'softmax'), 'b');
    /** A viewer has seen what came to it, and asks for the rest. */
    const viewer = (of: number) => {
      const points: number[] = [];
      const look = async () => {
        const { training, ...rest } = await frame({
          run: of,
          seen: { training: points.length, test: 0, changes: 0 },
        });
        points.push(...training.map(({ step }) => step));
        return rest;
      };
      return { points, look };
    };
    const viewers = [viewer(letters), viewer(letters), viewer(digits)] as const;
    await worker.train(letters);
    await worker.train(digits, 'slow');
    for (let moved = 0; moved < 5; ++moved) {
      await worker.advance(digits);
      for (const { look } of viewers) await look();
    }
    await worker.pause(letters);
    await worker.pause(digits);
    const [one, two, other] = await Promise.all(viewers.map(({ look }) => look()));
    expect(one!.run).toBe(letters);
    expect(one!.probabilities).toHaveLength(2);
    expect(other!.probabilities).toHaveLength(10);
    expect(two!.step).toBe(one!.step);
    // Each has every point, though the other has looked before it.
    const all = (await frame({ run: letters })).training.map(({ step }) => step);
    expect(all.length).toBeGreaterThan(1);
    expect(viewers[0].points).toEqual(all);
    expect(viewers[1].points).toEqual(viewers[0].points);
    expect(other!.step).toBeGreaterThan(0);
    expect(other!.step).toBeLessThanOrEqual(5);
    // A further run at one place leaves the other one as it is.
    const { run: next } = await setUp(
      withSettings(presetOn('xo', 'xo-three-filters'), { seed: 2 }),
      'a',
    );
    await expect(worker.step(letters)).rejects.toThrow(`Run ${letters} is over.`);
    expect((await viewers[2].look()).step).toBe(other!.step);
    await worker.clear('b');
    await expect(worker.step(digits)).rejects.toThrow(`Run ${digits} is over.`);
    await worker.step(next);
  });
});

describe('X and O', () => {
  it.each([
    ['xo', 'xo-three-filters'],
    ['xo28', 'small'],
  ] as const)('%s: %s learns to tell them apart, and reads drawn ones', async (data, network) => {
    await setUp(presetOn(data, network));
    await worker.train(run);
    const good = await until((now) => now.testAccuracy > 0.95 && now.testExamples === 500);
    expect(good.trainAccuracy).toBeGreaterThan(0.8);
    expect(good.examplesPerSecond === 0).toBe(false);
    await until((now) => now.step > good.step + 100);
    await worker.pause(run);
    for (const [figure, drawn] of [
      [0, cross],
      [1, ring],
    ] as const) {
      const answer = await worker.draw(run, drawn, { ...fullReading, several: false });
      expect(answer.empty).toBe(false);
      const { probabilities } = answer.figures[0]!;
      expect(probabilities.length).toBe(2);
      expect(probabilities[figure], `class ${figure}`).toBeGreaterThan(0.5);
    }
  });

  it('shows what the network is made of, and nothing of it changes the training', async () => {
    const wanted = presetOn('xo', 'xo-three-filters');
    const lossAfterFive = async (look: boolean) => {
      await setUp(wanted);
      for (let step = 0; step < 5; ++step) {
        await worker.step(run);
        if (look) await frame();
      }
      return (await frame()).loss;
    };
    expect(await lossAfterFive(true)).toBe(await lossAfterFive(false));
    const now = await frame();
    expect(now.layers.map((layer) => layer.name)).toEqual([
      'conv2d',
      'conv2d_relu',
      'maxPooling2d',
      'flatten',
      'dense',
    ]);
    const [conv] = now.layers;
    expect(conv!.filters).toMatchObject({ total: 3, depth: 1, height: 3, width: 3 });
    expect(conv!.filters!.gradients.some((value) => value !== 0)).toBe(true);
    expect(conv!.maps.gradients!.length).toBe(3 * 7 * 7);
    expect(now.layers[4]!.filters).toMatchObject({ total: 2, totalDepth: 3, height: 4, width: 4 });
    const sum = now.probabilities.reduce((total, value) => total + value, 0);
    expect(sum).toBeCloseTo(1, 5);
    expect(now.input.values.length).toBe(81);
  });

  it('stops with a sentence when it diverges, and goes on from a smaller rate after a reset', async () => {
    await setUp(withSettings(presetOn('xo', 'xo-three-filters'), { learningRate: 1e20 }));
    await worker.train(run);
    const stopped = await until((now) => now.stopped !== undefined);
    expect(stopped.running).toBe(false);
    expect(stopped.stopped!.length).toBeGreaterThan(20);
    await setUp(presetOn('xo', 'xo-three-filters'));
    await worker.step(run);
    expect((await frame()).stopped).toBeUndefined();
  });

  it('leaves nothing behind in memory', async () => {
    const used: number[] = [];
    for (let i = 0; i < 60; ++i) {
      await setUp(withSettings(presetOn('xo', 'xo-three-filters'), { difficulty: (i % 2) / 2 }));
      await worker.step(run);
      await frame();
      if (i % 20 === 19) used.push(engine.memory().used);
    }
    // Forty models of this size would be 1.5 MB; the allocator's own books vary by a few bytes.
    expect(Math.abs(used[2]! - used[0]!)).toBeLessThan(1000);
  });
});

describe('own sets', () => {
  const draw = async (kinds: [number, Drawing][]) => {
    const data = await worker.data();
    const classNames = ['cross', 'ring'];
    let set = await data.createSet({
      title: 'Two',
      classNames,
      channels: 1,
      height: 28,
      width: 28,
    });
    for (let picture = 0; picture < 5; ++picture) {
      for (const [label, drawn] of kinds) set = await data.addDrawing(set.id, label, drawn);
    }
    return set;
  };

  it('are drawn, trained, and read', async () => {
    const set = await draw([
      [0, cross],
      [1, ring],
    ]);
    expect(set).toMatchObject({ trainCount: 8, testCount: 2 });
    expect(set.lacks).toBeUndefined();
    expect(set.networks).toContain('softmax');
    // Its codes are made for ten digits.
    expect(set.networks).not.toContain('lenet5');
    await setUp(withSpec(presetOn(set.id, 'softmax'), { optimizer: optimizerOf('sgd', 0.1) }));
    for (let step = 0; step < 30; ++step) await worker.step(run);
    const { figures } = await worker.draw(run, ring, { ...fullReading, several: false });
    expect(figures[0]!.probabilities[1]).toBeGreaterThan(0.9);
    const data = await worker.data();
    const seen = await data.browse({ id: set.id, run, split: 'train', first: 0, count: 10 });
    expect(seen.pictures.map((one) => one.predicted)).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
    expect(seen.pictures[0]!.confidence).toBeGreaterThan(0.9);
    await data.relabel(set.id, { split: 'train', version: seen.version }, 0, 1);
    const wrong = { id: set.id, run, split: 'train', first: 0, count: 10, mistakes: true } as const;
    expect((await data.browse(wrong)).pictures.map((one) => one.index)).toEqual([0]);
  });

  it('come back from their exported file as they were', async () => {
    const set = await draw([
      [0, cross],
      [1, ring],
    ]);
    const data = await worker.data();
    const { name, bytes } = await data.exportSet(set.id);
    const file = { file: new File([bytes], name), path: name };
    const back = (await takenAtOnce(data, [file])) as KeptSet;
    expect(back.id).not.toBe(set.id);
    const { paint: _paint, note: _note, ...same } = { ...back, id: 0, origin: 0 };
    expect(same).toEqual({ ...set, id: 0, origin: 0 });
    for (const split of ['train', 'test'] as const) {
      const pictures = async (id: KeptSet['id']) =>
        (await data.browse({ id, split, first: 0, count: 100 })).pictures;
      expect(await pictures(back.id)).toEqual(await pictures(set.id));
    }
  });

  it('of many sizes have the networks that can be built for them', async () => {
    const data = await worker.data();
    for (const [channels, side, some] of [
      [3, 24, 'theano-lenet'],
      [1, 8, 'softmax'],
      [1, 1, 'softmax'],
    ] as const) {
      const classNames = ['a', 'b', 'c'];
      const size = { channels, height: side, width: side };
      const { id, networks } = await data.createSet({ title: 'Sizes', classNames, ...size });
      expect(networks).toContain(some);
      if (side === 8) expect(networks).not.toContain('theano-lenet');
      for (let picture = 0; picture < 10; ++picture) {
        await data.addPicture(
          id,
          picture % 2,
          new Uint8Array(channels * side * side).fill(picture),
        );
      }
      for (const network of networks) {
        const { layers } = await setUp(presetOn(id, network));
        expect(layers.at(-1)!.outputShape[0], `${network} ${channels} x ${side}`).toBe(3);
      }
    }
  });
});

const folder =
  process.env['MNIST_DIR'] ?? join(import.meta.dirname, '../../../../shared/data/mnist');
const missing = mnistFiles.some((file) => !existsSync(join(folder, `${file.name}.gz`)));
if (missing) console.log(`skipped: MNIST's files are not in ${folder} (set MNIST_DIR)`);

describe.skipIf(missing)('MNIST', () => {
  it('is recognised among opened files and learned', async () => {
    const files = mnistFiles.map((file, place) => {
      const bytes = new Uint8Array(readFileSync(join(folder, `${file.name}.gz`)));
      const path = `download (${place}).gz`;
      return { file: new File([bytes], path), path };
    });
    const data = await worker.data();
    const info = await takenAtOnce(data, files.reverse());
    expect(info).toMatchObject({ id: 'mnist', trainCount: 60_000, testCount: 10_000 });
    const { testLabels } = await setUp(presetOn('mnist', 'small'));
    expect([...testLabels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
    await worker.train(run);
    const quick = await until((now) => now.testExamples > 0);
    expect(quick.testExamples).toBe(1000);
    await until((now) => now.step >= 100);
    await worker.pause(run);
    const rested = await until((now) => now.testExamples === 10_000);
    expect(rested.testAccuracy).toBeGreaterThan(0.8);
    expect(rested.test.at(-1)?.step ?? rested.step).toBe(rested.step);
  });
});
