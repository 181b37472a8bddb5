// Layers as they are made with no more arguments than they must have: names, defaults and the order
// of the parameters' values are those of TensorFlow.js's layers, which are Keras's.
import './support/tensorflow.js';
import * as tf from '@tensorflow/tfjs-core';
import { layers as tfLayers } from '@tensorflow/tfjs-layers';
import type { Layer as TfLayer } from '@tensorflow/tfjs-layers/dist/engine/topology.js';
import { type Engine, type ExampleShape, type LayerSpec, type Model, load } from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelsFirst, channelsLast, filterLast } from './support/layout.js';
import { Random } from './support/random.js';
import { Tally } from './support/tally.js';

interface Default {
  layer: LayerSpec;
  theirs: () => TfLayer;
  input?: ExampleShape;
  /** Our parameters as theirs, in their order. */
  weights?: (model: Model) => tf.Tensor[];
  /** Pictures (1, H, W, C) as their layer wants them, and its answer as ours (1, C, H, W). */
  read?: (x: tf.Tensor4D) => tf.Tensor;
  answer?: (y: tf.Tensor) => tf.Tensor;
}

const tensor = (model: Model, name: string) => {
  const { value, shape } = model.parameter(`layer.${name}`);
  return tf.tensor(value, shape);
};
const convolutionWeights = (model: Model) => [
  filterLast(tensor(model, 'weight')),
  tensor(model, 'bias'),
];
const asRow = (x: tf.Tensor4D) => tf.squeeze(x, [1]);
const rowAnswer = (y: tf.Tensor) => channelsFirst(tf.expandDims(y, 1));

const defaults: Default[] = [
  {
    layer: { type: 'conv2d', filters: 3, kernelSize: 3 },
    theirs: () => tfLayers.conv2d({ filters: 3, kernelSize: 3 }),
    weights: convolutionWeights,
  },
  {
    layer: { type: 'conv2d', filters: 2, kernelSize: 3, padding: 'same', dilationRate: 2 },
    theirs: () => tfLayers.conv2d({ filters: 2, kernelSize: 3, padding: 'same', dilationRate: 2 }),
    weights: convolutionWeights,
  },
  {
    layer: { type: 'depthwiseConv2d', kernelSize: 3, depthMultiplier: 2 },
    theirs: () => tfLayers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }),
    weights: (model) => [
      tf.transpose(tf.reshape(tensor(model, 'weight'), [2, 2, 3, 3]), [2, 3, 0, 1]),
      tensor(model, 'bias'),
    ],
  },
  {
    layer: { type: 'conv1d', filters: 3, kernelSize: 4 },
    input: [2, 1, 8],
    theirs: () => tfLayers.conv1d({ filters: 3, kernelSize: 4 }),
    weights: (model) => [
      tf.squeeze(filterLast(tensor(model, 'weight')), [0]),
      tensor(model, 'bias'),
    ],
    read: asRow,
    answer: rowAnswer,
  },
  {
    layer: { type: 'dense', units: 4 },
    theirs: () => tfLayers.dense({ units: 4 }),
    weights: (model) => [tf.transpose(tensor(model, 'weight')), tensor(model, 'bias')],
    read: (x) => tf.reshape(channelsFirst(x), [1, -1]),
    answer: (y) => y,
  },
  { layer: { type: 'maxPooling2d' }, theirs: () => tfLayers.maxPooling2d({ poolSize: [2, 2] }) },
  { layer: { type: 'maxPooling2d' }, theirs: () => tfLayers.maxPooling2d({}) },
  { layer: { type: 'averagePooling2d' }, theirs: () => tfLayers.averagePooling2d({}) },
  {
    layer: { type: 'averagePooling2d', poolSize: 3, strides: 2, padding: 'same' },
    theirs: () => tfLayers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
  },
  {
    layer: { type: 'globalMaxPooling2d' },
    theirs: () => tfLayers.globalMaxPooling2d({}),
    answer: (y) => y,
  },
  {
    layer: { type: 'globalAveragePooling2d' },
    theirs: () => tfLayers.globalAveragePooling2d({}),
    answer: (y) => y,
  },
  { layer: { type: 'relu' }, theirs: () => tfLayers.reLU() },
  { layer: { type: 'leakyRelu' }, theirs: () => tfLayers.leakyReLU() },
  { layer: { type: 'elu' }, theirs: () => tfLayers.elu() },
  { layer: { type: 'zeroPadding2d' }, theirs: () => tfLayers.zeroPadding2d() },
  {
    layer: { type: 'dropout', rate: 0.5 },
    theirs: () => tfLayers.dropout({ rate: 0.5 }),
  },
  {
    layer: { type: 'batchNormalization' },
    theirs: () => tfLayers.batchNormalization(),
    weights: (model) =>
      ['gamma', 'beta', 'movingMean', 'movingVariance'].map((name) => tensor(model, name)),
  },
];

const tally = new Tally();
let engine: Engine;
beforeAll(async () => {
  engine = await load();
});
afterAll(() => console.log(`layers with their defaults: ${tally}`));

describe("layers as TensorFlow.js's own, with their defaults", () => {
  const random = new Random(5000);
  const usual: ExampleShape = [2, 7, 8];
  for (const { layer, theirs, input = usual, ...ways } of defaults) {
    it(JSON.stringify(layer), () => {
      const { weights, read = (x) => x, answer = channelsFirst } = ways;
      const model = engine.model({
        input,
        layers: [
          { ...layer, name: 'layer' },
          { type: 'dense', units: 2 },
        ],
      });
      for (const { name, value } of model.parameters()) {
        model.setParameter(name, random.values(value.length, 0.1, 1));
      }
      const picture = random.values(input[0] * input[1] * input[2], -3, 3);
      const ours = model.inspect(picture)['layer']!.activation;
      tf.tidy(() => {
        const x = read(channelsLast(tf.tensor4d(picture, [1, ...input])));
        const peer = theirs();
        peer.apply(x);
        if (weights) peer.setWeights(weights(model));
        const y = answer(peer.apply(x) as tf.Tensor);
        expect(tally.compare(JSON.stringify(layer), ours, y.dataSync())).toBeLessThan(1e-5);
      });
      tally.configurations += 1;
      model.dispose();
    });
  }
});

describe("batch normalization's running statistics", () => {
  it('move towards the mean and the biased variance of the batch, as in Keras', () => {
    const random = new Random(6000);
    const input: ExampleShape = [3, 4, 5];
    const count = 4;
    const model = engine.model({
      input,
      layers: [
        { type: 'batchNormalization', name: 'layer', momentum: 0.9 },
        { type: 'dense', units: 2 },
      ],
      optimizer: { type: 'sgd', learningRate: 0 },
      batchSize: count,
    });
    const peer = tfLayers.batchNormalization({ momentum: 0.9 });
    const pictures = random.values(count * 60, -1, 3);
    for (let step = 0; step < 3; ++step) {
      model.trainBatch(pictures, new Uint8Array(count));
      tf.tidy(() => {
        peer.apply(channelsLast(tf.tensor4d(pictures, [count, ...input])), { training: true });
      });
    }
    const [, , mean, variance] = peer.getWeights();
    for (const [name, theirs] of [
      ['movingMean', mean],
      ['movingVariance', variance],
    ] as const) {
      const ours = model.parameter(`layer.${name}`).value;
      expect(tally.compare(name, ours, theirs!.dataSync())).toBeLessThan(1e-5);
    }
    tally.configurations += 1;
  });
});
