import { describe, expect, it } from 'vitest';
import { Curves } from '../../../web/client/curves/curves';
import { lossFloor, lossFloorSentence } from '../../../web/client/curves/lossFloor';
import { recipeChange } from '../../../web/client/curves/changes';
import type { Experiment } from '../../../web/protocol/experiment';
import { noAugmentation } from '../../../web/protocol/augmentation';

const experiment: Experiment = {
  data: 'xo',
  network: 'small',
  learningRate: 0.1,
  batchSize: 50,
  optimizer: 'sgd',
  momentum: 0.9,
  seed: 3,
  difficulty: 0.5,
  augmentation: noAugmentation,
};

const point = (step: number, loss: number) => ({ step, loss, accuracy: 1 - loss });
const tested = (step: number, loss: number) => ({ ...point(step, loss), examples: 10 });

describe('a loss with smoothed labels', () => {
  const smoothed = { type: 'softmaxCrossEntropy', labelSmoothing: 0.1 } as const;

  it('comes down to the cross-entropy of its own targets', () => {
    // 0.91 for the right class and 0.01 for each of nine others.
    const least = -(0.91 * Math.log(0.91) + 9 * 0.01 * Math.log(0.01));
    expect(lossFloor(smoothed, 10)).toBeCloseTo(least, 12);
    expect(lossFloorSentence(smoothed, 10)).toMatch(
      /^The loss cannot fall below 0\.500: this recipe smooths the labels by 10 %/,
    );
  });

  it('others come down to 0, and nothing is said', () => {
    for (const spec of [
      undefined,
      'softmaxCrossEntropy',
      { type: 'softmaxCrossEntropy' },
      { ...smoothed, labelSmoothing: 0 },
    ] as const) {
      expect(lossFloor(spec, 10)).toBeUndefined();
      expect(lossFloorSentence(spec, 10)).toBe('');
    }
  });
});

describe('reading the curves', () => {
  const curves = new Curves(100);
  curves.add([point(1, 0.9), point(5, 0.5), point(9, 0.1)], [tested(5, 0.6)]);

  it('gives the values nearest to a step, with the newest test before it', () => {
    expect(curves.read(4)).toMatchObject({ step: 5, loss: 0.5, testLoss: 0.6, testStep: 5 });
    expect(curves.read(1)!.testLoss).toBeNaN();
    expect(curves.read()).toMatchObject({ step: 9, loss: 0.1, testLoss: 0.6, testStep: 5 });
    expect(new Curves().read()).toBeUndefined();
  });

  it('makes a table of few rows that ends with the newest', () => {
    const long = new Curves(400);
    long.add(
      Array.from({ length: 300 }, (_, i) => point(i + 1, 0.5)),
      [],
    );
    const rows = long.table(20);
    expect(rows.length).toBe(20);
    expect(rows.at(-1)!.step).toBe(300);
    expect(curves.table(20).map(({ step }) => step)).toEqual([1, 5, 9]);
  });

  it('remembers changes of the recipe until it is cleared', () => {
    const marked = new Curves();
    for (let step = 1; step <= 30; ++step) marked.note(step, `rate ${step}`);
    expect(marked.changes.length).toBeLessThan(30);
    expect(marked.changes.at(-1)).toEqual({ step: 30, text: 'rate 30' });
    marked.clear();
    expect(marked.changes).toEqual([]);
  });
});

it('says what was changed in the recipe', () => {
  expect(recipeChange(experiment, { ...experiment })).toBe('');
  expect(recipeChange(experiment, { ...experiment, learningRate: 0.01, batchSize: 10 })).toBe(
    'learning rate 0.1 → 0.01, batch size 50 → 10',
  );
  const augmentation = { ...experiment.augmentation, rotation: 10 };
  expect(recipeChange(experiment, { ...experiment, augmentation })).toBe('augmentation changed');
});
