// Optimizers: the parameters of a small network after every one of several steps.
import './support/tensorflow.js';
import * as tf from '@tensorflow/tfjs-core';
import { type Engine, type ModelSpec, load } from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from './support/random.js';
import { Tally } from './support/tally.js';

type Settings = Record<string, number | boolean>;

interface OptimizerPeer {
  name: string;
  some(random: Random): Settings;
  theirs(settings: Record<string, number>): tf.Optimizer;
}

const rate = (random: Random) => random.pick([0.001, 0.01, 0.1]);

/** Decoupled decay is not in TensorFlow.js; the test shrinks the weights itself. */
const peers: OptimizerPeer[] = [
  {
    name: 'sgd',
    some: (random) => ({ learningRate: rate(random) }),
    theirs: ({ learningRate }) => tf.train.sgd(learningRate!),
  },
  {
    name: 'sgd',
    some: (random) => ({ learningRate: rate(random), momentum: random.between(0.1, 0.95) }),
    theirs: ({ learningRate, momentum }) => tf.train.momentum(learningRate!, momentum!),
  },
  {
    name: 'sgd',
    some: (random) => ({
      learningRate: rate(random),
      momentum: random.between(0.1, 0.95),
      nesterov: true,
    }),
    theirs: ({ learningRate, momentum }) => tf.train.momentum(learningRate!, momentum!, true),
  },
  {
    name: 'adagrad',
    some: (random) => ({
      learningRate: rate(random),
      initialAccumulator: random.between(0.01, 0.5),
    }),
    theirs: ({ learningRate, initialAccumulator }) =>
      tf.train.adagrad(learningRate!, initialAccumulator),
  },
  {
    name: 'rmsprop',
    some: (random) => ({
      learningRate: rate(random),
      rho: random.between(0.5, 0.99),
      momentum: random.pick([0, 0.5, 0.9]),
    }),
    theirs: ({ learningRate, rho, momentum }) =>
      tf.train.rmsprop(learningRate!, rho, momentum, 1e-7),
  },
  {
    name: 'adam',
    some: (random) => ({
      learningRate: rate(random),
      beta1: random.between(0.5, 0.95),
      beta2: random.between(0.9, 0.999),
      epsilon: random.pick([1e-7, 1e-4]),
    }),
    theirs: ({ learningRate, beta1, beta2, epsilon }) =>
      tf.train.adam(learningRate, beta1, beta2, epsilon),
  },
  {
    name: 'adamw',
    some: (random) => ({
      learningRate: rate(random),
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
      weightDecay: random.between(0, 0.5),
    }),
    theirs: ({ learningRate, beta1, beta2, epsilon }) =>
      tf.train.adam(learningRate, beta1, beta2, epsilon),
  },
];

const steps = 6;
const tally = new Tally();
let engine: Engine;
beforeAll(async () => {
  engine = await load();
});
afterAll(() => console.log(`optimizers: ${tally}`));

describe('optimizers as in TensorFlow.js', () => {
  peers.forEach((peer, index) => {
    it(`${peer.name} (${index}), ${steps} steps`, () => {
      const random = new Random(3000 + index);
      for (let i = 0; i < 15; ++i) {
        expect(compareOptimizer(peer, peer.some(random), {}, random)).toBeLessThan(1e-4);
      }
    });
  });

  it('with penalties on the weights, not the biases', () => {
    const random = new Random(4000);
    for (let i = 0; i < 15; ++i) {
      const penalty = { l1: random.between(0, 0.1), l2: random.between(0, 0.1) };
      const settings = { learningRate: 0.05, momentum: 0.9 };
      expect(compareOptimizer(peers[1]!, settings, penalty, random)).toBeLessThan(1e-4);
    }
  });

  it.each(['clipValue', 'clipNorm', 'globalClipNorm'] as const)('with %s', (way) => {
    const random = new Random(way.length);
    for (let i = 0; i < 10; ++i) {
      // From clipping nothing to clipping nearly everything.
      const limit = 10 ** random.between(-3, 0.5);
      const settings = { learningRate: 0.05, momentum: 0.9, [way]: limit };
      expect(compareOptimizer(peers[1]!, settings, {}, random)).toBeLessThan(1e-4);
    }
  });
});

/** As Keras's optimizers do: each value, each parameter's gradient or all of them together. */
function clipped(gradients: tf.NamedTensorMap, settings: Settings): tf.NamedTensorMap {
  const { clipValue, clipNorm, globalClipNorm } = settings as Record<string, number>;
  const length = (values: tf.Tensor[]) =>
    Math.sqrt(values.reduce((sum, value) => sum + tf.sum(tf.square(value)).dataSync()[0]!, 0));
  const shorten = (value: tf.Tensor, from: number, to: number) =>
    from > to ? tf.mul(value, to / from) : value;
  const all = length(Object.values(gradients));
  const result: tf.NamedTensorMap = {};
  for (const [name, gradient] of Object.entries(gradients)) {
    let value = gradient;
    if (clipValue !== undefined) value = tf.clipByValue(value, -clipValue, clipValue);
    if (clipNorm !== undefined) value = shorten(value, length([value]), clipNorm);
    if (globalClipNorm !== undefined) value = shorten(value, all, globalClipNorm);
    result[name] = value;
  }
  return result;
}

function compareOptimizer(
  { name, theirs }: OptimizerPeer,
  settings: Settings,
  penalty: { l1?: number; l2?: number },
  random: Random,
): number {
  const inputs = random.whole(2, 10);
  const hidden = random.whole(2, 8);
  const count = random.whole(2, 6);
  const model = engine.model({
    input: [inputs, 1, 1],
    layers: [
      { type: 'dense', name: 'hidden', units: hidden, activation: 'tanh' },
      { type: 'dense', name: 'scores', units: 3 },
    ],
    optimizer: { type: name, ...settings },
    ...(Object.keys(penalty).length > 0 ? { penalty } : {}),
    batchSize: count,
  } as unknown as ModelSpec);
  for (const { name: parameter, value } of model.parameters()) {
    model.setParameter(parameter, random.values(value.length));
  }
  const variables = model.parameters().map((p) => tf.variable(tf.tensor(p.value, p.shape)));
  const optimizer = theirs(settings as Record<string, number>);
  const decay = Number(settings['weightDecay'] ?? 0) * Number(settings['learningRate']);
  let largest = 0;
  for (let step = 0; step < steps; ++step) {
    const pictures = random.values(count * inputs);
    const labels = Uint8Array.from({ length: count }, () => random.whole(0, 2));
    model.trainBatch(pictures, labels);
    tf.tidy(() => {
      const x = tf.tensor2d(pictures, [count, inputs]);
      const { grads } = tf.variableGrads(() => loss(x, labels, variables, penalty), variables);
      // Weights have two extents, biases one.
      for (const variable of variables) {
        if (decay > 0 && variable.rank === 2) variable.assign(tf.mul(variable, 1 - decay));
      }
      optimizer.applyGradients(clipped(grads, settings));
    });
    model.parameters().forEach(({ name: parameter, value }, i) => {
      const what = `${name} ${JSON.stringify(settings)}, ${parameter} after step ${step + 1}`;
      largest = Math.max(largest, tally.compare(what, value, variables[i]!.dataSync()));
    });
  }
  tally.configurations += 1;
  variables.forEach((variable) => variable.dispose());
  optimizer.dispose();
  model.dispose();
  return largest;
}

function loss(
  x: tf.Tensor2D,
  labels: Uint8Array,
  [w1, b1, w2, b2]: tf.Variable[],
  { l1 = 0, l2 = 0 }: { l1?: number; l2?: number },
): tf.Scalar {
  const hidden = tf.tanh(tf.add(tf.matMul(x, w1 as tf.Tensor2D, false, true), b1!));
  const scores = tf.add(tf.matMul(hidden as tf.Tensor2D, w2 as tf.Tensor2D, false, true), b2!);
  const wanted = tf.oneHot(tf.tensor1d(labels, 'int32'), 3);
  let sum: tf.Tensor = tf.losses.softmaxCrossEntropy(wanted, scores);
  for (const weight of [w1!, w2!]) {
    sum = tf.add(sum, tf.mul(tf.sum(tf.abs(weight)), l1));
    sum = tf.add(sum, tf.mul(tf.sum(tf.square(weight)), l2));
  }
  return sum as tf.Scalar;
}
