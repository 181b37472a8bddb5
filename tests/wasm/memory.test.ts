import { type Engine, load, type ModelSpec } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallNet, someValues } from './support/examples.js';
import { leftBehind } from './support/left-behind.js';

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

const image = someValues(81);

describe("the engine's memory", () => {
  it('does not grow over a thousand models, trained a step and disposed', () => {
    const { images, labels } = engine.xo({ count: 16 });
    let settled = engine.memory();
    for (let i = 0; i < 1000; ++i) {
      const model = engine.model(smallNet);
      model.trainBatch(images, labels);
      model.inspect(image, { label: 1 });
      model.parameters();
      model.dispose();
      if (i === 99) settled = engine.memory();
    }
    expect(engine.memory()).toEqual(settled);
  });

  it('does not grow over a thousand data sets, used by a model and disposed', () => {
    const model = engine.model(smallNet);
    let settled = engine.memory();
    for (let i = 0; i < 1000; ++i) {
      const data = engine.xoDataset({ count: 50, seed: i });
      model.setTrainingData(data);
      model.step();
      data.example(3);
      data.dispose();
      if (i === 99) settled = engine.memory();
    }
    expect(engine.memory()).toEqual(settled);
    model.dispose();
  });

  it('does not grow over ten thousand calls that throw in the core', () => {
    const model = engine.model(smallNet);
    const large = engine.xoDataset({ count: 2, size: 12 });
    const bad: ModelSpec = {
      ...smallNet,
      layers: [{ type: 'conv2d', filters: 2, kernelSize: 30 }],
    };
    let settled = engine.memory();
    for (let i = 0; i < 10_000; ++i) {
      expect(() => engine.model(bad)).toThrow('conv2d');
      expect(() => model.setTrainingData(large)).toThrow('pictures');
      if (i === 99) settled = engine.memory();
    }
    expect(engine.memory()).toEqual(settled);
  });

  it('is told by role, and given back', () => {
    const spec: ModelSpec = { ...smallNet, optimizer: 'adam', batchSize: 100 };
    // What the engine keeps for itself (its staging memory) settles with the first model.
    const { images, labels } = engine.xo({ count: 100 });
    const first = engine.model(spec);
    first.inspect(image);
    first.trainBatch(images, labels);
    first.dispose();
    const use = () => checkRoles(spec, images, labels);
    expect(leftBehind(engine, use)).toBe(0);
  });

  /** A model takes what it says, role by role. */
  function checkRoles(spec: ModelSpec, images: Float32Array, labels: Uint8Array): void {
    const before = engine.memory().used;
    const model = engine.model(spec);
    const memory = model.memory();
    expect(memory['parameters']).toBeGreaterThanOrEqual(4 * (30 + 98));
    expect(memory['gradients']).toBe(memory['parameters']);
    expect(memory['optimizer']).toBe(2 * memory['parameters']!);
    expect(memory['activations']).toBeGreaterThanOrEqual(4 * 100 * (81 + 2 * 147 + 48 + 2));
    expect(memory['probe']).toBe(0);
    model.inspect(image);
    expect(model.memory()['probe']).toBeGreaterThan(0);
    // What training needs is told from the start, and taken with the first step.
    model.trainBatch(images, labels);
    const total = Object.values(model.memory()).reduce((sum, bytes) => sum + bytes, 0);
    expect(engine.memory().used - before).toBeGreaterThanOrEqual(total);
    model.dispose();
  }

  it('holds nothing of a large array after the call', () => {
    const model = engine.model(smallNet);
    const before = engine.memory().used;
    const { images, labels } = engine.xo({ count: 40_000 });
    model.evaluate(images, labels);
    expect(engine.memory().used).toBeLessThan(before + 5 * 2 ** 20);
    model.dispose();
  });
});
