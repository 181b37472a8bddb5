import * as tf from '@tensorflow/tfjs-core';
import type { ExampleShape } from 'receptive';
import { channelsFirst, channelsLast, filterLast } from '../support/layout.js';
import type { Parameters, Peer } from '../support/peer.js';
import type { Random } from '../support/random.js';
import { padded } from '../support/window.js';

const shape = (random: Random, most = 7): ExampleShape => [
  random.whole(1, 5),
  random.whole(1, most),
  random.whole(1, most),
];

const values = ([channels, height, width]: ExampleShape) => channels * height * width;

/** A 1x1 convolution without bias, which gives its layer's input a gradient to pass on. */
const before = (name: string, filters: number, inputs = ['input']) => ({
  type: 'conv2d' as const,
  name,
  filters,
  kernelSize: 1,
  useBias: false,
  inputs,
});

const mixed = (x: tf.Tensor4D, name: string, parameters: Parameters) =>
  tf.conv2d(x, filterLast(parameters(`${name}.weight`)), 1, 'valid');

export const others: Peer[] = [
  {
    name: 'dense',
    count: 30,
    configure(random) {
      const useBias = random.chance(0.7);
      return {
        input: shape(random),
        layers: [{ type: 'dense', name: 'layer', units: random.whole(1, 12), useBias }],
        forward(x, parameters) {
          const rows = tf.reshape<tf.Rank.R2>(channelsFirst(x), [x.shape[0], -1]);
          const weight = parameters('layer.weight') as tf.Tensor2D;
          const y = tf.matMul(rows, weight, false, true);
          return useBias ? tf.add(y, parameters('layer.bias')) : y;
        },
      };
    },
  },
  {
    name: 'flatten',
    count: 10,
    configure: (random) => ({
      input: shape(random),
      layers: [{ type: 'flatten', name: 'layer' }],
      forward: (x) => tf.reshape(channelsFirst(x), [x.shape[0], -1]),
    }),
  },
  {
    name: 'reshape',
    count: 15,
    configure(random) {
      const input = shape(random);
      const height = random.pick([1, input[1], input[2]]);
      const width = values(input) / height / random.pick([1, input[0]]);
      const targetShape = [-1, height, width] as const;
      return {
        input,
        layers: [{ type: 'reshape', name: 'layer', targetShape }],
        forward: (x) => channelsLast(tf.reshape(channelsFirst(x), [x.shape[0], ...targetShape])),
      };
    },
  },
  {
    name: 'zeroPadding2d',
    count: 15,
    configure(random) {
      const side = () => random.whole(0, 3);
      const padding: [number, number, number, number] = [side(), side(), side(), side()];
      return {
        input: shape(random),
        layers: [{ type: 'zeroPadding2d', name: 'layer', padding }],
        forward: (x) => padded(x, padding),
      };
    },
  },
  {
    name: 'dropout and spatialDropout2d, resting',
    count: 10,
    configure: (random) => ({
      input: shape(random),
      layers: [
        // Training is compared too, so that nothing may be left out.
        { type: random.pick(['dropout', 'spatialDropout2d'] as const), name: 'layer', rate: 0 },
      ],
      forward: (x) => tf.mul(x, 1),
    }),
  },
  {
    name: 'add',
    count: 20,
    configure(random) {
      const filters = random.whole(1, 4);
      return {
        input: shape(random),
        layers: [
          before('a', filters),
          before('b', filters),
          before('c', filters),
          { type: 'add', name: 'layer', inputs: ['a', 'b', 'c'] },
        ],
        forward: (x, parameters) =>
          tf.addN(['a', 'b', 'c'].map((name) => mixed(x, name, parameters))),
      };
    },
  },
  {
    name: 'concatenate',
    count: 20,
    configure: (random) => ({
      input: shape(random),
      layers: [
        before('a', random.whole(1, 4)),
        before('b', random.whole(1, 4)),
        { type: 'concatenate', name: 'layer', inputs: ['a', 'input', 'b'] },
      ],
      forward: (x, parameters) =>
        tf.concat([mixed(x, 'a', parameters), x, mixed(x, 'b', parameters)], 3),
    }),
  },
  {
    name: 'batchNormalization',
    count: 40,
    configure(random) {
      const epsilon = random.pick([1e-3, 1e-5, 0.1]);
      const momentum = random.pick([0.9, 0.99]);
      return {
        input: [random.whole(1, 3), random.whole(2, 6), random.whole(2, 6)],
        layers: [
          before('before', random.whole(1, 4)),
          { type: 'batchNormalization', name: 'layer', epsilon, momentum },
        ],
        starts: { movingVariance: [0.2, 2] },
        forward(x, parameters, training) {
          const maps = mixed(x, 'before', parameters);
          const moments = tf.moments(maps, [0, 1, 2]);
          return tf.batchNorm(
            maps,
            (training ? moments.mean : parameters('layer.movingMean')) as tf.Tensor1D,
            (training ? moments.variance : parameters('layer.movingVariance')) as tf.Tensor1D,
            parameters('layer.beta') as tf.Tensor1D,
            parameters('layer.gamma') as tf.Tensor1D,
            epsilon,
          );
        },
      };
    },
  },
  {
    name: 'localResponseNormalization',
    count: 30,
    configure(random) {
      const depthRadius = random.whole(0, 5);
      const bias = random.between(0.5, 2);
      const alpha = random.between(0, 1);
      const beta = random.between(0.2, 1);
      const layer = { type: 'localResponseNormalization' as const, name: 'layer' };
      return {
        input: [random.whole(1, 9), random.whole(1, 5), random.whole(1, 5)],
        layers: [{ ...layer, depthRadius, bias, alpha, beta }],
        forward: (x) => tf.localResponseNormalization(x, depthRadius, bias, alpha, beta),
      };
    },
  },
  {
    name: 'embedding',
    count: 20,
    configure(random) {
      const inputDim = random.whole(1, 12);
      const outputDim = random.whole(1, 6);
      const width = random.whole(1, 8);
      return {
        input: [1, 1, width],
        layers: [{ type: 'embedding', name: 'layer', inputDim, outputDim }],
        withoutPictureGradient: true,
        pictures: (chance, count) =>
          Float32Array.from({ length: count * width }, () => chance.whole(0, inputDim - 1)),
        forward(x, parameters) {
          const words = tf.cast(tf.reshape(x, [x.shape[0], 1, width]), 'int32');
          return tf.gather(parameters('layer.weight'), words);
        },
      };
    },
  },
];
