import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, type Model, load } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallNet } from './support/examples.js';

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

function bits(model: Model): Uint32Array[] {
  return model.parameters().map(({ value }) => new Uint32Array(value.buffer));
}

describe('X and O', () => {
  it('are learned to more than 95 % from batches of the caller', () => {
    const train = engine.xo({ count: 800, seed: 1 });
    const test = engine.xo({ count: 400, seed: 2 });
    const model = engine.model(smallNet);
    const before = model.evaluate(test.images, test.labels);
    for (let epoch = 0; epoch < 3; ++epoch) {
      for (let first = 0; first < 800; first += 16) {
        model.trainBatch(
          train.images.subarray(first * 81, (first + 16) * 81),
          train.labels.subarray(first, first + 16),
        );
      }
    }
    const after = model.evaluate(test.images, test.labels);
    expect(after.accuracy).toBeGreaterThan(0.95);
    expect(after.loss).toBeLessThan(before.loss);

    // What predict says is what evaluate counts.
    const probabilities = model.predict(test.images);
    expect(probabilities.length).toBe(400 * 2);
    let correct = 0;
    for (let i = 0; i < 400; ++i) {
      const [x, o] = [probabilities[2 * i]!, probabilities[2 * i + 1]!];
      expect(Math.abs(x + o - 1)).toBeLessThan(1e-5);
      if ((o > x ? 1 : 0) === test.labels[i]) ++correct;
    }
    expect(correct / 400).toBeCloseTo(after.accuracy, 10);
  });

  it('are learned from a set that the engine holds', () => {
    const train = engine.xoDataset({ count: 800, seed: 1 });
    const test = engine.xoDataset({ count: 400, seed: 2 });
    const model = engine.model(smallNet);
    model.setTrainingData(train);
    train.dispose(); // the model keeps what it needs
    let report = model.step();
    expect(report).toMatchObject({ step: 1, epoch: 0, examples: 16 });
    while (report.epoch < 3) report = model.step();
    expect(report.step).toBe(150);
    const score = model.evaluateDataset(test);
    expect(score.accuracy).toBeGreaterThan(0.95);
    const all = test.read();
    expect(model.evaluate(all.images, all.labels).accuracy).toBe(score.accuracy);
    const classes = model.predictDataset(test, 100, 200);
    const right = classes.filter((label, i) => label === all.labels[100 + i]).length;
    expect(right / 200).toBeCloseTo(model.evaluateDataset(test, 100, 200).accuracy, 10);
  });
});

describe('the same seed', () => {
  function trained(seed: number): Model {
    const model = engine.model({
      ...smallNet,
      layers: [
        ...smallNet.layers.slice(0, 3),
        { type: 'dropout', rate: 0.2 },
        { type: 'dense', units: 2 },
      ],
      seed,
    });
    model.setTrainingData(engine.xoDataset({ count: 100, seed: 3 }));
    for (let i = 0; i < 25; ++i) model.step();
    return model;
  }

  it('gives the same bits, another seed others', () => {
    expect(bits(trained(1))).toEqual(bits(trained(1)));
    expect(bits(trained(1))).not.toEqual(bits(trained(2)));
  });

  it('starts again with reset', () => {
    const model = trained(1);
    model.reset(1);
    for (let i = 0; i < 25; ++i) model.step();
    expect(bits(model)).toEqual(bits(trained(1)));
  });

  it('does not notice that somebody looks, evaluates or predicts', () => {
    const watched = engine.model(smallNet);
    const alone = engine.model(smallNet);
    const data = engine.xoDataset({ count: 100, seed: 3 });
    watched.setTrainingData(data);
    alone.setTrainingData(data);
    const { image, label } = data.example(0);
    for (let i = 0; i < 30; ++i) {
      expect(watched.step()).toEqual(alone.step());
      watched.inspect(image, { label });
      watched.predict(image);
      watched.evaluateDataset(data);
      watched.layers();
      watched.parameters();
    }
    expect(bits(watched)).toEqual(bits(alone));
  });
});

describe('while training', () => {
  it('changes rate, optimizer and batch size', () => {
    const model = engine.model(smallNet);
    model.setTrainingData(engine.xoDataset({ count: 100, seed: 3 }));
    const before = bits(model);
    model.setLearningRate(0);
    model.step();
    expect(bits(model)).toEqual(before);
    model.setOptimizer({ type: 'adam', learningRate: 0.01 });
    model.setBatchSize(40);
    expect(model.batchSize).toBe(40);
    expect(model.step().examples).toBe(40);
    expect(bits(model)).not.toEqual(before);
    expect(model.step().examples).toBe(40);
    expect(model.step().examples).toBe(4); // what is left of the hundred
  });

  it('takes batches larger than planned', () => {
    const model = engine.model({ ...smallNet, batchSize: 2 });
    const { images, labels } = engine.xo({ count: 50 });
    expect(model.trainBatch(images, labels).loss).toBeGreaterThan(0);
    expect(model.batchSize).toBe(2);
  });

  it('stops at a loss that is not finite, and says where', () => {
    const model = engine.model(smallNet);
    const { images, labels } = engine.xo({ count: 16 });
    model.setLearningRate(1e30);
    const train = () => {
      for (let i = 0; i < 10; ++i) model.trainBatch(images, labels);
    };
    expect(train).toThrow(/expected a finite loss, found (NaN|infinity); .*(conv2d|dense)/);
    model.reset(1);
    model.setLearningRate(0.05);
    expect(model.trainBatch(images, labels).loss).toBeGreaterThan(0);
  });
});

const mnist = [process.env['MNIST_DIR'], '../shared/data/mnist'].find(
  (folder) => folder && existsSync(folder),
);
if (!mnist) console.log('skipped: MNIST is neither in MNIST_DIR nor in ../shared/data/mnist');

describe.skipIf(!mnist)('MNIST', () => {
  const file = (name: string) => {
    const path = join(mnist!, name);
    return new Uint8Array(readFileSync(existsSync(path) ? path : `${path}.gz`));
  };

  it('is read, and 2,000 digits teach a small net most of the others', async () => {
    const data = await engine.idxDataset(
      file('t10k-images-idx3-ubyte'),
      file('t10k-labels-idx1-ubyte'),
    );
    expect(data).toMatchObject({ count: 10000, height: 28, width: 28, classes: 10, range: [0, 1] });
    const part = data.read(0, 2000);
    const model = engine.model({
      input: [1, 28, 28],
      layers: [
        { type: 'conv2d', filters: 8, kernelSize: 3, activation: 'relu' },
        { type: 'maxPooling2d', poolSize: 2 },
        { type: 'flatten' },
        { type: 'dense', units: 10 },
      ],
      optimizer: { type: 'adam', learningRate: 0.003 },
      batchSize: 40,
    });
    for (let epoch = 0; epoch < 3; ++epoch) {
      for (let first = 0; first < 2000; first += 40) {
        model.trainBatch(
          part.images.subarray(first * 784, (first + 40) * 784),
          part.labels.subarray(first, first + 40),
        );
      }
    }
    expect(model.evaluateDataset(data, 2000).accuracy).toBeGreaterThan(0.88);
    model.dispose();
    data.dispose();
  });
});

describe('sentences', () => {
  it('are seven words each, and a sentence CNN learns them', () => {
    const words = engine.sentenceWords();
    expect(words).toContain('not');
    const data = engine.sentenceDataset({ count: 1000, seed: 1 });
    expect([data.channels, data.height, data.width]).toEqual([1, 1, 7]);
    expect(data.classNames).toEqual(['negative', 'positive']);
    const { image } = data.example(0);
    for (const word of image) expect(words[word]).toBeDefined();

    const preset = engine.presets().find(({ name }) => name === 'sentence-cnn')!;
    const model = engine.model(preset.spec);
    model.setTrainingData(data);
    while (model.step().epoch < preset.epochs);
    const test = engine.sentenceDataset({ count: 500, seed: 2 });
    expect(model.evaluateDataset(test).accuracy).toBeGreaterThan(0.9);
  });

  it('refuses a count that cannot be', () => {
    expect(() => engine.sentenceDataset({ count: 0 })).toThrow(/count: expected a whole number/);
  });
});

describe('batch normalization', () => {
  it('scores with exact statistics after collecting them', () => {
    const model = engine.model({
      ...smallNet,
      layers: [{ type: 'batchNormalization' }, ...smallNet.layers],
    });
    expect(() => model.collectStatistics()).toThrow(/expected training data/);
    const data = engine.xoDataset({ count: 60, seed: 4 });
    model.setTrainingData(data);
    model.collectStatistics();
    const values = data.read().images;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const statistic = model.parameter('batchNormalization.movingMean').value[0]!;
    expect(statistic).toBeCloseTo(mean, 4);
  });
});
