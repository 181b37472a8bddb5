import { type Engine, type EngineDataset, load, type Model, type ModelSpec } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { leftBehind } from './support/left-behind';

let engine: Engine;
let data: EngineDataset;
let model: Model;

const spec: ModelSpec = {
  input: [1, 9, 9],
  layers: [
    { type: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
    { type: 'maxPooling2d' },
    { type: 'flatten' },
    { type: 'dense', units: 6, activation: 'relu' },
    { type: 'dense', units: 2 },
  ],
  optimizer: { type: 'sgd', learningRate: 0.05 },
  seed: 3,
};

beforeAll(async () => {
  engine = await load();
  data = engine.xoDataset({ count: 60, seed: 2 });
  model = engine.model(spec);
  model.setTrainingData(data);
  for (let step = 0; step < 30; ++step) model.step();
});

const all = Uint32Array.from({ length: 60 }, (_, i) => i);

function filled(): ReturnType<Model['features']['space']> {
  const space = model.features.space(60);
  space.read(data, all.slice(0, 40), 0);
  space.read(data, all.slice(40), 40);
  return space;
}

describe('a feature space', () => {
  it('holds what the last dense layer reads, and what the network answers', () => {
    const space = filled();
    expect(space).toMatchObject({ reader: 'dense_1', size: 6, count: 60, classes: 2 });
    const answers = space.answers();
    const expected = model.predict(data.example(45).image);
    expect(answers[90]).toBeCloseTo(expected[0]!, 5);
    space.dispose();
    expect(() => space.take()).toThrow('disposed');
  });

  it('has axes, classes that lie apart, and places for pictures', () => {
    const space = filled();
    space.beginAxes();
    let iterations = 0;
    while (!space.iterateAxes()) expect(++iterations).toBeLessThan(100);
    const { axes, total } = space.variances();
    expect(axes[0]).toBeGreaterThanOrEqual(axes[1]);
    expect(axes[0] + axes[1]).toBeLessThanOrEqual(total * 1.0001);
    const places = space.project();
    expect(places).toHaveLength(120);

    const { labels } = data.read();
    const { between, within } = space.measureClasses(labels);
    expect(between[0]).toBe(0);
    expect(between[1]).toBe(between[2]);
    expect(within).toHaveLength(2);

    const { place, neighbours, answer } = space.place(data.example(7).image, 3);
    expect(place[0]).toBeCloseTo(places[14]!, 3);
    expect(neighbours[0]).toMatchObject({ index: 7 });
    expect(neighbours[0]!.distance).toBeCloseTo(0, 3);
    expect(neighbours).toHaveLength(3);
    expect(answer).toHaveLength(2);
    space.dispose();
  });

  it('is unfolded step by step', () => {
    const space = filled();
    expect(() => space.beginUnfolding()).toThrow('beginAxes');
    space.beginAxes();
    space.iterateAxes();
    space.beginUnfolding({ perplexity: 10, seed: 4 });
    expect(space.prepareUnfolding(50)).toBe(50);
    expect(() => space.unfold()).toThrow('60 points prepared');
    expect(space.prepareUnfolding(50)).toBe(60);
    const before = space.divergence();
    for (let step = 1; step <= 300; ++step) expect(space.unfold()).toBe(step);
    expect(space.divergence()).toBeLessThan(before);
    expect(space.unfolded().every(Number.isFinite)).toBe(true);
    space.dispose();
  });

  it('refuses what does not fit', () => {
    const space = model.features.space(60);
    expect(() => space.beginAxes()).toThrow('60 pictures read');
    expect(() => space.read(data, Uint32Array.of(60), 0)).toThrow('found 60');
    expect(() => space.read(data, all, 1)).toThrow('first');
    const other = engine.xoDataset({ count: 4, size: 12 });
    expect(() => space.read(other, all.slice(0, 2), 0)).toThrow('1x9x9');
    space.dispose();
  });
});

describe('a sliding network', () => {
  it('answers for every window what the network answers for it', () => {
    const slide = model.features.slide(spec, 26, 42, [-1, 1]);
    expect(slide).toMatchObject({ rows: 9, columns: 17, stride: [2, 2], classes: 2 });
    const places = slide.scatter(4, 60, 9);
    expect(places.length).toBeGreaterThan(2);
    for (const { picture, top, left } of places) slide.lay(data, picture, top, left);
    slide.draw(
      [
        [
          [2, 2, 0.5],
          [12, 9, 0.5],
        ],
      ],
      1,
    );
    slide.run();
    const answers = slide.answers();
    const positions = 9 * 17;
    const crops = slide.crops(0, positions);
    for (let at = 0; at < positions; ++at) {
      expect(answers[at]).toBeCloseTo(crops[2 * at]!, 5);
      expect(answers[at]! + answers[positions + at]!).toBeCloseTo(1, 5);
    }
    expect(slide.canvas()).toHaveLength(26 * 42);
    const { ink } = slide.measureInk();
    expect(Math.max(...ink)).toBeGreaterThan(5);
    const peaks = slide.peaks(new Uint8Array(positions).fill(1), 0.5);
    expect(peaks[0]!.answer).toBeCloseTo(
      answers[peaks[0]!.label * positions + peaks[0]!.row * 17 + peaks[0]!.column]!,
      6,
    );
    expect(slide.peaks(new Uint8Array(positions), 0.5)).toEqual([]);
    slide.clear();
    expect(slide.canvas().every((value) => value === -1)).toBe(true);
    slide.dispose();
  });

  it('says why it cannot be', () => {
    const bound: ModelSpec = {
      ...spec,
      layers: [
        { type: 'locallyConnected2d', name: 'own', filters: 2, kernelSize: 3 },
        { type: 'dense', units: 2 },
      ],
    };
    const other = engine.model(bound);
    const slide = () => other.features.slide(bound, 20, 20);
    const refused = () => expect(slide).toThrow(/own.*locallyConnected2d/s);
    expect(leftBehind(engine, refused)).toBe(0);
    other.dispose();
  });
});

describe('shifted pictures', () => {
  it('are answered as the moved picture is', () => {
    const shifts = model.features.shifts();
    const { image } = data.example(3);
    const answers = shifts.look(image, 2, -1);
    expect(answers).toHaveLength(25 * 2);
    const moved = shifts.shift(image, 1, -2, -1);
    expect(answers[2 * (3 * 5 + 0)]).toBeCloseTo(model.predict(moved)[0]!, 5);
    expect(() => shifts.look(image, 9, -1)).toThrow('reach');
    shifts.dispose();
  });

  it('are refused once the model is gone', () => {
    const gone = engine.model(spec);
    const shifts = gone.features.shifts();
    gone.dispose();
    expect(() => shifts.look(data.example(0).image, 1, -1)).toThrow('disposed');
    shifts.dispose();
  });
});
