import type { UnitArithmetic } from 'receptive';
import { exact } from '../format';

/** Text of a formula; what stands high or low is said so. */
export type Token = string | { sup: string } | { sub: string } | { strong: string };
export type Formula = Token[];

export interface FunctionWords {
  /** With x. */
  symbols: Formula;
  /** With the number in its place. */
  filled: (x: number) => Formula;
  says: string;
  /** For its picture. */
  at: (x: number) => number;
}

/** A number as it stands within a formula: negative ones in brackets. */
export function inFormula(value: number): string {
  return value < 0 ? `(${exact(value)})` : exact(value);
}

type Numbers = Record<string, number>;

const functions: Record<string, (numbers: Numbers) => FunctionWords> = {
  relu: () => ({
    symbols: ['max(0, x)'],
    filled: (x) => [`max(0, ${exact(x)})`],
    says: 'Keeps what is above 0; everything below becomes 0.',
    at: (x) => Math.max(0, x),
  }),
  leakyRelu: ({ negativeSlope: alpha = 0.3 }) => ({
    symbols: ['x above 0, else ', `${exact(alpha)} · x`],
    filled: (x) => (x > 0 ? [exact(x)] : [`${exact(alpha)} · ${inFormula(x)}`]),
    says: 'Keeps what is above 0 and lets a little of the rest through.',
    at: (x) => (x > 0 ? x : alpha * x),
  }),
  elu: ({ alpha = 1 }) => ({
    symbols: ['x above 0, else ', `${exact(alpha)} · (e`, { sup: 'x' }, ' − 1)'],
    filled: (x) => (x > 0 ? [exact(x)] : [`${exact(alpha)} · (e`, { sup: exact(x) }, ' − 1)']),
    says: 'Keeps what is above 0; below, it bends softly towards a floor.',
    at: (x) => (x > 0 ? x : alpha * Math.expm1(x)),
  }),
  sigmoid: () => ({
    symbols: ['1 / (1 + e', { sup: '−x' }, ')'],
    filled: (x) => ['1 / (1 + e', { sup: exact(-x) }, ')'],
    says: 'Squeezes any number into 0 to 1.',
    at: (x) => 1 / (1 + Math.exp(-x)),
  }),
  tanh: () => ({
    symbols: ['tanh x'],
    filled: (x) => [`tanh ${inFormula(x)}`],
    says: 'Squeezes any number into −1 to 1.',
    at: Math.tanh,
  }),
  scaledTanh: () => ({
    symbols: ['1.7159 · tanh(2x / 3)'],
    filled: (x) => [`1.7159 · tanh(2 · ${inFormula(x)} / 3)`],
    says: 'Squeezes any number into −1.7 to 1.7, and keeps 1 at 1 (LeCun et al. 1998).',
    at: (x) => 1.7159 * Math.tanh((2 * x) / 3),
  }),
  abs: () => ({
    symbols: ['|x|'],
    filled: (x) => [`|${exact(x)}|`],
    says: 'Drops the sign.',
    at: Math.abs,
  }),
  rescaling: ({ scale = 1, offset = 0 }) => ({
    symbols: ['scale · x + offset'],
    filled: (x) => [`${exact(scale)} · ${inFormula(x)} + ${inFormula(offset)}`],
    says: 'Brings the numbers into another range.',
    at: (x) => scale * x + offset,
  }),
};

/** What is known of a layer that works value by value. */
export function functionWords(type: string, numbers: Numbers): FunctionWords | undefined {
  return functions[type]?.(numbers);
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
