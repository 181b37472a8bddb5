import { describe, expect, it } from 'vitest';
import { Curves } from '../../../web/client/run/curves';
import { lossFloor, lossSentences } from '../../../web/client/curves/lossFloor';
import { recipeChange } from '../../../web/client/curves/changes';
import { noAugmentation } from '../../../web/protocol/augmentation';
import type { Experiment } from '../../../web/protocol/experiment';
import { loggedChange } from '../../../web/protocol/recipe-log';
import { withSettings, withSpec } from '../../../web/protocol/settings';

const experiment: Experiment = {
  data: 'xo',
  network: 'small',
  difficulty: 0.5,
  spec: {
    layers: [{ type: 'dropout', rate: 0.5 }],
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
    batchSize: 50,
    seed: 3,
    augmentation: noAugmentation,
  },
};

/** In words, from one recipe to another. */
const words = (after: Experiment) => recipeChange(loggedChange(7, experiment, after));

const point = (step: number, loss: number) => ({ step, loss, accuracy: 1 - loss });
const tested = (step: number, loss: number) => ({ ...point(step, loss), examples: 10 });

describe('a loss with smoothed labels', () => {
  const smoothed = { type: 'softmaxCrossEntropy', labelSmoothing: 0.1 } as const;

  it('comes down to the cross-entropy of its own targets', () => {
    // 0.91 for the right class and 0.01 for each of nine others.
    const least = -(0.91 * Math.log(0.91) + 9 * 0.01 * Math.log(0.01));
    expect(lossFloor(smoothed, 10)).toBeCloseTo(least, 12);
    expect(lossSentences(smoothed, 10)).toMatch(
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
      expect(lossSentences(spec, 10)).toBe('');
    }
  });

  it('that weighs classes in training is told apart from the one on the test set', () => {
    const note = 'In training the loss weighs the classes, on the test set it does not.';
    expect(lossSentences({ type: 'hinge', classWeight: 'balanced' }, 10)).toBe(note);
    const both = lossSentences({ ...smoothed, classWeight: [1, 2] }, 10);
    expect(both).toMatch(/^The loss on the test set cannot fall below 0\.500: this recipe/);
    expect(both.endsWith(note)).toBe(true);
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
    for (let step = 1; step <= 30; ++step) {
      marked.add([], [], [loggedChange(step, experiment, experiment)]);
    }
    expect(marked.changes.length).toBeLessThan(30);
    expect(marked.changes.at(-1)!.step).toBe(30);
    marked.clear();
    expect(marked.changes).toEqual([]);
  });
});

it('says what was changed in the recipe', () => {
  expect(words(experiment)).toBe('');
  expect(words(withSettings(experiment, { learningRate: 0.01, batchSize: 10 }))).toBe(
    'learning rate 0.1 → 0.01, batch size 50 → 10',
  );
  expect(words(withSettings(experiment, { momentum: 0.5 }))).toBe('momentum 0.9 → 0.5');
  const adam = { type: 'adam', learningRate: 0.1 } as const;
  expect(words(withSpec(experiment, { optimizer: adam }))).toBe('optimizer SGD → Adam');
  const augmentation = { ...noAugmentation, rotation: 10 };
  expect(words(withSpec(experiment, { augmentation }))).toBe('augmentation changed');
  expect(words(withSpec(experiment, { layers: [{ type: 'dropout', rate: 0 }] }))).toBe(
    'dropout changed',
  );
});
