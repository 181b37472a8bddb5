import type { UnitArithmetic } from 'receptive';

/** Terms that fit on two lines. */
const mostTerms = 12;

/** −0.11, 2, 0.6: at most `digits` behind the point, with a true minus. */
export function numberText(value: number, digits: number): string {
  const rounded = Number(value.toFixed(digits));
  return `${rounded < 0 ? '\u2212' : ''}${Math.abs(rounded)}`;
}

function factorText(value: number, digits: number): string {
  const text = numberText(value, digits);
  return text.startsWith('\u2212') ? `(${text})` : text;
}

/** One value of a lesson with the numbers that it is made of: 2×2 + 4×(−1) + 6×0.1 = 0.6 */
export function sumText(unit: UnitArithmetic, digits: number): string {
  const [read] = unit.reads;
  if (!read) return '';
  const result = numberText(unit.value, digits);
  const values = Array.from(read.values);
  if (unit.rule === 'max') {
    const inside = values.filter((_, i) => read.places[i]! >= 0);
    return `max(${inside.map((value) => numberText(value, digits)).join(', ')}) = ${result}`;
  }
  if (unit.rule === 'function') return `max(0, ${numberText(values[0]!, digits)}) = ${result}`;
  if (unit.rule === 'mean' && !read.factors) return `mean = ${result}`;
  // Filters of a lesson may be ninths: two digits at least.
  const factors = Array.from(read.factors ?? []);
  const terms = values.map((value, i) =>
    read.places[i]! < 0
      ? undefined
      : `${factorText(value, digits)}×${factorText(factors[i] ?? 1, Math.max(2, digits))}`,
  );
  const real = terms.filter((term) => term !== undefined);
  const shown = real.slice(0, mostTerms);
  if (real.length > mostTerms) shown.push(`… ${real.length - mostTerms} more`);
  if (unit.bias && unit.bias.value !== 0) shown.push(`bias ${numberText(unit.bias.value, digits)}`);
  return `${shown.join(' + ')} = ${result}`;
}

/** Between two rows of pooled numbers; the first and the last see the edge and are left out. */
export function largestChange(before: Float32Array, now: Float32Array): number {
  const inner = before.slice(1, -1);
  return inner.reduce((most, value, i) => Math.max(most, Math.abs(value - now[i + 1]!)), 0);
}
