import { type Engine, type LossSpec, load } from 'receptive';
import { beforeAll, expect, it } from 'vitest';
import { smallNet, someValues } from './support/examples.js';

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

/** Twelve pictures of the first class and four of the second. */
function lopsided() {
  const labels = Uint8Array.from({ length: 16 }, (_, i) => (i % 4 === 3 ? 1 : 0));
  const pixels = Uint8Array.from(someValues(16 * 81), (value) => 127 * (value + 1));
  const images = Float32Array.from(pixels, (pixel) => pixel / 255);
  const shape = { channels: 1, height: 9, width: 9 };
  const data = engine.bytesDataset({ ...shape, classNames: ['x', 'o'], pixels, labels });
  return { labels, images, data };
}

it('are balanced by the training data: its mean loss in training, the plain one in evaluations', () => {
  const { labels, images, data } = lopsided();
  const model = (loss: LossSpec) => engine.model({ ...smallNet, loss });
  const balanced = model({ type: 'softmaxCrossEntropy', classWeight: 'balanced' });
  const plain = model({ type: 'softmaxCrossEntropy' });
  balanced.setTrainingData(data);
  const { loss } = balanced.evaluateDataset(data);
  expect(loss).toBe(plain.evaluateDataset(data).loss);
  const weights = [16 / (2 * 12), 16 / (2 * 4)];
  const expected = [...labels].reduce((sum, label, i) => {
    const one = balanced.evaluate(images.subarray(i * 81, (i + 1) * 81), labels.subarray(i, i + 1));
    return sum + (weights[label]! * one.loss) / 16;
  }, 0);
  const report = balanced.step();
  expect(report.examples).toBe(16);
  expect(report.loss).toBeCloseTo(expected, 6);
  expect(Math.abs(report.loss - loss)).toBeGreaterThan(1e-3);
});

it('cannot be balanced where there is no training data to count in', () => {
  const { labels, images, data } = lopsided();
  const loss = { type: 'hinge', classWeight: 'balanced' } as const;
  const model = engine.model({ ...smallNet, loss });
  expect(() => model.trainBatch(images, labels)).toThrow(
    "loss: classWeight: expected training data in which 'balanced' counts the classes, or a list",
  );
  model.setTrainingData(data);
  expect(model.trainBatch(images, labels).loss).toBeGreaterThan(0);
});
