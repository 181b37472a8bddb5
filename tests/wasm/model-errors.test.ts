import { type Engine, type EngineDataset, type Model, load } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallNet, someValues } from './support/examples.js';
import { loosely } from './support/loosely.js';
import { type BadCall, expectRefusal } from './support/refusals.js';

let engine: Engine;
let model: Model;
let normalized: Model;
let data: EngineDataset;
let other: EngineDataset;

beforeAll(async () => {
  engine = await load();
  model = engine.model(smallNet);
  normalized = engine.model({
    input: [3, 4, 4],
    layers: [
      { type: 'batchNormalization', name: 'norm' },
      { type: 'dense', units: 2 },
    ],
  });
  data = engine.xoDataset({ count: 20 });
  other = engine.xoDataset({ count: 20, size: 12 });
  model.setTrainingData(data);
  model.step();
});

const image = someValues(81);
const nan = Float32Array.from(image, (value, i) => (i === 7 ? NaN : value));
/** For arguments that TypeScript would not let pass. */
const loose = () => loosely(model);

const calls: BadCall[] = [
  [
    'images: Array',
    () => loose().trainBatch([...image], Uint8Array.of(0)),
    'images: expected a Float32Array, found an Array of 81',
  ],
  [
    'images: Float64Array',
    () => loose().predict(new Float64Array(81)),
    'images: expected a Float32Array, found a Float64Array of 81',
  ],
  ['images: nothing', () => loose().predict(), 'images: expected a Float32Array, found undefined'],
  [
    'images: none',
    () => model.predict(new Float32Array(0)),
    'images: expected 81 values for each picture (1x9x9), found 0 values',
  ],
  [
    'images: half a picture',
    () => model.predict(new Float32Array(100)),
    'images: expected 81 values for each picture (1x9x9), found 100 values',
  ],
  [
    'images: NaN',
    () => model.trainBatch(nan, Uint8Array.of(0)),
    'images: expected finite numbers, found NaN at position 7',
  ],
  [
    'labels: Array',
    () => loose().trainBatch(image, [0]),
    'labels: expected a Uint8Array, found an Array of 1',
  ],
  [
    'labels: clamped',
    () => loose().evaluate(image, new Uint8ClampedArray(1)),
    'labels: expected a Uint8Array, found a Uint8ClampedArray of 1',
  ],
  [
    'labels: too many',
    () => model.trainBatch(image, new Uint8Array(2)),
    'labels: expected 1, one for each picture, found 2',
  ],
  [
    'labels: no such class',
    () => model.evaluate(image, Uint8Array.of(2)),
    'labels: expected 0 to 1, found 2 at position 0',
  ],
  [
    'parameter: no such name',
    () => model.parameter('conv2d'),
    "parameter: expected one of conv2d.weight, conv2d.bias, dense.weight, dense.bias, found 'conv2d'",
  ],
  [
    'setParameter: no such name',
    () => model.setParameter('conv.weight', image),
    /parameter: expected one of conv2d.weight, .*, found 'conv.weight'/,
  ],
  [
    'setParameter: length',
    () => model.setParameter('conv2d.weight', new Float32Array(26)),
    'conv2d.weight: expected 27 values (3x1x3x3), found 26',
  ],
  [
    'setParameter: type',
    () => loose().setParameter('conv2d.bias', [1, 2, 3]),
    'conv2d.bias: expected a Float32Array, found an Array of 3',
  ],
  [
    'setParameter: infinity',
    () => model.setParameter('conv2d.bias', Float32Array.of(1, Infinity, 0)),
    'conv2d.bias: expected finite numbers, found Infinity at position 1',
  ],
  [
    'setParameter: a variance below 0',
    () => normalized.setParameter('norm.movingVariance', Float32Array.of(0, -1, 1)),
    'norm.movingVariance: expected finite numbers of at least 0, found -1 at position 1',
  ],
  [
    'setValues: a variance below 0',
    () => normalized.editing.setValues('norm.movingVariance', 1, Float32Array.of(1, -1e-3)),
    'norm.movingVariance: expected finite numbers of at least 0, found -0.001 at position 1',
  ],
  [
    'setValues: no number',
    () => normalized.editing.setValues('norm.movingVariance', 1, Float32Array.of(NaN)),
    'norm.movingVariance: expected finite numbers, found NaN at position 0',
  ],
  [
    'inspect: two pictures',
    () => model.inspect(new Float32Array(162)),
    'image: expected one picture, found 2 pictures',
  ],
  [
    'inspect: label',
    () => model.inspect(image, { label: 2 }),
    'label: expected a whole number from 0 to 1, found 2',
  ],
  [
    'inspect: fraction',
    () => model.inspect(image, { label: 0.5 }),
    'label: expected a whole number from 0 to 1, found 0.5',
  ],
  [
    'inspect: option',
    () => model.inspect(image, { lable: 1 } as never),
    "inspect: expected only label, layers, found 'lable'",
  ],
  [
    'inspect: layers',
    () => model.inspect(image, { layers: ['dense', 'dens'] }),
    "layers[1]: expected 'conv2d' or 'conv2d_relu' or 'maxPooling2d' or 'flatten' or 'dense', found 'dens'",
  ],
  [
    'inspect: nothing yet',
    () => engine.model(smallNet).inspectedAnswer(),
    'layer: expected a look first, found none',
  ],
  [
    'setTrainingData: plain',
    () => loose().setTrainingData(engine.xo({ count: 2 })),
    'data: expected a data set of this engine (xoDataset, idxDataset), found an object',
  ],
  [
    'setTrainingData: size',
    () => model.setTrainingData(other),
    'training data: expected pictures of 1x9x9, found 1x12x12',
  ],
  [
    'evaluateDataset: size',
    () => model.evaluateDataset(other),
    'data: expected pictures of 1x9x9, found 1x12x12',
  ],
  [
    'evaluateDataset: first',
    () => model.evaluateDataset(data, 20),
    'first: expected a whole number from 0 to 19, found 20',
  ],
  [
    'predictDataset: count',
    () => model.predictDataset(data, 15, 6),
    'count: expected a whole number from 1 to 5, found 6',
  ],
  ['example', () => data.example(-1), 'index: expected a whole number from 0 to 19, found -1'],
  [
    'setLearningRate: text',
    () => loose().setLearningRate('0.1'),
    /^learningRate: expected a number .*, found '0.1'/,
  ],
  [
    'setLearningRate: NaN',
    () => model.setLearningRate(NaN),
    /^learningRate: expected a number .*, found NaN/,
  ],
  [
    'setLearningRate: below 0',
    () => model.setLearningRate(-1),
    /^learningRate: expected a number .*, found -1/,
  ],
  [
    'setLearningRate: no float32',
    () => model.setLearningRate(1e300),
    /^learningRate: expected a number .*, found 1e\+?300/,
  ],
  [
    'setOptimizer: type',
    () => model.setOptimizer({ type: 'lion' } as never),
    "optimizer: type: expected one of 'sgd', 'adagrad', 'rmsprop', 'adam', 'adamw', found 'lion'",
  ],
  [
    'setOptimizer: argument',
    () => model.setOptimizer({ type: 'sgd', momentum: 1 }),
    /optimizer sgd: momentum: expected .*, found 1/,
  ],
  [
    'setOptimizer: NaN',
    () => model.setOptimizer({ type: 'sgd', momentum: NaN }),
    'optimizer.momentum: expected a finite number, found NaN',
  ],
  [
    'setOptimizer: nothing',
    () => loose().setOptimizer(),
    'optimizer: expected plain data, found undefined',
  ],
  [
    'setBatchSize: 0',
    () => model.setBatchSize(0),
    'batchSize: expected a whole number from 1 to 65536, found 0',
  ],
  [
    'setBatchSize: fraction',
    () => model.setBatchSize(2.5),
    'batchSize: expected a whole number from 1 to 65536, found 2.5',
  ],
  [
    'reset: seed',
    () => model.reset(2 ** 53),
    'seed: expected a whole number from 0 to 2^53 - 1, found 9007199254740992',
  ],
  [
    'reset: nothing',
    () => loose().reset(),
    'seed: expected a whole number from 0 to 2^53 - 1, found undefined',
  ],
];

describe('a bad call', () => {
  it.each(calls)('%s', (_, call, message) => {
    const before = [model.parameters(), model.predict(image), model.batchSize];
    expectRefusal(call, message);
    expect([model.parameters(), model.predict(image), model.batchSize]).toEqual(before);
  });

  it('leaves the model able to go on as if it had not been', () => {
    const calm = engine.model(smallNet);
    calm.setTrainingData(data);
    calm.step();
    expect(model.step()).toEqual(calm.step());
  });
});

describe('after dispose', () => {
  it('every method of a model says so, and dispose may be called again', () => {
    const gone = engine.model(smallNet);
    gone.dispose();
    gone.dispose();
    const uses: (() => unknown)[] = [
      () => gone.batchSize,
      () => gone.trainBatch(image, Uint8Array.of(0)),
      () => gone.predict(image),
      () => gone.evaluate(image, Uint8Array.of(0)),
      () => gone.layers(),
      () => gone.parameters(),
      () => gone.parameter('dense.bias'),
      () => gone.setParameter('dense.bias', new Float32Array(2)),
      () => gone.inspect(image),
      () => gone.setTrainingData(data),
      () => gone.step(),
      () => gone.evaluateDataset(data),
      () => gone.predictDataset(data),
      () => gone.setLearningRate(1),
      () => gone.setOptimizer({ type: 'sgd' }),
      () => gone.setBatchSize(1),
      () => gone.reset(1),
      () => gone.memory(),
    ];
    for (const use of uses) {
      expect(use).toThrow('model: expected a live model, found one that was disposed');
    }
  });

  it('a data set is refused', () => {
    const gone = engine.xoDataset({ count: 2 });
    gone.dispose();
    for (const use of [
      () => gone.example(0),
      () => gone.read(),
      () => model.setTrainingData(gone),
      () => model.evaluateDataset(gone),
    ]) {
      expect(use).toThrow('data: expected a live data set, found one that was disposed');
    }
  });
});

it('a step without training data is refused', () => {
  expect(() => engine.model(smallNet).step()).toThrow(
    'step: expected training data, found none set',
  );
});
