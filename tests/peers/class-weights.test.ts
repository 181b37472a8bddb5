// Weights of classes: one step of TensorFlow.js's `fit` with `classWeight`, and what it then evaluates.
import './support/tensorflow.js';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { type Engine, load } from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from './support/random.js';
import { Tally } from './support/tally.js';

/** Theirs reads probabilities where ours reads scores. */
const peers = [
  { type: 'softmaxCrossEntropy', theirs: 'categoricalCrossentropy', activation: 'softmax' },
  { type: 'meanSquaredError', theirs: 'meanSquaredError', activation: 'linear' },
] as const;

const tally = new Tally();
let engine: Engine;
beforeAll(async () => {
  engine = await load();
});
afterAll(() => console.log(`class weights: ${tally}`));

describe('class weights as in TensorFlow.js', () => {
  peers.forEach((peer, index) => {
    it(peer.type, async () => {
      const random = new Random(4000 + index);
      for (let i = 0; i < 8; ++i) expect(await compareFit(peer, random)).toBeLessThan(1e-5);
    });
  });
});

async function compareFit(
  { type, theirs, activation }: (typeof peers)[number],
  random: Random,
): Promise<number> {
  const classes = random.whole(2, 6);
  const inputs = random.whole(1, 8);
  const count = random.whole(2, 12);
  const learningRate = 0.5;
  const weights = Array.from({ length: classes }, () => random.between(0, 4));
  const pictures = random.values(count * inputs);
  const labels = Uint8Array.from({ length: count }, () => random.whole(0, classes - 1));

  const model = engine.model({
    input: [inputs, 1, 1],
    layers: [{ type: 'dense', units: classes }],
    loss: { type, classWeight: weights },
    optimizer: { type: 'sgd', learningRate },
    batchSize: count,
  });
  const [weight, bias] = model.parameters();
  const peer = sequential({
    layers: [layers.dense({ units: classes, inputShape: [inputs], activation })],
  });
  const kernel = tf.transpose(tf.tensor(weight!.value, weight!.shape));
  peer.setWeights([kernel, tf.tensor(bias!.value, bias!.shape)]);
  peer.compile({ optimizer: tf.train.sgd(learningRate), loss: theirs });
  const x = tf.tensor2d(pictures, [count, inputs]);
  const y = tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), classes), 'float32');

  const report = model.trainBatch(pictures, labels);
  const { history } = await peer.fit(x, y, {
    batchSize: count,
    epochs: 1,
    shuffle: false,
    verbose: 0,
    classWeight: Object.fromEntries(weights.entries()),
  });
  const evaluated = peer.evaluate(x, y, { batchSize: count }) as tf.Scalar;
  const [trained, moved] = peer.getWeights();
  const what = `${type} ${JSON.stringify(weights)}`;
  const differences = [
    tally.compare(`${what}, loss`, [report.loss], history['loss'] as number[]),
    tally.compare(
      `${what}, weights`,
      model.parameters()[0]!.value,
      tf.transpose(trained!).dataSync(),
    ),
    tally.compare(`${what}, bias`, model.parameters()[1]!.value, moved!.dataSync()),
    tally.compare(
      `${what}, evaluated`,
      [model.evaluate(pictures, labels).loss],
      evaluated.dataSync(),
    ),
  ];
  tally.configurations += 1;
  model.dispose();
  tf.disposeVariables();
  return Math.max(...differences);
}
