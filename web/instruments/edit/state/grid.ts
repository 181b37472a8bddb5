import type { FilterView } from '../protocol';

/** Squares that are drawn of one channel; a row of a wide dense layer has more. */
const mostSquares = 1024;
/** A long row of weights without a shape is folded. */
const folded = 16;

export interface FilterGridLayout {
  rows: number;
  columns: number;
  squares: number;
  /** Squares that the channel has. */
  total: number;
}

/** How one channel of a filter is laid out in squares. */
export function gridOf({ height, width }: Pick<FilterView, 'height' | 'width'>): FilterGridLayout {
  const total = height * width;
  const columns = height === 1 && width > 28 ? folded : width;
  const squares = Math.min(total, mostSquares);
  return { rows: Math.ceil(squares / columns), columns, squares, total };
}

/** The end of the scale: the first of 1, 2, 5, 10, ... (by tens) that no value is beyond. */
export function niceLimit(values: readonly number[]): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(largest > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5].find((step) => step * power >= largest * 0.9999) ?? 10) * power;
}

/** As short as it can be read in a square: 0.31, −1.2, 12. */
export function shortNumber(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const digits = size < 0.1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0;
  const text =
    size < 0.0005 || size >= 100000 ? size.toExponential(0) : String(Number(size.toFixed(digits)));
  return (value < 0 ? '−' : '') + text;
}
