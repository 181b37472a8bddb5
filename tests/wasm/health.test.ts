import { load, type Engine, type EngineDataset, type Model } from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let engine: Engine;
let data: EngineDataset;

beforeAll(async () => {
  engine = await load({ variant: 'simd' });
  data = engine.xoDataset({ count: 120, seed: 5, size: 9 });
});
afterAll(() => {
  data.dispose();
  engine.dispose();
});

function model(change: object = {}): Model {
  return engine.model({
    input: [1, 9, 9],
    layers: [
      { type: 'conv2d', filters: 3, kernelSize: 3, activation: 'relu', name: 'conv' },
      { type: 'dense', units: 2, name: 'dense' },
    ],
    optimizer: { type: 'sgd', learningRate: 0.1 },
    seed: 4,
    batchSize: 16,
    ...change,
  });
}

describe('model.health', () => {
  it('gives the answers to a range of a set, as predict does', () => {
    const net = model();
    const answers = net.health.answers(data, 10, 3);
    expect(answers.length).toBe(6);
    const pictures = [10, 11, 12].map((index) => data.example(index).image);
    const images = Float32Array.from(pictures.flatMap((picture) => [...picture]));
    expect([...answers]).toEqual([...net.predict(images)]);
    for (let i = 0; i < 6; i += 2) expect(answers[i]! + answers[i + 1]!).toBeCloseTo(1);
    expect(net.health.answers(data).length).toBe(240);
    expect(() => net.health.answers(data, 119, 2)).toThrow(/expected/);
    net.dispose();
    expect(() => net.health.answers(data)).toThrow(/disposed/);
  });

  it('examines weights, gradients, updates and what comes out', () => {
    const net = model();
    net.setTrainingData(data);
    net.step();
    const before = net.health.weights();
    net.step();
    const report = net.health.examine(data, { histograms: true, weightsBefore: before });
    expect(report.examples).toBe(120);
    expect(report.layers.map(({ layer }) => layer)).toEqual(net.layers().map(({ name }) => name));
    const [conv, relu, dense] = report.layers;
    expect(conv!.weights!.update).toBeCloseTo(0.1 * conv!.weights!.gradients, 6);
    expect(dense!.weights!.weights).toBeGreaterThan(0);
    expect(relu!.dead).toBe(0);
    expect(relu!.saturated).toBeUndefined();
    expect(relu!.weights).toBeUndefined();
    const { counts, zeros } = relu!.activations!;
    expect(counts.length).toBe(64);
    const total = counts.reduce((sum, count) => sum + count, zeros);
    expect(total).toBeGreaterThan(1000);
    expect(total).toBeLessThanOrEqual(8192);
    expect(conv!.weights!.weightHistogram!.counts.reduce((a, b) => a + b, 0)).toBe(27);
    net.dispose();
  });

  it('finds a dead map, and changes nothing of the training', () => {
    const [looked, left] = [model(), model()];
    for (const net of [looked, left]) net.setTrainingData(data);
    for (let step = 0; step < 5; ++step) {
      looked.health.examine(data, { weightsBefore: looked.health.weights(), histograms: true });
      expect(looked.step()).toEqual(left.step());
    }
    expect(looked.parameter('conv.weight')).toEqual(left.parameter('conv.weight'));
    looked.setParameter('conv.bias', Float32Array.of(0, -99, 0));
    expect(looked.health.examine(data).layers[1]!.dead).toBe(1);
    looked.dispose();
    left.dispose();
  });

  it('copies the parameters that answers are made with, averages included', () => {
    const net = model({ averaging: { type: 'exponential', decay: 0.9 } });
    net.setTrainingData(data);
    for (let step = 0; step < 8; ++step) net.step();
    const plain = model();
    for (const { name, value } of net.health.scoringParameters()) plain.setParameter(name, value);
    expect([...plain.health.answers(data)]).toEqual([...net.health.answers(data)]);
    expect([...plain.parameter('dense.weight').value]).not.toEqual([
      ...net.parameter('dense.weight').value,
    ]);
    net.dispose();
    plain.dispose();
  });

  it('refuses what does not fit', () => {
    const net = model();
    expect(() => net.health.examine(data, { pictures: 0 })).toThrow(/pictures: expected/);
    expect(() => net.health.examine(data, { weightsBefore: new Float32Array(3) })).toThrow(
      /health: expected the weights of this network one step ago, 321 values, found 3/,
    );
    const large = engine.xoDataset({ count: 5, seed: 1, size: 12 });
    expect(() => net.health.examine(large)).toThrow(/1x9x9/);
    large.dispose();
    net.dispose();
  });
});
