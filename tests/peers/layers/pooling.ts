import * as tf from '@tensorflow/tfjs-core';
import type { ExampleShape, LayerSpec, LayerType } from 'receptive';
import type { Configuration, Peer } from '../support/peer.js';
import type { Random } from '../support/random.js';
import { type Window, padded, paddingSides, someWindow } from '../support/window.js';

/** What pools windows. */
type Windowed = 'maxPooling2d' | 'averagePooling2d' | 'l2Pooling2d';

interface Pool {
  input: ExampleShape;
  window: Window;
  layer: (type: Windowed) => LayerSpec & { type: Windowed };
  /** Padding on each side of the map, the part of a last partial window included. */
  sides: [number, number, number, number];
}

function somePool(random: Random): Pool {
  const input: ExampleShape = [random.whole(1, 4), random.whole(1, 10), random.whole(1, 10)];
  const size: [number, number] = [input[1], input[2]];
  const window = someWindow(random, size);
  const ceilMode = window.padding !== 'same' && random.chance(0.5);
  const sides = paddingSides(window, size);
  if (ceilMode) {
    for (const side of [0, 1] as const) {
      const extent = size[side] + sides[2 * side]! + sides[2 * side + 1]!;
      const over = (extent - window.kernelSize[side]) % window.strides[side];
      const begin = extent - over - window.kernelSize[side] + window.strides[side];
      // A last window counts where it begins on the map.
      if (over > 0 && begin - sides[2 * side]! < size[side]) {
        sides[2 * side + 1]! += window.strides[side] - over;
      }
    }
  }
  const { kernelSize: poolSize, strides, padding } = window;
  return {
    input,
    window,
    sides,
    layer: (type) => ({ type, name: 'layer', poolSize, strides, padding, ceilMode }),
  };
}

/** The sum of each window, map by map, as a depthwise convolution with ones. */
function windowSums(x: tf.Tensor4D, { window, sides }: Pool): tf.Tensor4D {
  const ones = tf.ones<tf.Rank.R4>([...window.kernelSize, x.shape[3], 1]);
  return tf.depthwiseConv2d(padded(x, sides), ones, window.strides, 'valid');
}

const pooled = (
  type: Windowed,
  forward: (x: tf.Tensor4D, pool: Pool) => tf.Tensor,
): ((random: Random) => Configuration) => {
  return (random) => {
    const pool = somePool(random);
    return {
      input: pool.input,
      layers: [pool.layer(type)],
      forward: (x) => forward(x, pool),
    };
  };
};

/** A global pooling over maps of any size. */
const global = (
  type: LayerType & `global${string}`,
  height: number,
  forward: (x: tf.Tensor4D) => tf.Tensor,
): ((random: Random) => Configuration) => {
  return (random) => ({
    input: [random.whole(1, 6), random.whole(1, height), random.whole(1, 9)],
    layers: [{ type, name: 'layer' }],
    forward,
  });
};

export const poolings: Peer[] = [
  {
    name: 'maxPooling2d',
    count: 50,
    configure: pooled('maxPooling2d', (x, { window, sides }) =>
      // Padding never wins.
      tf.maxPool(padded(x, sides, -1e9), window.kernelSize, window.strides, 'valid'),
    ),
  },
  {
    name: 'maxPooling2d with the paddings of TensorFlow.js itself',
    count: 30,
    configure(random) {
      const { input, layer, window } = somePool(random);
      const pad = random.pick(['valid', 'same'] as const);
      return {
        input,
        layers: [{ ...layer('maxPooling2d'), padding: pad, ceilMode: false }],
        forward: (x) => tf.maxPool(x, window.kernelSize, window.strides, pad),
      };
    },
  },
  {
    // TensorFlow.js divides by the pixels that a window covers, but the gradient by all of the
    // window; so this compares with sums divided by sums, and with avgPool where no window hangs
    // over an edge.
    name: 'averagePooling2d',
    count: 50,
    configure: pooled('averagePooling2d', (x, pool) =>
      tf.div(windowSums(x, pool), windowSums(tf.onesLike(x), pool)),
    ),
  },
  {
    name: 'averagePooling2d without padding',
    count: 30,
    configure(random) {
      const { input, layer, window } = somePool(random);
      return {
        input,
        layers: [{ ...layer('averagePooling2d'), padding: 'valid', ceilMode: false }],
        forward: (x) => tf.avgPool(x, window.kernelSize, window.strides, 'valid'),
      };
    },
  },
  {
    name: 'l2Pooling2d',
    count: 40,
    configure: pooled('l2Pooling2d', (x, pool) => tf.sqrt(windowSums(tf.square(x), pool))),
  },
  {
    name: 'globalMaxPooling2d',
    count: 15,
    configure: global('globalMaxPooling2d', 9, (x) => tf.max(x, [1, 2], true)),
  },
  {
    name: 'globalAveragePooling2d',
    count: 15,
    configure: global('globalAveragePooling2d', 9, (x) => tf.mean(x, [1, 2], true)),
  },
  {
    name: 'globalMaxPooling1d',
    count: 15,
    configure: global('globalMaxPooling1d', 1, (x) => tf.max(x, [1, 2], true)),
  },
];
