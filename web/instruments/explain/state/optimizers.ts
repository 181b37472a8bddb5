import type { WeightArithmetic } from 'receptive';
import { capitalised } from '../../../client/words/format';
import type { Formula } from './formulas';

export interface OptimizerWords {
  title: string;
  /** One line for each thing that changes. */
  lines: Formula[];
  says: string;
  source: string;
}

const decay: Formula = ['w ← w − η · decay · w'];

const rules: Record<string, (update: WeightArithmetic['update']) => OptimizerWords> = {
  sgd: ({ memory }) =>
    memory.length === 0
      ? {
          title: 'SGD',
          lines: [['w ← w − η · g']],
          says: 'One step downhill, as long as the gradient times the learning rate.',
          source: 'Robbins and Monro 1951',
        }
      : {
          title: 'SGD, momentum',
          lines: [['v ← μ · v − η · g'], ['w ← w + v']],
          says: 'The step remembers where it was going, and the gradient bends its way.',
          source: 'Polyak 1964; Sutskever et al. 2013',
        },
  adagrad: () => ({
    title: 'Adagrad',
    lines: [['s ← s + g', { sup: '2' }], ['w ← w − η · g / √(s + ε)']],
    says: 'The more a weight has been moved already, the smaller its steps become.',
    source: 'Duchi, Hazan and Singer 2011',
  }),
  rmsprop: ({ memory }) => ({
    title: 'RMSProp',
    lines: [
      ['s ← ρ · s + (1 − ρ) · g', { sup: '2' }],
      ...(memory.length > 1
        ? [['v ← μ · v + η · g / √(s + ε)'], ['w ← w − v']]
        : [['w ← w − η · g / √(s + ε)']]),
    ],
    says: 'Each weight’s step is measured by how large its gradients have been of late.',
    source: 'Tieleman and Hinton 2012',
  }),
  adam: () => adam('Adam'),
  adamw: () => adam('AdamW'),
};

function adam(title: string): OptimizerWords {
  return {
    title,
    lines: [
      ['m ← β', { sub: '1' }, ' · m + (1 − β', { sub: '1' }, ') · g'],
      ['v ← β', { sub: '2' }, ' · v + (1 − β', { sub: '2' }, ') · g', { sup: '2' }],
      ['w ← w − η · m̂ / (√v̂ + ε)'],
    ],
    says: 'Momentum in m, the size of late gradients in v; the hats make up for their start at 0.',
    source: title === 'Adam' ? 'Kingma and Ba 2015' : 'Loshchilov and Hutter 2019',
  };
}

/** The engine names the type, and behind a comma or colon what else bears on the weight. */
export function optimizerWords(update: WeightArithmetic['update']): OptimizerWords {
  const [, type = update.optimizer, more = ''] =
    /^(\w+)(?:[:,] (.*))?$/.exec(update.optimizer) ?? [];
  const rule = rules[type]?.(update);
  if (!rule) return { title: type, lines: [], says: capitalised(more), source: '' };
  const decays = /weight decay/.test(more);
  const others = more.replace(/^weight decay(, )?/, '');
  return {
    ...rule,
    lines: decays ? [...rule.lines, decay] : rule.lines,
    says: others ? `${rule.says} Here with ${others}.` : rule.says,
  };
}

/** What optimizers remember, as their formulas call it. */
export const memoryNames: Record<string, { symbol: string; says: string }> = {
  velocity: { symbol: 'v', says: 'velocity' },
  accumulator: { symbol: 's', says: 'sum of squares' },
  meanSquare: { symbol: 's', says: 'mean square' },
  firstMoment: { symbol: 'm', says: 'mean gradient' },
  secondMoment: { symbol: 'v', says: 'mean square' },
};
