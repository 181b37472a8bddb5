import { EventEmitter } from 'node:events';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import {
  load,
  type Engine,
  type ModelSpec,
  type OptimizerSpec,
  type Variant,
  variants,
} from 'receptive';
import { relaxedSimd } from 'wasm-feature-detect';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { largestDifference, someValues } from './support/examples.js';

const net: ModelSpec = {
  input: [2, 12, 11],
  layers: [
    { type: 'conv2d', filters: 9, kernelSize: 3, padding: 'same' },
    { type: 'batchNormalization' },
    { type: 'relu' },
    { type: 'maxPooling2d', poolSize: 2 },
    { type: 'conv2d', filters: 13, kernelSize: 3 },
    { type: 'tanh' },
    { type: 'flatten' },
    { type: 'dense', units: 21 },
    { type: 'relu' },
    { type: 'dropout', rate: 0.25 },
    { type: 'dense', units: 5 },
  ],
  seed: 11,
};

const adam: OptimizerSpec = { type: 'adam', learningRate: 0.01 };

/** What eight steps on batches of an odd size come to: all weights, and the answers. */
function trained(engine: Engine, optimizer: OptimizerSpec = adam): Float32Array[] {
  const batch = 37;
  const model = engine.model({ ...net, optimizer, batchSize: batch });
  const images = someValues(batch * 2 * 12 * 11);
  const labels = Uint8Array.from({ length: batch }, (_, i) => (i * i) % 5);
  for (let step = 0; step < 8; ++step) model.trainBatch(images, labels);
  const results = model.parameters().map(({ value }) => value);
  results.push(model.predict(images.slice(0, 5 * 2 * 12 * 11)));
  model.dispose();
  return results;
}

async function runnable(): Promise<Variant[]> {
  return (await variants()).filter(({ lacks }) => lacks.length === 0).map(({ variant }) => variant);
}

beforeAll(async () => {
  // Node 20 has it, but switched off.
  if (!(await relaxedSimd())) setFlagsFromString('--experimental-wasm-relaxed-simd');
});
afterEach(() => void vi.restoreAllMocks());

describe('variants', () => {
  it('are told from the fastest to the one that runs anywhere, with what is missing', async () => {
    const all = await variants();
    expect(all.map(({ variant }) => variant)).toEqual([
      'relaxed-simd-threads',
      'simd-threads',
      'relaxed-simd',
      'simd',
    ]);
    for (const { variant, threads } of all) expect(threads).toBe(variant.endsWith('threads'));
    expect(all.at(-1)?.lacks).toEqual([]);
    vi.stubGlobal('crossOriginIsolated', false);
    const page = await variants();
    vi.unstubAllGlobals();
    expect(page[1]).toEqual({
      variant: 'simd-threads',
      threads: true,
      lacks: ['cross-origin isolation'],
    });
  });

  it('come to the same results, but for how they round', async () => {
    const names = await runnable();
    expect(names).toContain('simd');
    expect(names).toContain('simd-threads');
    const results: Float32Array[][] = [];
    for (const variant of names) {
      const engine = await load({ variant, threads: 2 });
      expect([engine.variant, engine.threads]).toEqual([
        variant,
        variant.endsWith('threads') ? 2 : 1,
      ]);
      // Not Adam: it would make a step of a gradient that is nothing but rounding.
      results.push(trained(engine, { type: 'sgd', learningRate: 0.05 }));
      engine.dispose();
    }
    for (const result of results) {
      result.forEach((values, i) => {
        expect(largestDifference(values, results[0]![i]!)).toBeLessThan(1e-4);
      });
    }
  });

  it.each(['simd-threads', 'relaxed-simd-threads'] as const)(
    'come to the same bits for any number of threads: %s',
    async (variant) => {
      if (!(await runnable()).includes(variant)) {
        console.log(`skipped: this Node cannot run ${variant}`);
        return;
      }
      const results: Float32Array[][] = [];
      for (const threads of [1, 2, 3, 4]) {
        const engine = await load({ variant, threads });
        expect(engine.threads).toBe(threads);
        results.push(trained(engine));
        engine.dispose();
      }
      for (const result of results) expect(result).toEqual(results[0]);
    },
  );
});

describe('a build with threads', () => {
  it('is not taken for one thread', async () => {
    const engine = await load({ threads: 1 });
    expect(engine.variant).not.toMatch(/threads/);
    expect(engine.threads).toBe(1);
  });

  it('gives out copies that do not share its memory', async () => {
    const engine = await load({ variant: 'simd-threads', threads: 2 });
    const model = engine.model(net);
    const values = [
      model.predict(someValues(2 * 12 * 11)),
      model.parameters()[0]!.value,
      model.inspect(someValues(2 * 12 * 11))['relu']!.activation,
      engine.xo({ count: 3 }).images,
      engine.prepareDrawing(new Float32Array(100).fill(0.5), 10, 10).image,
    ];
    for (const { buffer } of values) expect(buffer).toBeInstanceOf(ArrayBuffer);
    engine.dispose();
  });

  it('grows while its threads wait, and works on', async () => {
    const engine = await load({ variant: 'simd-threads', threads: 3 });
    const before = engine.memory().reserved;
    const once = trained(engine);
    const large = engine.model({ ...net, batchSize: 4000 });
    expect(engine.memory().reserved).toBeGreaterThan(before);
    expect(trained(engine)).toEqual(once);
    large.dispose();
    engine.dispose();
  });

  it('refuses to work when its engine was disposed', async () => {
    const engine = await load({ variant: 'simd-threads', threads: 2 });
    const model = engine.model(net);
    engine.dispose();
    const message = 'engine: expected a live engine, found one that was disposed';
    expect(() => model.predict(someValues(2 * 12 * 11))).toThrow(message);
    expect(() => engine.presets()).toThrow(message);
    expect(() => engine.dispose()).not.toThrow();
  });
});

describe('a host that has threads but does not give them', () => {
  /** Workers that fail as they are made. */
  class Failing extends EventEmitter {
    constructor() {
      super();
      setImmediate(() => this.emit('error', new Error('no more processes')));
    }
    postMessage(): void {}
    unref(): void {}
    terminate(): void {}
  }

  function withoutWorkers(): void {
    const real = process.getBuiltinModule.bind(process);
    vi.spyOn(process, 'getBuiltinModule').mockImplementation((name: string) =>
      name === 'node:worker_threads' ? { Worker: Failing } : real(name as 'node:fs'),
    );
  }

  it('runs the next build, and says why', async () => {
    withoutWorkers();
    const engine = await load({ threads: 2 });
    expect(engine.variant).not.toMatch(/threads/);
    expect(engine.threads).toBe(1);
    expect(engine.fallback).toMatch(
      /^(relaxed-)?simd-threads: a thread could not be started: no more processes/,
    );
    expect(trained(engine)[0]).toBeInstanceOf(Float32Array);
  });

  it('is told so when it asks for threads by name', async () => {
    withoutWorkers();
    await expect(load({ variant: 'simd-threads', threads: 2 })).rejects.toThrow(
      /^variant 'simd-threads': expected to start, found that it cannot: simd-threads: a thread could not be started: no more processes$/,
    );
  });

  it('runs without threads where no memory can be shared', async () => {
    const Memory = WebAssembly.Memory;
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function (descriptor) {
      if (descriptor.shared) throw new RangeError('could not allocate memory');
      return new Memory(descriptor);
    });
    const engine = await load({ threads: 2 });
    expect(engine.variant).not.toMatch(/threads/);
    expect(engine.fallback).toContain('could not allocate memory');
  });

  it('takes less memory where all of it cannot be had', async () => {
    const Memory = WebAssembly.Memory;
    const asked: number[] = [];
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function (descriptor) {
      asked.push(descriptor.maximum!);
      if (descriptor.maximum! > 8192) throw new RangeError('could not allocate memory');
      return new Memory(descriptor);
    });
    const engine = await load({ variant: 'simd-threads', threads: 2 });
    expect(asked).toEqual([32768, 16384, 8192]);
    expect(engine.threads).toBe(2);
    engine.dispose();
  });
});
