import { type Engine, load, type ModelSpec } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

const spec: ModelSpec = {
  input: [1, 9, 9],
  layers: [
    { type: 'conv2d', filters: 4, kernelSize: 3 },
    { type: 'batchNormalization' },
    { type: 'relu' },
    { type: 'dropout', rate: 0.3 },
    { type: 'dense', units: 2 },
  ],
  optimizer: { type: 'adam', learningRate: 0.01 },
  averaging: 'exponential',
  augmentation: { rotation: 10 },
  batchSize: 20,
  seed: 4,
};

const data = () => engine.xoDataset({ count: 150, seed: 1, size: 9 });

function trained(steps: number) {
  const model = engine.model(spec);
  model.setTrainingData(data());
  for (let i = 0; i < steps; ++i) model.step();
  return model;
}

describe('checkpoint', () => {
  it('goes on with the same bits, in mid-epoch', () => {
    const whole = trained(11);
    const file = whole.checkpoint();
    const resumed = trained(0);
    resumed.restore(file);
    for (let i = 0; i < 15; ++i) expect(resumed.step()).toEqual(whole.step());
    expect(resumed.parameters()).toEqual(whole.parameters());
    expect(resumed.evaluateDataset(data())).toEqual(whole.evaluateDataset(data()));
  });

  it('goes on in another build', async () => {
    const other = await load({ variant: 'simd' });
    const whole = trained(11);
    const resumed = other.model(spec);
    resumed.setTrainingData(other.xoDataset({ count: 150, seed: 1, size: 9 }));
    resumed.restore(whole.checkpoint());
    expect(resumed.step().step).toBe(12);
    other.dispose();
  });

  it('says what does not fit, and changes nothing', () => {
    const model = trained(5);
    const before = model.checkpoint();
    const other = engine.model({ ...spec, layers: [{ type: 'dense', units: 2 }] });
    expect(() => model.restore(other.checkpoint())).toThrow(/checkpoint: expected a run of this/);
    const changed = before.slice();
    changed[changed.length - 3]! ^= 8;
    expect(() => model.restore(changed)).toThrow(/cut short or changed/);
    expect(() => model.restore(new Uint8Array(0))).toThrow(/RCPTRUN1/);
    // @ts-expect-error: people may pass anything
    expect(() => model.restore('nothing')).toThrow(/checkpoint: expected/);
    expect(model.checkpoint()).toEqual(before);
  });
});

describe('a model file', () => {
  it('brings the weights that answer into the same network, and makes it anew', () => {
    const model = trained(20);
    const file = model.saveWeights({ step: 20 });
    const images = engine.xo({ count: 10, seed: 2, size: 9 }).images;
    const answers = model.predict(images);
    const same = engine.model({ ...spec, averaging: 'none', seed: 9 });
    same.loadWeights(file);
    expect(same.predict(images)).toEqual(answers);
    expect(engine.loadModel(file).predict(images)).toEqual(answers);
    const head = new TextDecoder().decode(file.subarray(8, 1000));
    expect(head).toContain('"step":"20"');
  });

  it('takes plain data as remarks, and of its own what they are to be', () => {
    const model = trained(0);
    // @ts-expect-error: people may pass anything
    expect(() => model.saveWeights({ step: 'many' })).toThrow(/remark step to be a number/);
    expect(() => model.saveWeights({ mood: () => 0 })).toThrow(
      /remarks\.mood: expected plain data/,
    );
  });
});
