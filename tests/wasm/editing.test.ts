import { type Engine, type Model, type ModelSpec, load } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallNet, someValues } from './support/examples.js';

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

const withDropout: ModelSpec = {
  ...smallNet,
  layers: [...smallNet.layers.slice(0, 3), { type: 'dropout', rate: 0.2 }, smallNet.layers[3]!],
};

function trained(spec: ModelSpec, steps: number): Model {
  const model = engine.model(spec);
  model.setTrainingData(engine.xoDataset({ count: 200 }));
  for (let i = 0; i < steps; ++i) model.step();
  return model;
}

const valueOf = (model: Model, name: string) => [...model.parameter(name).value];

describe('frozen values', () => {
  it('stay as they are while the others are trained', () => {
    const model = trained(smallNet, 5);
    model.editing.freeze('conv2d.weight', 9, 9);
    expect([...model.editing.frozen('conv2d.weight')].join('')).toBe(
      '000000000' + '111111111' + '000000000',
    );
    const before = valueOf(model, 'conv2d.weight');
    for (let i = 0; i < 5; ++i) model.step();
    const after = valueOf(model, 'conv2d.weight');
    expect(after.slice(9, 18)).toEqual(before.slice(9, 18));
    expect(after[0]).not.toBe(before[0]);
    model.editing.unfreeze('conv2d.weight', 0, 27);
    expect(model.editing.frozen('conv2d.weight')).not.toContain(1);
    model.step();
    expect(valueOf(model, 'conv2d.weight')[9]).not.toBe(before[9]);
  });

  it('are refused where there are none', () => {
    const { editing } = engine.model(smallNet);
    expect(() => editing.freeze('conv2d.weight', 20, 8)).toThrow(/count: expected a whole number/);
    expect(() => editing.freeze('conv2d.weight', -1, 1)).toThrow(/first: expected a whole number/);
    expect(() => editing.frozen('nobody')).toThrow(/parameter: expected one of conv2d.weight/);
  });
});

describe('values set by hand', () => {
  it('are there, and in the answers of an average too', () => {
    const model = trained({ ...smallNet, averaging: 'exponential' }, 5);
    const picture = someValues(81);
    model.editing.setValues('dense.weight', 0, new Float32Array(96));
    model.editing.setValues('dense.bias', 1, Float32Array.of(4));
    model.editing.setValues('dense.bias', 0, Float32Array.of(0));
    expect(valueOf(model, 'dense.bias')).toEqual([0, 4]);
    expect(model.predict(picture)[1]).toBeCloseTo(1 / (1 + Math.exp(-4)), 5);
  });

  it('answer at once where an average answers, also as whole parameters and from a file', () => {
    const picture = someValues(81);
    const other = trained({ ...smallNet, seed: 5 }, 3);
    const averaged = () => trained({ ...smallNet, averaging: 'exponential' }, 5);
    const loaded = averaged();
    loaded.loadWeights(other.saveWeights());
    expect(loaded.predict(picture)).toEqual(other.predict(picture));
    const set = averaged();
    for (const { name, value } of other.parameters()) set.setParameter(name, value);
    expect(set.predict(picture)).toEqual(other.predict(picture));
  });

  it('are checked', () => {
    const { editing } = engine.model(smallNet);
    expect(() => editing.setValues('dense.bias', 0, Float32Array.of(NaN))).toThrow(/finite/);
    expect(() => editing.setValues('dense.bias', 1, new Float32Array(2))).toThrow(/count/);
  });
});

describe('updates', () => {
  it('are what the last step changed', () => {
    const model = trained(smallNet, 2);
    expect(model.editing.update('conv2d.weight')).toBeUndefined();
    model.editing.trackUpdates(true);
    const before = model.parameter('conv2d.weight').value;
    model.step();
    const after = model.parameter('conv2d.weight').value;
    expect(model.editing.update('conv2d.weight')).toEqual(
      after.map((value, i) => Math.fround(value - before[i]!)),
    );
    model.editing.trackUpdates(false);
    expect(model.editing.update('conv2d.weight')).toBeUndefined();
  });
});

describe('the rate of a dropout layer', () => {
  it('changes in mid-run and is told by the layers', () => {
    const model = trained(withDropout, 3);
    model.editing.setDropout('dropout', 0.5);
    expect(model.layers().find(({ type }) => type === 'dropout')!.settings['rate']).toBe(0.5);
    expect(() => model.editing.setDropout('conv2d', 0.5)).toThrow(/expected a dropout layer/);
    expect(() => model.editing.setDropout('dropout', 1)).toThrow(/below 1/);
    expect(() => model.editing.setDropout('nobody', 0.5)).toThrow(/expected 'input' or one of/);
    model.step();
  });

  it('is the learning of another run: the steps differ', () => {
    const [plain, changed] = [trained(withDropout, 1), trained(withDropout, 1)];
    changed.editing.setDropout('dropout', 0.8);
    plain.step();
    changed.step();
    expect(valueOf(changed, 'dense.weight')).not.toEqual(valueOf(plain, 'dense.weight'));
  });
});

describe('a step', () => {
  it('tells the learning rate that the schedule makes of it', () => {
    const steady = trained(smallNet, 0);
    expect(steady.step().learningRate).toBe(0.05);
    const falling = trained({ ...smallNet, schedule: { type: 'cosine', epochs: 2 } }, 0);
    const first = falling.step().learningRate;
    for (let i = 0; i < 10; ++i) falling.step();
    expect(falling.step().learningRate).toBeLessThan(0.8 * first);
  });
});

describe('a network that is only described', () => {
  it('has the layers and the memory that it would have', () => {
    const { layers, memory } = engine.describe(smallNet);
    const model = engine.model(smallNet);
    expect(layers).toEqual(model.layers());
    expect(memory).toEqual(model.memory());
  });

  it('is that of every preset, averages and all', () => {
    for (const { name, spec } of engine.presets()) {
      if (spec.layers.some((layer) => layer.type === 'dense' && layer.units > 500)) continue;
      const small = { ...spec, batchSize: 4 };
      const model = engine.model(small);
      expect(engine.describe(small).memory, name).toEqual(model.memory());
      model.dispose();
    }
  });

  it('takes no memory', () => {
    const large: ModelSpec = {
      ...smallNet,
      input: [3, 224, 224],
      batchSize: 64,
      layers: [
        { type: 'conv2d', filters: 512, kernelSize: 3 },
        { type: 'dense', units: 2 },
      ],
    };
    const before = engine.memory().reserved;
    expect(engine.describe(large).memory['activations']).toBeGreaterThan(2 ** 32);
    expect(engine.memory().reserved).toBe(before);
  });

  it('is refused as the network would be', () => {
    const bad: ModelSpec = {
      ...smallNet,
      layers: [{ type: 'conv2d', filters: 300, kernelSize: 9 }],
    };
    expect(() => engine.describe(bad)).toThrow(/expected 2 to 256 outputs/);
    expect(() => engine.model(bad)).toThrow(/expected 2 to 256 outputs/);
    expect(() => engine.describe({ ...smallNet, optimizer: 'best' as 'sgd' })).toThrow(/optimizer/);
  });
});
