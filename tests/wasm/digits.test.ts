import { load } from 'receptive';
import { describe, expect, it } from 'vitest';

/** FNV-1a, 64 bits, as in tests/core/data/generators/digit_generator_test.cpp. */
function hashOf(bytes: Uint8Array): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash;
}

describe('digits', () => {
  it('are ten balanced classes, the same for the same seed and for any count', async () => {
    const engine = await load();
    const some = engine.digits({ count: 50, seed: 5 });
    expect(some).toMatchObject({ count: 50, channels: 1, height: 28, width: 28, classes: 10 });
    expect(some.classNames).toEqual([...'0123456789']);
    expect([...some.labels.subarray(0, 10)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(engine.digits({ count: 50, seed: 5 })).toEqual(some);
    const more = engine.digits({ count: 90, seed: 5 });
    expect(more.images.subarray(0, 50 * 784)).toEqual(some.images);
    expect(engine.digits({ count: 50, seed: 6 }).images).not.toEqual(some.images);
    expect(engine.digits({ count: 50 })).toEqual(engine.digits({ count: 50, seed: 1 }));
  });

  it('are the bytes that the native core makes', async () => {
    const engine = await load();
    const data = engine.digitsDataset({ count: 2000, seed: 2024 });
    expect(data.range).toEqual([0, 1]);
    const { images, labels } = data.read();
    const bytes = Uint8Array.from(images, (value) => Math.round(255 * value));
    expect(hashOf(bytes)).toBe(0x47b1f603d256efc2n);
    expect(hashOf(labels)).toBe(0xcb16e86561011d03n);
    data.dispose();
  });

  it('can be drawn on a pad', async () => {
    const engine = await load();
    const { labels } = engine.digits({ count: 40, seed: 3 });
    for (let index = 0; index < 40; ++index) {
      const { label, strokes } = engine.drawnDigit({ seed: 3, index });
      expect(label).toBe(labels[index]);
      for (const [x, y, pressure] of strokes.flat()) {
        expect(Math.min(x, y)).toBeGreaterThan(0);
        expect(Math.max(x, y)).toBeLessThan(1);
        expect(pressure).toBe(0.5);
      }
      expect(engine.prepareStrokes(strokes).empty).toBe(false);
    }
    expect(engine.drawnDigit()).toEqual(engine.drawnDigit({ seed: 1, index: 0 }));
  });

  it('teach a small network to read digits that it has not seen', async () => {
    const engine = await load();
    const training = engine.digitsDataset({ count: 6000, seed: 1 });
    const test = engine.digitsDataset({ count: 1000, seed: 2 });
    const { spec } = engine.presets().find(({ name }) => name === 'small')!;
    const model = engine.model(spec);
    model.setTrainingData(training);
    while (model.step().epoch < 2);
    expect(model.evaluateDataset(test).accuracy).toBeGreaterThan(0.85);
  });

  it.each([
    [null, /^digits: expected an object of options \(count, seed\), found null/],
    [{}, /^count: expected a whole number from 1 to 1000000, found undefined/],
    [{ count: 0 }, /^count: expected .*, found 0/],
    [{ count: 1000001 }, /^count: expected .*, found 1000001/],
    [{ count: 1, seed: -1 }, /^seed: expected a whole number from 0 to 2\^53 - 1, found -1/],
    [{ count: 1, size: 9 }, /^digits: expected only count, seed, found 'size'/],
  ])('refuse %j', async (options, message) => {
    const engine = await load();
    expect(() => engine.digitsDataset(options as never)).toThrow(message);
  });

  it('refuse a drawn digit without a number', async () => {
    const engine = await load();
    expect(() => engine.drawnDigit({ index: 0.5 })).toThrow(
      'index: expected a whole number from 0 to 2^53 - 1, found 0.5',
    );
    expect(() => engine.drawnDigit({ place: 1 } as never)).toThrow(
      "drawnDigit: expected only seed, index, found 'place'",
    );
  });
});
