import type { UnitArithmetic } from 'receptive';
import { layerWords } from '../../../client/words/layers';
import { exact } from '../../../client/words/format';

/** Text of a formula; what stands high or low is said so. */
export type Token = string | { sup: string } | { sub: string } | { strong: string };
export type Formula = Token[];

export interface FunctionWords {
  /** With x. */
  symbols: Formula;
  /** With the number in its place. */
  filled: (x: number) => Formula;
  says: string;
}

/** A number as it stands within a formula: negative ones in brackets. */
export function inFormula(value: number): string {
  return value < 0 ? `(${exact(value)})` : exact(value);
}

type Numbers = Record<string, number>;

/** What is known of a layer that works value by value: its own words, with the numbers filled in. */
export function functionWords(type: string, numbers: Numbers): FunctionWords | undefined {
  const words = layerWords(type);
  if (!words) return undefined;
  const formula = words.formula.replace(/^y = /, '');
  return {
    symbols: [formula],
    filled: (x) => fillIn(branchAt(formula, x), x, numbers),
    says: /^.*?[.](?= |$)/.exec(words.says)?.[0] ?? words.says,
  };
}

/** "a for x > 0, else b" is a or b. */
function branchAt(formula: string, x: number): string {
  const [above = '', below] = formula.split(' for x > 0, else ');
  return below === undefined || x > 0 ? above : below;
}

function fillIn(formula: string, x: number, numbers: Numbers): Formula {
  // The slope is of this place; what else there is, the layer was made with.
  const own = Object.entries(numbers).filter(([name]) => name !== 'slope');
  const named = new Map([['x', x], ...own, ['α', own[0]?.[1] ?? NaN]]);
  const formulas: Formula = [];
  const add = (token: Token): void => {
    const last = formulas.at(-1);
    if (typeof token === 'string' && typeof last === 'string') {
      formulas[formulas.length - 1] = last + token;
    } else formulas.push(token);
  };
  // Powers, a digit before the x, names, and what stands between.
  for (const [part, sign, digit] of formula.matchAll(/e(⁻?)ˣ|(\d)x\b|[a-zA-Zα]+|[^a-zA-Zα]/gu)) {
    if (sign !== undefined) {
      add('e');
      add({ sup: exact(sign === '' ? x : -x) });
    } else if (digit !== undefined) {
      add(`${digit} · ${inFormula(x)}`);
    } else {
      const value = named.get(part);
      const before = formulas.at(-1);
      const behindSign = typeof before === 'string' && /[·+−/] $/.test(before);
      add(value === undefined ? part : behindSign ? inFormula(value) : exact(value));
    }
  }
  return formulas;
}

interface NormalizeWords {
  symbols: Formula;
  filled: Formula;
  says: string;
}

/** What a normalizing layer makes of its value, with the numbers that the unit has. */
export function normalizeFormula({
  numbers,
  reads,
}: Pick<UnitArithmetic, 'numbers' | 'reads'>): NormalizeWords | undefined {
  const x = numbers['x'] ?? reads[0]?.values[0];
  const { mean = 0, variance, epsilon = 0, gamma = 1, beta = 0, divisor } = numbers;
  if (x === undefined) return undefined;
  if (variance !== undefined) {
    const root = `√(${exact(variance)} + ${exact(epsilon)})`;
    return {
      symbols: ['γ · (x − mean) / √(variance + ε) + β'],
      filled: [
        `${exact(gamma)} · (${exact(x)} − ${inFormula(mean)}) / ${root} + ${inFormula(beta)}`,
      ],
      says: 'Mean and variance are of this map over the training pictures; the layer learns γ and β.',
    };
  }
  if (divisor === undefined) return undefined;
  const { sumOfSquares, bias = 0, alpha = 0 } = numbers;
  if (sumOfSquares !== undefined) {
    return {
      symbols: ['x / (k + α · Σ squares)', { sup: 'β' }],
      filled: [
        `${exact(x)} / (${exact(bias)} + ${exact(alpha)} · ${exact(sumOfSquares)})`,
        { sup: exact(beta) },
      ],
      says: 'A value is damped where the same place is strong in the maps beside it.',
    };
  }
  return {
    symbols: ['(x − mean) / deviation'],
    filled: [`(${exact(x)} − ${inFormula(mean)}) / ${exact(divisor)}`],
    says: 'The value is measured against its neighbours: their mean is taken away, and their spread divides.',
  };
}

/** The held value differs from the sum by more than float32 rounds. */
export function differs(summed: number, held: number): boolean {
  return Math.abs(summed - held) > 1e-5 + 2e-4 * Math.max(Math.abs(summed), Math.abs(held));
}

/** A share next to 1 as what it lacks: 1.000 would hide it. */
export function nearOne(share: number, lacks = 1 - share): string {
  return exact(share) === '1.000' && lacks > 0 ? `(1 − ${exact(lacks)})` : exact(share);
}

/** Two numbers with as many figures as it takes to see their difference, to three figures. */
export function apart(a: number, b: number): [string, string] {
  const write = (value: number, digits: number): string =>
    (value < 0 ? '−' : '') + Math.abs(value).toFixed(digits);
  const difference = Math.abs(a - b);
  if (!Number.isFinite(difference) || difference === 0) return [exact(a), exact(b)];
  const digits = 2 - Math.floor(Math.log10(difference));
  const fourth = 3 - Math.floor(Math.log10(Math.max(Math.abs(a), Math.abs(b))));
  const most = Math.min(12, Math.max(digits, fourth, 0));
  return [write(a, most), write(b, most)];
}
