import * as tf from '@tensorflow/tfjs-core';
import type { EluLayer, ExampleShape, LayerSpec, LayerType, LeakyReluLayer } from 'receptive';
import type { Peer } from '../support/peer.js';
import type { Random } from '../support/random.js';
import { channelsFirst } from '../support/layout.js';

const shape = (random: Random): ExampleShape => [
  random.whole(1, 5),
  random.whole(1, 7),
  random.whole(1, 7),
];

/** A function of each value by itself, over a range that reaches into its flat parts. */
function pointwise(
  name: LayerType,
  some: (random: Random) => Partial<LayerSpec>,
  forward: (x: tf.Tensor4D, layer: LayerSpec) => tf.Tensor,
): Peer {
  return {
    name,
    count: 20,
    configure(random) {
      const input = shape(random);
      const layer = { type: name, name: 'layer', ...some(random) } as LayerSpec;
      const range = random.pick([1, 4, 10]);
      return {
        input,
        layers: [layer],
        forward: (x) => forward(x, layer),
        pictures: (chance, count) =>
          chance.values(count * input[0] * input[1] * input[2], -range, range),
      };
    },
  };
}

const nothing = () => ({});

export const activations: Peer[] = [
  pointwise('relu', nothing, (x) => tf.relu(x)),
  pointwise(
    'leakyRelu',
    (random) => ({ negativeSlope: random.between(0, 1) }),
    (x, layer) => tf.leakyRelu(x, (layer as LeakyReluLayer).negativeSlope),
  ),
  pointwise('leakyRelu', nothing, (x) => tf.leakyRelu(x, 0.3)),
  pointwise('elu', nothing, (x) => tf.elu(x)),
  pointwise(
    'elu',
    (random) => ({ alpha: random.between(0.1, 2) }),
    (x, layer) => {
      // TensorFlow.js has alpha 1 only.
      const below = tf.mul(tf.expm1(tf.minimum(x, 0)), (layer as EluLayer).alpha!);
      return tf.add(tf.relu(x), below);
    },
  ),
  pointwise('sigmoid', nothing, (x) => tf.sigmoid(x)),
  pointwise('tanh', nothing, (x) => tf.tanh(x)),
  pointwise('scaledTanh', nothing, (x) => tf.mul(tf.tanh(tf.mul(x, 2 / 3)), 1.7159)),
  pointwise('abs', nothing, (x) => tf.abs(x)),
  {
    // Over all values of an example, as Keras has it for vectors.
    name: 'softmax',
    count: 20,
    configure(random) {
      const input = shape(random);
      const [channels, height, width] = input;
      return {
        input,
        layers: [{ type: 'softmax', name: 'layer' }],
        forward(x) {
          const rows = tf.softmax(tf.reshape(channelsFirst(x), [x.shape[0], -1]));
          return tf.transpose(
            tf.reshape(rows, [x.shape[0], channels, height, width]),
            [0, 2, 3, 1],
          );
        },
      };
    },
  },
];
