import { type Engine, type Model, load } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference, smallNet, someValues } from './support/examples.js';

let engine: Engine;
let model: Model;
const image = someValues(81, 5);
beforeAll(async () => {
  engine = await load();
  model = engine.model(smallNet);
});

/** The score of a class for a picture. */
const scoreOf = (picture: Float32Array, index: number) =>
  model.inspect(picture)['dense']!.activation[index]!;

describe('attribution', () => {
  it('gives the gradient of a score, as differences do', () => {
    const { classes, scores, answers } = model.looks.attribute(image, [1, 0]);
    expect(classes.map((one) => one.class)).toEqual([1, 0]);
    expect(scores[1]).toBeCloseTo(scoreOf(image, 1), 5);
    expect(largestDifference(answers, model.predict(image))).toBeLessThan(1e-6);
    for (const at of [10, 40, 70]) {
      const moved = (change: number) => {
        const picture = image.slice();
        picture[at]! += change;
        return scoreOf(picture, 1);
      };
      // Small enough that no relu and no maximum changes sides.
      const slope = (moved(1e-3) - moved(-1e-3)) / 2e-3;
      expect(classes[0]!.gradient[at]).toBeCloseTo(slope, 2);
      expect(classes[0]!.gradientTimesInput[at]).toBeCloseTo(slope * image[at]!, 2);
    }
    expect(classes[0]!.cam).toBeUndefined();
    expect(model.looks.attribute(image, []).classes).toEqual([]);
  });

  it('gives Grad-CAM for a layer with maps', () => {
    const { classes } = model.looks.attribute(image, [0, 1], { camLayer: 'maxPooling2d' });
    for (const { cam } of classes) {
      expect([cam!.layer, cam!.height, cam!.width]).toEqual(['maxPooling2d', 4, 4]);
      expect([cam!.map.length, cam!.enlarged.length]).toEqual([16, 81]);
      expect(Math.max(...cam!.enlarged)).toBeLessThanOrEqual(Math.max(...cam!.map) + 1e-6);
      expect(Math.min(...cam!.map)).toBeGreaterThanOrEqual(0);
    }
  });

  it('smooths in pieces as at once', () => {
    const { looks } = model;
    const whole = looks.smooth(image, 0, { sigma: 0.2, count: 8 });
    const part = looks.smooth(image, 0, { sigma: 0.2, count: 3 });
    const rest = looks.smooth(image, 0, { sigma: 0.2, first: 3, count: 5, mean: part });
    expect(largestDifference(rest, whole)).toBeLessThan(1e-5);
    const still = looks.smooth(image, 0, { sigma: 0, count: 4 });
    const { gradient } = looks.attribute(image, [0]).classes[0]!;
    expect(largestDifference(still, gradient)).toBeLessThan(1e-5);
  });

  it('covers places with paper', () => {
    const square = { size: 3, stride: 1, paper: -1 };
    const drops = model.looks.occlude(image, { ...square, first: 30, count: 2 });
    const covered = image.slice();
    // Place 31 is row 3, column 4.
    for (const row of [2, 3, 4]) for (const column of [3, 4, 5]) covered[row * 9 + column] = -1;
    const [before, after] = [model.predict(image), model.predict(covered)];
    for (const k of [0, 1]) expect(drops[k * 2 + 1]).toBeCloseTo(before[k]! - after[k]!, 5);
  });

  it('refuses what is not there', () => {
    const { looks } = model;
    expect(() => looks.attribute(image, [2])).toThrow('class: expected a whole number from 0 to 1');
    expect(() => looks.attribute(image, [0], { camLayer: 'input' })).toThrow('expected a layer');
    expect(() => looks.attribute(image.slice(1), [0])).toThrow('image: expected 81 values');
    expect(() => looks.smooth(image, 0, { sigma: -1, count: 1 })).toThrow('sigma: expected');
    const square = { size: 3, stride: 1, paper: 0 };
    expect(() => looks.occlude(image, { ...square, first: 80, count: 2 })).toThrow(
      'count: expected',
    );
    // As float32 it would be infinite, and what it covers no number.
    expect(() => looks.occlude(image, { ...square, paper: 1e308, first: 0, count: 1 })).toThrow(
      'paper: expected a number from -1e+30 to 1e+30',
    );
    const drops = looks.occlude(image, { ...square, paper: 1e30, first: 0, count: 81 });
    expect(drops.every(Number.isFinite)).toBe(true);
  });
});

describe('activation maximisation', () => {
  const range: [number, number] = [-1, 1];

  it('raises maps, units and scores, within the range, in pieces as at once', () => {
    const { looks } = model;
    for (const targets of [
      { layer: 'conv2d', maps: [0, 2] },
      { layer: 'conv2d', units: [24, 100] },
      { classes: [0, 1] },
    ]) {
      const start = looks.startAscent(2, { range, noise: 0.05 });
      const step = (pictures: Float32Array, firstStep: number, steps: number) =>
        looks.ascend(pictures, targets, { range, firstStep, steps });
      const before = step(start, 0, 0);
      const after = step(start, 0, 20);
      after.values.forEach((value, i) => expect(value).toBeGreaterThan(before.values[i]!));
      expect(after.pictures.every((value) => value >= -1 && value <= 1)).toBe(true);
      expect(step(step(start, 0, 7).pictures, 7, 13)).toEqual(after);
    }
    expect(looks.startAscent(1, { range })).toEqual(new Float32Array(81));
  });

  it('refuses maps and numbers that do not fit', () => {
    const { looks } = model;
    const start = looks.startAscent(1, { range });
    const options = { range, firstStep: 0, steps: 1 };
    expect(() => looks.ascend(start, { layer: 'conv2d', maps: [3] }, options)).toThrow(
      'map: expected a whole number from 0 to 2',
    );
    expect(() => looks.ascend(start, { classes: [0, 1] }, options)).toThrow(
      'targets: expected one for each of the 1 pictures',
    );
    expect(() => looks.startAscent(1, { range: [1, 1] })).toThrow('range: expected low below high');
  });
});

describe('top pictures', () => {
  it('are found in pieces, and are the strongest there are', () => {
    const data = engine.xoDataset({ count: 60, seed: 3 });
    const whole = model.looks.findTop(model.looks.topTable(['conv2d_relu', 'dense']), data, 0, 60);
    let table = model.looks.topTable(['conv2d_relu', 'dense']);
    expect(table.examples.every((example) => example === -1)).toBe(true);
    for (const [first, count] of [
      [20, 40],
      [0, 20],
    ] as const) {
      table = model.looks.findTop(table, data, first, count);
    }
    expect(table).toEqual(whole);
    // Row 3 is class 0.
    const scores = Array.from({ length: 60 }, (_, i) => scoreOf(data.example(i).image, 0));
    const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
    expect([...whole.examples.subarray(27, 36)]).toEqual(order.slice(0, 9));
    expect(whole.values[27]).toBeCloseTo(scores[order[0]!]!, 5);
    data.dispose();
  });

  it('leave the training alone', () => {
    const data = engine.xoDataset({ count: 40, seed: 3 });
    const [looked, left] = [engine.model(smallNet), engine.model(smallNet)];
    for (const one of [looked, left]) one.setTrainingData(data);
    for (let i = 0; i < 5; ++i) {
      left.step();
      looked.looks.attribute(image, [0, 1]);
      looked.looks.findTop(looked.looks.topTable(['conv2d']), data, 0, 40);
      looked.step();
      looked.looks.ascend(
        looked.looks.startAscent(1, { range: [0, 1] }),
        { classes: [0] },
        { range: [0, 1], firstStep: 0, steps: 2 },
      );
    }
    expect(looked.parameters()).toEqual(left.parameters());
    data.dispose();
  });
});
