import {
  histogramBins,
  rowFigures,
  type HealthSample,
  type RecordRow,
} from '../../../shared/judge';
import { count, percent } from '../format';

/** The figures of one row at one moment. */
export interface RowFigures {
  exponent: number;
  zeros: number;
  smallest: number;
  largest: number;
  mean: number;
  /** Root mean square. */
  spread: number;
}

export function figuresAt({ figures }: HealthSample, row: number): RowFigures {
  const at = row * rowFigures.length;
  const [exponent, zeros, smallest, largest, mean, spread] = figures.subarray(
    at,
    at + rowFigures.length,
  );
  return {
    exponent: exponent ?? 0,
    zeros: zeros ?? 0,
    smallest: smallest ?? 0,
    largest: largest ?? 0,
    mean: mean ?? 0,
    spread: spread ?? 0,
  };
}

export function countsAt({ counts }: HealthSample, row: number): Uint8Array {
  return counts.subarray(row * histogramBins, (row + 1) * histogramBins);
}

/**
 * The range that a whole strip is drawn with: in the middle of what its samples would choose, so that
 * a wild beginning does not press everything after it into a line.
 */
export function stripExponent(samples: readonly HealthSample[], row: number): number {
  const filled = samples.map((sample) => figuresAt(sample, row)).filter(({ spread }) => spread > 0);
  const sorted = filled.map(({ exponent }) => exponent).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Bins of -2^own .. 2^own as bins of -2^wanted .. 2^wanted; the fullest is 255 again. */
export function rescaled(counts: Uint8Array, own: number, wanted: number): Uint8Array {
  if (own === wanted) return counts;
  const factor = 2 ** (own - wanted);
  const half = histogramBins / 2;
  const edge = histogramBins - 1;
  const sums = new Float32Array(histogramBins);
  counts.forEach((number, bin) => {
    if (number === 0) return;
    const first = half + (bin - half) * factor;
    // Going down a bin is spread over several; going up several come into one.
    const begin = Math.floor(first + 1e-6);
    const end = Math.max(begin, Math.ceil(first + factor - 1e-6) - 1);
    const each = number / (end - begin + 1);
    for (let to = Math.max(0, begin); to <= Math.min(edge, end); ++to) sums[to]! += each;
    // A wild moment of the run may reach far beyond: what does not fit is at the edges.
    sums[0]! += each * Math.max(0, Math.min(end, -1) - begin + 1);
    sums[edge]! += each * Math.max(0, end - Math.max(begin, histogramBins) + 1);
  });
  const most = Math.max(...sums);
  return Uint8Array.from(sums, (sum) => (most > 0 ? Math.ceil((sum / most) * 255) : 0));
}

/**
 * Picture of a strip: `columns` moments from left to right, evenly over the steps, and the bins
 * upwards. Each byte is a share of the fullest bin of its moment.
 */
export function stripBytes(
  samples: readonly HealthSample[],
  row: number,
  exponent: number,
  columns: number,
): Uint8Array {
  const bytes = new Uint8Array(columns * histogramBins);
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return bytes;
  let at = 0;
  let shown = -1;
  let bins: Uint8Array = new Uint8Array(histogramBins);
  for (let column = 0; column < columns; ++column) {
    const share = columns === 1 ? 1 : column / (columns - 1);
    const step = first.step + share * (last.step - first.step);
    while (at + 1 < samples.length && samples[at + 1]!.step <= step) ++at;
    if (at !== shown) {
      const sample = samples[at]!;
      bins = rescaled(countsAt(sample, row), figuresAt(sample, row).exponent, exponent);
      shown = at;
    }
    for (let bin = 0; bin < histogramBins; ++bin) {
      bytes[(histogramBins - 1 - bin) * columns + column] = bins[bin]!;
    }
  }
  return bytes;
}

const of: Record<RecordRow['kind'], string> = {
  weights: 'The weights',
  gradients: 'The gradients of the weights',
  activations: 'What comes out',
};

/** Four figures at most, without trailing noise. */
export function short(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size < 1e-3 || size >= 1e5 ? size.toExponential(1) : String(Number(size.toPrecision(3)));
  return (value < 0 ? '−' : '') + text;
}

/** A row at one moment, in a sentence. */
export function rowSentence(row: RecordRow, sample: HealthSample, place: number): string {
  const { zeros, smallest, largest, mean, spread } = figuresAt(sample, place);
  const what = `${of[row.kind]} of ${row.layer} after step ${count(sample.step)}`;
  if (spread === 0) {
    const none = row.kind === 'gradients' && sample.step === 0;
    return none
      ? `There are no gradients of ${row.layer} before the first step.`
      : `${what} are all 0.`;
  }
  const rest = zeros > 0.001 ? ` ${percent(zeros)} are exactly 0 and not drawn.` : '';
  return `${what}: from ${short(smallest)} to ${short(largest)}, ${short(mean)} in the mean, ${short(spread)} from zero (root mean square).${rest}`;
}
