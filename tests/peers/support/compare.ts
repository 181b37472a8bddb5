import * as tf from '@tensorflow/tfjs-core';
import type { Engine, Model, ModelSpec } from 'receptive';
import { channelsFirst, channelsLast } from './layout.js';
import type { Configuration, Parameters } from './peer.js';
import type { Random } from './random.js';
import type { Tally } from './tally.js';

const classes = 3;
const batch = 2;

/** Statistics are not trained, so that nobody asks for their gradients. */
const isStatistic = (name: string) => /\.moving(Mean|Variance)$/.test(name);

/**
 * Runs one configuration on both sides, with a dense readout and the softmax's loss behind the
 * layer: its values, the picture's gradient, and the gradients of all parameters in training.
 * @returns the largest relative difference
 */
export function compareLayer(
  engine: Engine,
  title: string,
  configuration: Configuration,
  random: Random,
  tally: Tally,
): number {
  const { input, layers, forward } = configuration;
  const spec = {
    input,
    layers: [...layers, { type: 'dense', units: classes, name: 'readout' }],
    // A step at rate 0 leaves the gradients to be read.
    optimizer: { type: 'sgd', learningRate: 0 },
    seed: 1,
    batchSize: batch,
  } as ModelSpec;
  const model = engine.model(spec);
  try {
    const size = input[0] * input[1] * input[2];
    const pictures = configuration.pictures?.(random, batch) ?? random.values(batch * size);
    const labels = Uint8Array.from({ length: batch }, () => random.whole(0, classes - 1));
    // Before training, which moves statistics.
    start(model, configuration, random);
    scaleReadout(model, pictures.subarray(0, size), random);
    const parameters = model.parameters();
    const differences: number[] = [];
    const compare = (what: string, ours: Float32Array, theirs: tf.Tensor) =>
      differences.push(
        tally.compare(
          `${title}, ${what} of ${JSON.stringify(spec.layers)}`,
          ours,
          theirs.dataSync(),
        ),
      );

    tf.tidy(() => {
      const x = channelsLast(tf.tensor4d(pictures.slice(0, size), [1, ...input]));
      const constants = new Map(parameters.map((p) => [p.name, tf.tensor(p.value, p.shape)]));
      const get = reader(constants);
      const seen = model.inspect(pictures.subarray(0, size), { label: labels[0]! });
      const { name } = model.layers().at(-2)!;
      compare('values', seen[name]!.activation, channelsFirst(to4d(forward(x, get, false))));
      if (!configuration.withoutPictureGradient) {
        const dx = tf.grad((picture) =>
          loss(forward(picture as tf.Tensor4D, get, false), get, labels.subarray(0, 1)),
        )(x);
        compare("the picture's gradient", seen['input']!.gradient!, channelsFirst(dx));
      }
    });

    model.trainBatch(pictures, labels);
    tf.tidy(() => {
      const x = channelsLast(tf.tensor4d(pictures, [batch, ...input]));
      const fixed = parameters.filter(({ name }) => isStatistic(name));
      const trained = parameters.filter(({ name }) => !isStatistic(name));
      const constants = fixed.map((p) => [p.name, tf.tensor(p.value, p.shape)] as const);
      const gradients = tf.grads((...values: tf.Tensor[]) => {
        const named = trained.map(({ name }, i) => [name, values[i]!] as const);
        const get = reader(new Map([...constants, ...named]));
        return loss(forward(x, get, true), get, labels);
      })(trained.map((p) => tf.tensor(p.value, p.shape)));
      trained.forEach(({ name }, i) => {
        compare(`the gradient of ${name}`, model.parameter(name).gradient, gradients[i]!);
      });
    });
    tally.configurations += 1;
    return Math.max(...differences);
  } finally {
    model.dispose();
  }
}

/** Gives every parameter random values, so that biases and statistics count too. */
function start(model: Model, { starts = {} }: Configuration, random: Random) {
  for (const { name, value } of model.parameters()) {
    const end = Object.keys(starts).find((key) => name.endsWith(key));
    const [low, high] = end === undefined ? [-0.5, 0.5] : starts[end]!;
    model.setParameter(name, random.values(value.length, low, high));
  }
}

/**
 * Keeps the scores near 1, whatever the layer makes: the softmax of large ones is all but 0 and 1,
 * and of its gradient there would be left what rounding makes of it.
 */
function scaleReadout(model: Model, picture: Float32Array, random: Random) {
  const { activation } = model.inspect(picture)[model.layers().at(-2)!.name]!;
  const length = Math.hypot(...activation);
  const limit = Math.min(1, 1 / length);
  const { value } = model.parameter('readout.weight');
  model.setParameter('readout.weight', random.values(value.length, -limit, limit));
}

function reader(values: ReadonlyMap<string, tf.Tensor>): Parameters {
  return (name) => {
    const value = values.get(name);
    if (!value) throw new Error(`the engine has no parameter ${name}`);
    return value;
  };
}

/** Vectors (N, C) as maps of one pixel. */
function to4d(y: tf.Tensor): tf.Tensor4D {
  return y.rank === 4 ? (y as tf.Tensor4D) : tf.reshape(y, [y.shape[0], 1, 1, y.size / y.shape[0]]);
}

function loss(y: tf.Tensor, parameters: Parameters, labels: Uint8Array): tf.Scalar {
  const values = tf.reshape(channelsFirst(to4d(y)), [labels.length, -1]);
  const scores = tf.add(
    tf.matMul(values, parameters('readout.weight') as tf.Tensor2D, false, true),
    parameters('readout.bias'),
  );
  const wanted = tf.oneHot(tf.tensor1d(labels, 'int32'), classes);
  return tf.losses.softmaxCrossEntropy(wanted, scores);
}
