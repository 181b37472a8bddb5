// Layers that TensorFlow.js does not have, written with its operations: their formulas once more,
// with gradients that it works out by itself.
import * as tf from '@tensorflow/tfjs-core';
import type { ExampleShape } from 'receptive';
import { channelsFirst, filterLast } from '../support/layout.js';
import type { Peer } from '../support/peer.js';
import type { Random } from '../support/random.js';
import { padded } from '../support/window.js';

const shape = (random: Random, least: number, most: number): ExampleShape => [
  random.whole(1, 4),
  random.whole(least, most),
  random.whole(least, most),
];

/** A fixed filter (H, W) over every map, 'same' padded, divided by what of it lies on the map. */
function smoothed(x: tf.Tensor4D, filter: tf.Tensor2D, stride: number): tf.Tensor4D {
  const [kh, kw] = filter.shape;
  const sides = [kh, kh, kw, kw].map((k, i) => Math.floor((k - 1 + (i % 2)) / 2));
  const weights = tf.tile(tf.reshape(filter, [kh, kw, 1, 1]), [1, 1, x.shape[3], 1]);
  const sum = (values: tf.Tensor4D) =>
    tf.depthwiseConv2d(
      padded(values, sides as [number, number, number, number]),
      weights as tf.Tensor4D,
      stride,
      'valid',
    );
  return tf.div(sum(x), sum(tf.onesLike(x)));
}

const outer = (profile: number[]) => tf.outerProduct(tf.tensor1d(profile), tf.tensor1d(profile));

function binomial(count: number): number[] {
  let row = [1];
  while (row.length < count) row = [...row, 0].map((value, i) => value + (row[i - 1] ?? 0));
  return row;
}

export const composed: Peer[] = [
  {
    name: 'groupNormalization',
    count: 20,
    configure(random) {
      const groups = random.whole(1, 3);
      const [channels, height, width] = shape(random, 2, 6);
      const epsilon = random.between(0.01, 0.5);
      const input: ExampleShape = [channels * groups, height, width];
      return {
        input,
        layers: [{ type: 'groupNormalization', name: 'layer', groups, epsilon }],
        forward(x, parameters) {
          const apart = tf.reshape(x, [x.shape[0], height, width, groups, channels]);
          const { mean, variance } = tf.moments(apart, [1, 2, 4], true);
          const even = tf.div(tf.sub(apart, mean), tf.sqrt(tf.add(variance, epsilon)));
          const scaled = tf.mul(tf.reshape(even, x.shape), parameters('layer.gamma'));
          return tf.add(scaled, parameters('layer.beta'));
        },
      };
    },
  },
  {
    name: 'subsampling2d',
    count: 15,
    configure(random) {
      const input = shape(random, 2, 8);
      const poolSize: [number, number] = [
        random.whole(1, Math.min(3, input[1])),
        random.whole(1, Math.min(3, input[2])),
      ];
      const strides = random.pair(1, 3);
      return {
        input,
        layers: [{ type: 'subsampling2d', name: 'layer', poolSize, strides }],
        forward(x, parameters) {
          const ones = tf.ones<tf.Rank.R4>([...poolSize, input[0], 1]);
          const sums = tf.depthwiseConv2d(x, ones, strides, 'valid');
          const scaled = tf.mul(sums, parameters('layer.weight'));
          return tf.add(scaled, parameters('layer.bias'));
        },
      };
    },
  },
  {
    name: 'blurPooling2d',
    count: 15,
    configure(random) {
      const poolSize = random.whole(1, 5);
      const strides = random.whole(1, 3);
      return {
        input: shape(random, 1, 9),
        layers: [{ type: 'blurPooling2d', name: 'layer', poolSize, strides }],
        forward: (x) => smoothed(x, outer(binomial(poolSize)), strides),
      };
    },
  },
  {
    name: 'rescaling',
    count: 10,
    configure(random) {
      const scale = random.between(-2, 2);
      const offset = random.between(-2, 2);
      return {
        input: shape(random, 1, 6),
        layers: [{ type: 'rescaling', name: 'layer', scale, offset }],
        forward: (x) => tf.add(tf.mul(x, scale), offset),
      };
    },
  },
  {
    name: 'radialBasis',
    count: 15,
    configure: (random) => ({
      input: shape(random, 1, 5),
      layers: [{ type: 'radialBasis', name: 'layer', units: random.whole(1, 8) }],
      forward(x, parameters) {
        const rows = tf.reshape(channelsFirst(x), [x.shape[0], 1, -1]);
        const apart = tf.sub(rows, tf.expandDims(parameters('layer.weight'), 0));
        return tf.neg(tf.sum(tf.square(apart), 2));
      },
    }),
  },
  {
    name: 'localContrastNormalization',
    count: 15,
    configure(random) {
      const kernelSize = random.pick([3, 5, 9]);
      const profile = Array.from({ length: kernelSize }, (_, i) =>
        Math.exp((-((i - (kernelSize - 1) / 2) ** 2) * 8) / kernelSize ** 2),
      );
      return {
        // Smaller than the window, larger maps have places that only the mean decides.
        input: shape(random, 3, 9),
        layers: [{ type: 'localContrastNormalization', name: 'layer', kernelSize }],
        forward(x) {
          const filter = outer(profile);
          const overMaps = (values: tf.Tensor4D) => tf.mean(smoothed(values, filter, 1), 3, true);
          const v = tf.sub<tf.Tensor4D>(x, overMaps(x));
          const sigma = tf.sqrt(overMaps(tf.square(v)));
          // The gradient of `maximum` does not broadcast.
          const mean = tf.add(tf.zerosLike(sigma), tf.mean(sigma, [1, 2], true));
          return tf.div(v, tf.maximum(sigma, tf.maximum(mean, tf.fill(mean.shape, 1e-4))));
        },
      };
    },
  },
  {
    name: 'recurrentConv2d',
    count: 15,
    configure(random) {
      const filters = random.whole(1, 4);
      const steps = random.whole(1, 4);
      const kernelSize = random.pick([1, 3]);
      const layer = { type: 'recurrentConv2d' as const, name: 'layer', filters, steps, kernelSize };
      return {
        input: shape(random, 2, 6),
        layers: [layer],
        forward(x, parameters) {
          const forward = filterLast(parameters('layer.weight'));
          const back = filterLast(parameters('layer_recurrent.weight'));
          const feed = tf.add(tf.conv2d(x, forward, 1, 'same'), parameters('layer.bias'));
          let state = tf.relu(feed) as tf.Tensor4D;
          for (let step = 1; step <= steps; ++step) {
            state = tf.relu(tf.add(feed, tf.conv2d(state, back, 1, 'same')));
          }
          return state;
        },
      };
    },
  },
];
