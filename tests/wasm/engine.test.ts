import { availableParallelism } from 'node:os';
import { load, variants } from 'receptive';
import { describe, expect, it } from 'vitest';
import { largestDifference, smallNet } from './support/examples.js';

describe('load', () => {
  it('takes the build that this host runs', async () => {
    const engine = await load();
    const [first] = (await variants()).filter(({ lacks }) => lacks.length === 0);
    expect(engine.variant).toBe(availableParallelism() > 1 ? first!.variant : 'simd');
    expect(engine.threads).toBe(Math.min(availableParallelism(), 4));
    expect(engine.kernels).toBe('wasm');
    expect(engine.fallback).toBeUndefined();
    engine.dispose();
  });

  it('takes a build by its name, and uses one thread where a build has no more', async () => {
    const engine = await load({ variant: 'simd', threads: 4 });
    expect([engine.variant, engine.threads]).toEqual(['simd', 1]);
  });

  it.each([
    [
      { variant: 'fastest' },
      /^variant: expected 'auto' or 'relaxed-simd-threads' or .* or 'simd', found 'fastest'/,
    ],
    [{ variant: 3 }, /^variant: expected .*, found 3/],
    [{ threads: 0 }, /^threads: expected a whole number from 1 to 64, found 0/],
    [{ threads: 65 }, /^threads: expected .*, found 65/],
    [{ threads: '2' }, /^threads: expected .*, found '2'/],
    [{ variant: 'SIMD' }, /^variant: expected .*, found 'SIMD'/],
    [{ threads: 1.5 }, /^threads: expected .*, found 1.5/],
    [{ thread: 2 }, /^load: expected only variant, threads, found 'thread'/],
    [null, /^load: expected an object of options .*, found null/],
    ['simd', /^load: expected an object of options .*, found 'simd'/],
  ])('refuses %j', async (options, message) => {
    await expect(load(options as never)).rejects.toThrow(message);
  });

  it('gives engines of their own: nothing of one is in the other', async () => {
    // Not with threads: they take a little memory of their own as they come to life.
    const options = { variant: 'simd' } as const;
    const [one, other] = await Promise.all([load(options), load(options)]);
    const before = other.memory();
    const model = one.model({ ...smallNet, batchSize: 500 });
    expect(other.memory()).toEqual(before);
    const data = other.xoDataset({ count: 10 });
    expect(() => model.setTrainingData(data)).toThrow(
      'data: expected a data set of this engine, found one of another engine',
    );
  });
});

describe('presets', () => {
  it('all build, and take a step', async () => {
    const engine = await load();
    const presets = engine.presets();
    expect(presets.length).toBeGreaterThan(2);
    expect(new Set(presets.map((preset) => preset.name)).size).toBe(presets.length);
    for (const preset of presets) {
      expect(preset).toMatchObject({
        title: expect.any(String),
        description: expect.any(String),
        source: expect.any(String),
        epochs: expect.any(Number),
      });
      const model = engine.model({ ...preset.spec, batchSize: 2 });
      const [channels, height, width] = preset.spec.input;
      // Ones: numbers of words too.
      const images = new Float32Array(2 * channels * height * width).fill(1);
      expect(model.trainBatch(images, Uint8Array.of(0, 1)).loss).toBeGreaterThan(0);
      model.dispose();
    }
  });
});

describe('X and O', () => {
  it('are the same for the same seed, and begin alike for any count', async () => {
    const engine = await load();
    const some = engine.xo({ count: 20, seed: 5 });
    expect(some).toMatchObject({
      count: 20,
      channels: 1,
      height: 9,
      width: 9,
      classes: 2,
      classNames: ['X', 'O'],
    });
    expect(some.images.length).toBe(20 * 81);
    expect(Math.min(...some.images)).toBe(-1);
    expect(Math.max(...some.images)).toBe(1);
    expect(engine.xo({ count: 20, seed: 5 })).toEqual(some);
    expect(engine.xo({ count: 40, seed: 5 }).images.subarray(0, 20 * 81)).toEqual(some.images);
    expect(engine.xo({ count: 20, seed: 6 }).images).not.toEqual(some.images);
  });

  it('read as a set, in parts and one by one alike', async () => {
    const engine = await load();
    const options = { count: 340, seed: 2, size: 28, difficulty: 1 };
    const all = engine.xo(options);
    const data = engine.xoDataset(options);
    expect(data).toMatchObject({ count: 340, height: 28, width: 28, classes: 2, range: [-1, 1] });
    const read = data.read();
    expect({ ...read, images: undefined }).toEqual({ ...all, images: undefined });
    expect(largestDifference(read.images, all.images)).toBe(0);
    const part = data.read(335, 3);
    expect(part.count).toBe(3);
    expect(part.images).toEqual(all.images.slice(335 * 784, 338 * 784));
    expect(part.labels).toEqual(all.labels.slice(335, 338));
    expect(data.example(339)).toEqual({
      image: all.images.slice(339 * 784),
      label: all.labels[339],
    });
    data.dispose();
    expect(() => data.read()).toThrow(
      'data: expected a live data set, found one that was disposed',
    );
  });
});

describe('prepareDrawing', () => {
  it('centres ink by mass, and tells where it was', async () => {
    const engine = await load();
    const ink = new Float32Array(60 * 80);
    for (let row = 10; row < 50; ++row) ink.fill(1, row * 80 + 5, row * 80 + 15);
    const drawing = engine.prepareDrawing(ink, 60, 80);
    expect(drawing.empty).toBe(false);
    expect(drawing.box).toEqual([5, 10, 10, 40]);
    expect(drawing.image.length).toBe(784);
    const rows = Array.from({ length: 28 }, (_, row) =>
      Math.max(...drawing.image.subarray(row * 28, row * 28 + 28)),
    );
    expect(rows.filter((ink) => ink > 0).length).toBe(20);
  });

  it('gives paper for no ink, in the range that is asked for', async () => {
    const engine = await load();
    const drawing = engine.prepareDrawing(new Float32Array(100), 10, 10, {
      side: 9,
      centre: 'box',
      range: [-1, 1],
    });
    expect(drawing.empty).toBe(true);
    expect(drawing.image).toEqual(new Float32Array(81).fill(-1));
  });
});
