import { runInNewContext } from 'node:vm';
import type { LayerSpec, Model, OptimizerSpec } from 'receptive';
import { layers as catalogue } from 'receptive/catalogue/layers';
import { describe, expect, it } from 'vitest';
import { curveOf } from '../../../../web/instruments/explain/state/functionCurve';
import { functionWords, type Formula } from '../../../../web/instruments/explain/state/formulas';
import { optimizerWords } from '../../../../web/instruments/explain/state/optimizers';
import {
  optimizerWords as recipeOptimizers,
  recipeWords,
} from '../../../../web/client/recipe/recipeWords';
import { layerWords } from '../../../../web/client/words/layers';
import { explainService } from '../../../../web/instruments/explain/worker/explain-service';
import { newService } from '../../worker/service-harness';
import { engine } from '../../worker/watched-engine';

/** A curve needs no run. */
const api = () => explainService(newService().host);

/** What layers take one value through that need nothing else. */
function through(layers: LayerSpec[], values: readonly number[]): Float32Array {
  const model = engine.model({ input: [1, 1, values.length], layers });
  const { name } = model.layers().at(-1)!;
  const { activation } = model.inspect(Float32Array.from(values))[name]!;
  model.dispose();
  return activation;
}

const plain = (parts: Formula): string =>
  parts.map((part) => (typeof part === 'string' ? part : `**(${Object.values(part)[0]})`)).join('');

/** The number that a formula comes to, as anybody would work it out. */
function workedOut(parts: Formula): number {
  const text = plain(parts)
    .replaceAll('−', '-')
    .replaceAll('·', '*')
    .replace(/\|(.*)\|/, 'Math.abs($1)')
    .replace(/\b(max|tanh)\(/g, 'Math.$1(')
    .replace(/\be\*\*/g, 'Math.E**');
  // Of the formula, and of nothing else.
  return Number(runInNewContext(text));
}

describe('the function of a layer', () => {
  /** Layers whose values are explained as a function. */
  const functions: [LayerSpec, Record<string, number>][] = [
    [{ type: 'relu' }, {}],
    [{ type: 'leakyRelu', negativeSlope: 0.1 }, { negativeSlope: 0.1 }],
    [{ type: 'elu', alpha: 0.5 }, { alpha: 0.5 }],
    [{ type: 'sigmoid' }, {}],
    [{ type: 'tanh' }, {}],
    [{ type: 'scaledTanh' }, {}],
    [{ type: 'abs' }, {}],
    [
      { type: 'rescaling', scale: -2, offset: -0.5 },
      { scale: -2, offset: -0.5 },
    ],
  ];

  it('is written out with its numbers, and comes to what the layer gives', () => {
    for (const [layer, numbers] of functions) {
      for (const x of [-1.25, 0.5, 2]) {
        const words = functionWords(layer.type, { slope: 0.7, ...numbers })!;
        const value = through([layer], [x, 0])[0]!;
        expect(workedOut(words.filled(x)), `${layer.type} ${plain(words.filled(x))}`).toBeCloseTo(
          value,
          3,
        );
      }
    }
    expect(functionWords('relu', { slope: 0 })!.filled(-0.31)).toEqual(['max(0, −0.3100)']);
    expect(functionWords('scaledTanh', {})!.filled(-1)).toEqual([
      '1.7159 · tanh(2 · (−1.000) / 3)',
    ]);
    expect(functionWords('nothing', {})).toBeUndefined();
  });

  it('is drawn as the engine computes it', async () => {
    for (const [layer, numbers] of functions) {
      const curve = await curveOf(
        api(),
        { type: layer.type, numbers: { slope: 9, ...numbers } },
        3,
      );
      expect([curve[0]![0], curve.at(-1)![0]]).toEqual([-3, 3]);
      const xs = curve.map(([x]) => x);
      expect(curve.map(([, y]) => Math.fround(y))).toEqual([...through([layer], xs)]);
    }
  });

  it('is known of every layer that the core explains as one', () => {
    const named = functions.map(([{ type }]) => type);
    for (const { name, joins, arguments: takes } of catalogue) {
      if (joins || takes.some(({ required }) => required)) continue;
      // Some layers want maps, some a row.
      const row = name.endsWith('1d');
      const model = engine.model({
        input: row ? [1, 1, 16] : [1, 4, 4],
        layers: [
          { type: 'conv2d', filters: 32, kernelSize: 1 },
          { type: name } as LayerSpec,
          { type: 'dense', units: 2 },
        ],
      });
      const at = model.layers().find(({ type }) => type === name);
      const rule = at && model.explain.unit(new Float32Array(16).fill(0.5), at.name, 0).rule;
      if (rule === 'function') expect(named, name).toContain(name);
      model.dispose();
    }
  });
});

/** What one step makes of a weight, by the formula that stands beside it. */
interface Rule {
  optimizer: OptimizerSpec;
  /** As the explanation of a weight writes it. */
  lines: string[];
  /** As the recipe's question mark writes it, without momentum. */
  formula?: string;
  after(w: number, g: number, rate: number, memory: number[], step: number): number;
}

const rules: Rule[] = [
  {
    optimizer: { type: 'sgd', learningRate: 0.1 },
    lines: ['w ← w − η · g'],
    formula: 'w ← w − rate · g',
    after: (w, g, rate) => w - rate * g,
  },
  {
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
    lines: ['v ← μ · v − η · g', 'w ← w + v'],
    after: (w, g, rate, [v = 0]) => w + (0.9 * v - rate * g),
  },
  {
    optimizer: { type: 'adagrad', learningRate: 0.1, epsilon: 0.01 },
    lines: ['s ← s + g**(2)', 'w ← w − η · g / √(s + ε)'],
    formula: 's ← s + g²;  w ← w − rate · g / √(s + ε)',
    after: (w, g, rate, [s = 0]) => w - (rate * g) / Math.sqrt(s + g * g + 0.01),
  },
  {
    optimizer: { type: 'rmsprop', learningRate: 0.1, rho: 0.8, epsilon: 0.01 },
    lines: ['s ← ρ · s + (1 − ρ) · g**(2)', 'w ← w − η · g / √(s + ε)'],
    formula: 's ← ρ·s + (1 − ρ)·g²;  w ← w − rate · g / √(s + ε)',
    after: (w, g, rate, [s = 0]) => w - (rate * g) / Math.sqrt(0.8 * s + 0.2 * g * g + 0.01),
  },
  {
    optimizer: { type: 'adam', learningRate: 0.1, epsilon: 0.01 },
    lines: [
      'm ← β**(1) · m + (1 − β**(1)) · g',
      'v ← β**(2) · v + (1 − β**(2)) · g**(2)',
      'w ← w − η · m̂ / (√v̂ + ε)',
    ],
    formula: 'w ← w − rate · m̂ / (√v̂ + ε)',
    after: (w, g, rate, memory, step) => w - rate * adam(g, memory, step),
  },
  {
    optimizer: { type: 'adamw', learningRate: 0.1, epsilon: 0.01, weightDecay: 0.2 },
    lines: [
      'm ← β**(1) · m + (1 − β**(1)) · g',
      'v ← β**(2) · v + (1 − β**(2)) · g**(2)',
      'w ← w − η · m̂ / (√v̂ + ε)',
      'w ← w − η · decay · w',
    ],
    formula: 'w ← w − rate · (m̂ / (√v̂ + ε) + decay · w)',
    after: (w, g, rate, memory, step) => w - rate * (adam(g, memory, step) + 0.2 * w),
  },
];

function adam(g: number, [m = 0, v = 0]: number[], step: number): number {
  const first = (0.9 * m + 0.1 * g) / (1 - 0.9 ** step);
  const second = (0.999 * v + 0.001 * g * g) / (1 - 0.999 ** step);
  return first / (Math.sqrt(second) + 0.01);
}

function trained(optimizer: OptimizerSpec, steps: number): Model {
  const model = engine.model({
    input: [1, 9, 9],
    layers: [{ type: 'dense', units: 2 }],
    optimizer,
    batchSize: 8,
  });
  model.setTrainingData(engine.xoDataset({ count: 64, seed: 1 }));
  for (let i = 0; i < steps; ++i) model.step();
  return model;
}

describe('the formulas of the optimizers', () => {
  it('come to what the engine makes of a weight', () => {
    for (const { optimizer, lines, formula, after } of rules) {
      const model = trained(optimizer, 3);
      const { update } = model.explain.weight(new Float32Array(81).fill(0.5), 0, 'dense.weight', 5);
      const memory = update.memory.map(({ before }) => before);
      const name = JSON.stringify(optimizer);
      expect(optimizerWords(update).lines.map(plain), name).toEqual(lines);
      if (formula) expect(recipeOptimizers[optimizer.type]?.formula, name).toBe(formula);
      expect(update.learningRate).toBeCloseTo(0.1);
      expect(update.gradient).not.toBe(0);
      const by = after(update.before, update.gradient, update.learningRate, memory, 4);
      expect(update.after - update.before, name).toBeCloseTo(by - update.before, 5);
      model.dispose();
    }
    expect(recipeWords.momentum.formula).toBe('v ← momentum · v − rate · dLoss/dw;  w ← w + v');
    expect(recipeWords.learningRate.formula).toBe('w ← w − rate · dLoss/dw');
  });

  it('are those of every optimizer that the page offers', () => {
    const told = new Set(rules.map(({ optimizer }) => optimizer.type));
    expect(Object.keys(recipeOptimizers).sort()).toEqual([...told].sort());
  });
});

describe('numbers in the words of the layers', () => {
  const row = [-3, -0.5, 0, 0.5, 3];
  /** A sentence with a number, and what shows that it is so. */
  const claims: Record<string, [string, () => void][]> = {
    radialBasis: [['whose number is closest to 0, wins', () => undefined]],
    relu: [
      [
        'Negative values become 0, the others stay.',
        () => expect([...through([{ type: 'relu' }], row)]).toEqual([0, 0, 0, 0.5, 3]),
      ],
    ],
    leakyRelu: [
      [
        'So a unit that went below 0 still gets a gradient',
        () =>
          expect(through([{ type: 'leakyRelu' }], row)[0]).not.toBe(
            through([{ type: 'leakyRelu' }], row)[1],
          ),
      ],
    ],
    elu: [
      [
        'Means stay near 0',
        () => expect(through([{ type: 'elu' }], [-9, 0])[0]).toBeCloseTo(-1, 3),
      ],
    ],
    sigmoid: [
      [
        'Any number becomes one between 0 and 1. Far from 0 the curve is flat',
        () => {
          const [low, , middle, , high] = through([{ type: 'sigmoid' }], [-9, -1, 0, 1, 9]);
          expect([low! < 0.001, middle, high! > 0.999]).toEqual([true, 0.5, true]);
        },
      ],
    ],
    tanh: [
      [
        'Any number becomes one between −1 and 1, and 0 stays 0.',
        () => expect([...through([{ type: 'tanh' }], [-20, 0, 20])]).toEqual([-1, 0, 1]),
      ],
    ],
    scaledTanh: [
      [
        'A stretched tanh that gives 1 for 1, so that targets of ±1',
        () => expect(through([{ type: 'scaledTanh' }], [1, 0])[0]).toBeCloseTo(1, 4),
      ],
    ],
    softmax: [
      [
        'The votes become probabilities: all positive, adding up to 1. A vote that is larger by 1 gets e ≈ 2.7 times the share.',
        () => {
          const model = engine.model({
            input: [3, 1, 1],
            layers: [{ type: 'dense', units: 3 }, { type: 'softmax' }],
          });
          model.setParameter('dense.weight', Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1));
          const shares = model.predict(Float32Array.of(0, 1, -2));
          expect(shares.every((share) => share > 0)).toBe(true);
          expect(shares.reduce((all, one) => all + one)).toBeCloseTo(1, 6);
          expect(shares[1]! / shares[0]!).toBeCloseTo(2.7, 1);
          model.dispose();
        },
      ],
    ],
    batchNormalization: [
      // The formulas of both are computed in tests/core.
      ['Each map is shifted and scaled to mean 0 and spread 1', () => undefined],
    ],
    groupNormalization: [
      ['each group is shifted and scaled to mean 0 and spread 1', () => undefined],
    ],
  };

  it('are so', () => {
    for (const [type, list] of Object.entries(claims)) {
      for (const [says, holds] of list) {
        expect(layerWords(type)?.says).toContain(says);
        holds();
      }
    }
  });

  it('are all claimed above', () => {
    for (const { name } of catalogue) {
      let { says } = layerWords(name)!;
      for (const [claimed] of claims[name] ?? []) says = says.replace(claimed, '');
      expect(says.replace(/LeNet-5|Far from 0 the curve is flat/g, ''), name).not.toMatch(/\d/);
    }
  });
});

describe('the words of the recipe', () => {
  it('say that difficulty 0 is always the plain figure', () => {
    expect(recipeWords.difficulty.says).toContain('0 is always the plain figure');
    const { images, labels } = engine.xo({ count: 40, seed: 3, difficulty: 0 });
    const first = new Map<number, string>();
    labels.forEach((label, i) => {
      const picture = images.slice(i * 81, i * 81 + 81).join();
      expect(picture).toBe(first.get(label) ?? picture);
      first.set(label, picture);
    });
    expect(first.size).toBe(2);
  });
});
