// Losses: what they say of a batch, and the gradient that they send into the scores.
import './support/tensorflow.js';
import * as tf from '@tensorflow/tfjs-core';
import { type Engine, type ModelSpec, load } from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from './support/random.js';
import { Tally } from './support/tally.js';

interface LossPeer {
  name: string;
  some(random: Random): Record<string, number>;
  /** Scores (N, classes) and one-hot labels; the mean over the examples. */
  loss(scores: tf.Tensor2D, wanted: tf.Tensor2D, settings: Record<string, number>): tf.Tensor;
}

const peers: LossPeer[] = [
  {
    name: 'softmaxCrossEntropy',
    some: () => ({}),
    loss: (scores, wanted) => tf.losses.softmaxCrossEntropy(wanted, scores),
  },
  {
    name: 'softmaxCrossEntropy',
    some: (random) => ({ labelSmoothing: random.between(0, 0.6) }),
    loss: (scores, wanted, { labelSmoothing }) =>
      tf.losses.softmaxCrossEntropy(wanted, scores, undefined, labelSmoothing),
  },
  {
    name: 'meanSquaredError',
    some: () => ({}),
    loss: (scores, wanted) => tf.losses.meanSquaredError(wanted, scores),
  },
  {
    // TensorFlow.js has the one of two classes only.
    name: 'hinge',
    some: (random) => ({ margin: random.between(0.2, 3) }),
    loss(scores, wanted, { margin = 1 }) {
      const right = tf.sum(tf.mul(scores, wanted), 1, true);
      const over = tf.relu(tf.add(tf.sub(scores, right), margin));
      return tf.mean(tf.sum(tf.mul(over, tf.sub(1, wanted)), 1));
    },
  },
  {
    name: 'maximumAPosteriori',
    some: (random) => ({ rubbish: random.between(0, 3) }),
    loss(scores, wanted, { rubbish = 1 }) {
      const others = tf.fill([scores.shape[0], 1], -rubbish);
      const right = tf.sum(tf.mul(scores, wanted), 1);
      return tf.mean(tf.sub(tf.logSumExp(tf.concat([scores, others], 1), 1), right));
    },
  },
];

const tally = new Tally();
let engine: Engine;
beforeAll(async () => {
  engine = await load();
});
afterAll(() => console.log(`losses: ${tally}`));

describe('losses as in TensorFlow.js', () => {
  peers.forEach((peer, index) => {
    it(`${peer.name} (${index})`, () => {
      const random = new Random(2000 + index);
      for (let i = 0; i < 25; ++i) {
        const difference = compareLoss(peer, random);
        expect(difference).toBeLessThan(1e-5);
      }
    });
  });
});

function compareLoss({ name, some, loss }: LossPeer, random: Random): number {
  const classes = random.whole(2, 12);
  const inputs = random.whole(1, 20);
  const count = random.whole(1, 9);
  const settings = some(random);
  const model = engine.model({
    input: [inputs, 1, 1],
    layers: [{ type: 'dense', units: classes }],
    loss: { type: name, ...settings },
    optimizer: { type: 'sgd', learningRate: 0 },
    batchSize: count,
  } as unknown as ModelSpec);
  for (const { name: parameter, value } of model.parameters()) {
    model.setParameter(parameter, random.values(value.length, -2, 2));
  }
  const pictures = random.values(count * inputs);
  const labels = Uint8Array.from({ length: count }, () => random.whole(0, classes - 1));
  const report = model.trainBatch(pictures, labels);
  const [weight, bias] = model.parameters();
  const difference = tf.tidy(() => {
    const x = tf.tensor2d(pictures, [count, inputs]);
    const wanted = tf.oneHot(tf.tensor1d(labels, 'int32'), classes) as tf.Tensor2D;
    const { value, grads } = tf.valueAndGrads((w: tf.Tensor, b: tf.Tensor) => {
      const scores = tf.add<tf.Tensor2D>(tf.matMul(x, w, false, true), b);
      return loss(scores, wanted, settings) as tf.Scalar;
    })([tf.tensor(weight!.value, weight!.shape), tf.tensor(bias!.value, bias!.shape)]);
    const what = `${name} ${JSON.stringify(settings)}`;
    return Math.max(
      tally.compare(what, [report.loss], value.dataSync()),
      tally.compare(`${what}, gradient`, weight!.gradient, grads[0]!.dataSync()),
      tally.compare(`${what}, gradient`, bias!.gradient, grads[1]!.dataSync()),
    );
  });
  tally.configurations += 1;
  model.dispose();
  return difference;
}
