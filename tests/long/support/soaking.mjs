// The training of tests/long/soak.mjs in Node, in a thread of its own so that the engine's calls and the
// one who measures do not wait for each other.
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { load } from '../../../build/package/index.js';

/** @type {{ seconds: number, every: number }} */
const { seconds, every } = workerData;
const engine = await load();
const data = engine.digitsDataset({ count: 2000, seed: 1 });
const test = engine.digits({ count: 500, seed: 2 });

/** @type {import('../../../build/package/index.js').ModelSpec} */
const spec = {
  input: [1, 28, 28],
  layers: [
    { type: 'conv2d', filters: 8, kernelSize: 3, activation: 'relu' },
    { type: 'maxPooling2d' },
    { type: 'batchNormalization' },
    { type: 'dropout', rate: 0.25 },
    { type: 'dense', units: 10 },
  ],
  optimizer: { type: 'adam', learningRate: 0.001 },
  augmentation: { shift: 1, rotation: 5 },
  batchSize: 32,
  seed: 7,
};

function trained() {
  const model = engine.model(spec);
  model.setTrainingData(data);
  return model;
}

const digest = (/** @type {Uint8Array} */ bytes) =>
  createHash('sha256').update(bytes).digest('hex');

/**
 * Whether a model that is made now and goes on from `before` stands where this one stands.
 * @param {Uint8Array | undefined} before undefined for the very beginning
 * @param {number} steps
 * @param {string} expected
 */
function isSame(before, steps, expected) {
  const fresh = trained();
  if (before) fresh.restore(before);
  for (let i = 0; i < steps; ++i) fresh.step();
  const same = digest(fresh.checkpoint()) === expected;
  fresh.dispose();
  return same;
}

const stretch = 50;
const model = trained();
for (let i = 0; i < stretch; ++i) model.step();
/** What the first steps came to when the engine was young. */
const first = digest(model.checkpoint());

const began = performance.now();
let steps = stretch;
for (let sample = 1; performance.now() - began < seconds * 1000; ++sample) {
  const from = performance.now();
  const stepsBefore = steps;
  let loss = 0;
  while (performance.now() - began < sample * every * 1000) {
    loss = model.step().loss;
    steps += 1;
  }
  const took = (performance.now() - from) / 1000;
  const stepsPerSecond = Math.round((steps - stepsBefore) / took);
  const before = model.checkpoint();
  for (let i = 0; i < stretch; ++i) model.step();
  steps += stretch;
  const same =
    isSame(before, stretch, digest(model.checkpoint())) && isSame(undefined, stretch, first);
  const { reserved, used } = engine.memory();
  globalThis.gc?.();
  parentPort?.postMessage({
    seconds: Math.round((performance.now() - began) / 1000),
    step: steps,
    stepsPerSecond,
    loss: Number(loss.toPrecision(4)),
    testAccuracy: Number((100 * model.evaluate(test.images, test.labels).accuracy).toFixed(2)),
    sameBits: same ? 1 : 0,
    wasmMiB: Number((reserved / 2 ** 20).toFixed(2)),
    usedMiB: Number((used / 2 ** 20).toFixed(3)),
  });
}
model.dispose();
