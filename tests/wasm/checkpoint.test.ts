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

/** The file with another value among those of its parameters, and the sum that belongs to it. */
function withValue(file: Uint8Array, index: number, value: number) {
  const bytes = file.slice();
  const view = new DataView(bytes.buffer);
  view.setFloat32(20 + view.getUint32(16, true) + 4 * index, value, true);
  // FNV-1a by words, as core/io/checkpoint.cpp has it.
  let sum = 0xcbf29ce484222325n ^ BigInt(bytes.length - 16);
  const join = (word: bigint) => {
    const product = BigInt.asUintN(64, (sum ^ word) * 0x100000001b3n);
    sum = BigInt.asUintN(64, (product << 29n) | (product >> 35n));
  };
  let at = 16;
  for (; at + 8 <= bytes.length; at += 8) join(view.getBigUint64(at, true));
  for (; at < bytes.length; ++at) join(BigInt(bytes[at]!));
  view.setBigUint64(8, sum, true);
  return bytes;
}

it('a checkpoint with a variance below 0, or none, is refused and changes nothing', () => {
  const model = trained(5);
  const before = model.checkpoint();
  const places = model.parameters().map(({ value }) => value.length);
  const variance = places.slice(0, 5).reduce((sum, length) => sum + length);
  for (const value of [-0.25, NaN, Infinity]) {
    expect(() => model.restore(withValue(before, variance + 1, value))).toThrow(
      /^checkpoint: expected batchNormalization.movingVariance of finite numbers of at least 0, found .+ at position 1$/,
    );
    expect(model.checkpoint()).toEqual(before);
  }
  model.restore(withValue(before, variance - 1, -0.25));
  expect(model.parameter('batchNormalization.movingMean').value.at(-1)).toBe(-0.25);
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
