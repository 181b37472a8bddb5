/** Numbers as the page writes them: widths that hold still, a unit with every figure. */

import { grouped } from '../../protocol/numbers';

const dash = '–';

/** 98.9 % */
export function percent(share: number, digits = 1): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(digits)} %` : dash;
}

/** A loss in three figures or so: 0.0813, 2.303, 14.2. */
export function loss(value: number): string {
  if (!Number.isFinite(value)) return dash;
  if (value > 0 && value < 0.001) return value.toExponential(1);
  if (value < 10) return value.toFixed(value < 0.1 ? 4 : 3);
  return value < 1000 ? value.toFixed(1) : value.toExponential(1);
}

/** 41,000 */
export function count(value: number): string {
  return Number.isFinite(value) ? grouped(value) : dash;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** 3 Mar 2026, 14:05, as the computer's clock has it. */
export function dateAndTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}, ${time}`;
}

/** A speed in two or three figures, so that the last digits do not flicker: 41,200. */
export function rate(value: number): string {
  if (!Number.isFinite(value) || value <= 0) return '0';
  return count(Number(value.toPrecision(value < 1000 ? 2 : 3)));
}

/** The end of a scale: 2, 0.05, 3e-6. */
export function limit(value: number): string {
  if (!Number.isFinite(value)) return dash;
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size < 0.0005 || size >= 10000
    ? value.toExponential(0)
    : String(Number(value.toPrecision(2)));
}

/** One number under the pointer, with its sign and four figures. */
export function exact(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 0.001 || size >= 10000) ? size.toExponential(3) : size.toPrecision(4);
  return (value < 0 ? '−' : '') + text;
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Small numbers in letters, as in prose. */
export function inWords(value: number): string {
  return words[value] ?? count(value);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** 1.4 MB */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** 38 kB, 1.4 MB, 10.7 GB */
export function storage(bytes: number): string {
  if (bytes < 100_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return bytes < 1e9 ? megabytes(bytes) : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** As CSS has it: room for the longest of these names, up to twenty-four letters. */
export function nameWidth(names: readonly string[]): string {
  return `${Math.min(24, Math.max(1, ...names.map(({ length }) => length))) + 0.5}ch`;
}
