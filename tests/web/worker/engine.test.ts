import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, variants, type Engine } from 'receptive';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mnistFiles } from '../../../web/worker/data/mnist-files';
import type { Experiment } from '../../../web/shared/experiment';
import type { Drawing, Frame, FrameRequest } from '../../../web/shared/messages';
import type { Turns } from '../../../web/worker/loop';
import { Service } from '../../../web/worker/service';
import { memoryStore } from './memory-store';

/** The worker with the real engine, in Node. */

let engine: Engine;
let worker: Service;
let run = 0;

// As in service.test.ts: Node's message ports do not let timers through.
const turns: Turns = {
  now: () => performance.now(),
  soon: (next) => void setImmediate(next),
};

beforeAll(async () => {
  engine = await load();
  worker = new Service({
    loadEngine: async () => engine,
    variants,
    processors: 2,
    turns,
    site: 'http://127.0.0.1:9/',
    mnist: { store: memoryStore() },
  });
});

afterEach(() => worker.pause(run).catch(() => undefined));

/** The preset with the recipe that it comes with. */
function experiment(data: Experiment['data'], network: string, changes: object = {}): Experiment {
  const { spec } = engine.presets().find((preset) => preset.name === network)!;
  const optimizer = typeof spec.optimizer === 'object' ? spec.optimizer : undefined;
  return {
    data,
    network,
    learningRate: optimizer?.learningRate ?? 0.001,
    batchSize: spec.batchSize ?? 32,
    optimizer: optimizer?.type ?? 'adam',
    momentum: optimizer?.momentum ?? 0,
    seed: 1,
    difficulty: 0.5,
    ...changes,
  };
}

function setUp(wanted: Experiment) {
  run += 1;
  return worker.setUp(run, wanted);
}

function frame(changes: Partial<FrameRequest> = {}): Promise<Frame> {
  return worker.frame({
    run,
    picture: { kind: 'test', index: 0 },
    maxMaps: 16,
    maxFilters: 16,
    maxDepth: 8,
    maxUnits: 128,
    ...changes,
  });
}

async function until(condition: (now: Frame) => boolean, milliseconds = 25_000): Promise<Frame> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const now = await frame();
    if (condition(now)) return now;
    if (performance.now() > end) {
      throw new Error(`step ${now.step}: test accuracy ${now.testAccuracy}, loss ${now.loss}`);
    }
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** A drawing of 180 x 180 with a pen of 18 pixels along points given in tenths of the pad. */
function drawing(strokes: [number, number][][]): Drawing {
  const side = 180;
  const pen = 9;
  const ink = new Float32Array(side * side);
  for (const stroke of strokes) {
    for (let part = 1; part < stroke.length; ++part) {
      const [x0, y0] = stroke[part - 1]!.map((tenths) => tenths * 18) as [number, number];
      const [x1, y1] = stroke[part]!.map((tenths) => tenths * 18) as [number, number];
      for (let t = 0; t <= 1; t += 0.005) {
        const [x, y] = [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
        for (let row = Math.ceil(y - pen); row <= y + pen; ++row) {
          for (let column = Math.ceil(x - pen); column <= x + pen; ++column) {
            if ((row - y) ** 2 + (column - x) ** 2 <= pen ** 2) ink[row * side + column] = 1;
          }
        }
      }
    }
  }
  return { ink, height: side, width: side };
}

const cross = drawing([
  [
    [3, 2],
    [7, 8],
  ],
  [
    [7, 2],
    [3, 8],
  ],
]);
const ring = drawing([
  Array.from({ length: 41 }, (_, i) => [
    5 + 2.5 * Math.cos((i * Math.PI) / 20),
    5 + 3 * Math.sin((i * Math.PI) / 20),
  ]),
]);

describe('X and O', () => {
  it.each([
    ['xo', 'xo-three-filters'],
    ['xo28', 'small'],
  ] as const)('%s: %s learns to tell them apart, and reads drawn ones', async (data, network) => {
    await setUp(experiment(data, network));
    await worker.train(run);
    const good = await until((now) => now.testAccuracy > 0.95 && now.testExamples === 500);
    expect(good.trainAccuracy).toBeGreaterThan(0.8);
    expect(good.examplesPerSecond === 0).toBe(false);
    await new Promise((done) => setTimeout(done, 500));
    await worker.pause(run);
    for (const [figure, drawn] of [
      [0, cross],
      [1, ring],
    ] as const) {
      const answer = await worker.draw(run, drawn);
      expect(answer.empty).toBe(false);
      expect(answer.probabilities.length).toBe(2);
      expect(answer.probabilities[figure], `class ${figure}`).toBeGreaterThan(0.5);
    }
  });

  it('shows what the network is made of, and nothing of it changes the training', async () => {
    const wanted = experiment('xo', 'xo-three-filters');
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
    await setUp(experiment('xo', 'xo-three-filters', { learningRate: 1e20 }));
    await worker.train(run);
    const stopped = await until((now) => now.stopped !== undefined);
    expect(stopped.running).toBe(false);
    expect(stopped.stopped!.length).toBeGreaterThan(20);
    await setUp(experiment('xo', 'xo-three-filters'));
    await worker.step(run);
    expect((await frame()).stopped).toBeUndefined();
  });

  it('leaves nothing behind in memory', async () => {
    const used: number[] = [];
    for (let i = 0; i < 60; ++i) {
      await setUp(experiment('xo', 'xo-three-filters', { difficulty: (i % 2) / 2 }));
      await worker.step(run);
      await frame();
      if (i % 20 === 19) used.push(engine.memory().used);
    }
    // Forty models of this size would be 1.5 MB; the allocator's own books vary by a few bytes.
    expect(Math.abs(used[2]! - used[0]!)).toBeLessThan(1000);
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
      return new File([bytes], `download (${place}).gz`);
    });
    const info = await worker.openIdxFiles(files.reverse(), () => undefined);
    expect(info).toMatchObject({ id: 'mnist', trainCount: 60_000, testCount: 10_000 });
    const { testLabels } = await setUp(experiment('mnist', 'small'));
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
