import { histogramBins, rowFigures, type HealthSample, type RecordRow } from '../protocol';
import { count, exact, percent } from '../../../client/words/format';

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

/** A moment is drawn until the next one, but over no more than this share of the strip. */
const longest = 1 / 12;

/**
 * Which sample each of `columns` moments shows, evenly over the steps from 0 to the newest; undefined
 * where nobody had looked yet, or not for long: a strip of which little is known shows little.
 */
export function momentsOf(
  samples: readonly HealthSample[],
  columns: number,
): (HealthSample | undefined)[] {
  const end = samples.at(-1)?.step ?? 0;
  const last = columns - 1;
  const columnOf = (step: number): number => (end === 0 ? 0 : Math.round((last * step) / end));
  const shown = new Array<HealthSample | undefined>(columns).fill(undefined);
  samples.forEach((sample, i) => {
    const begin = columnOf(sample.step);
    const next = samples[i + 1];
    const until = next ? columnOf(next.step) : columns;
    const reach = Math.max(1, Math.round(longest * columns));
    shown.fill(sample, begin, Math.max(begin + 1, Math.min(until, begin + reach)));
  });
  return shown;
}

/**
 * Picture of a strip: its moments from left to right as `momentsOf` has them, and the bins
 * upwards. Each byte is a share of the fullest bin of its moment.
 */
export function stripBytes(
  moments: readonly (HealthSample | undefined)[],
  row: number,
  exponent: number,
): Uint8Array {
  const columns = moments.length;
  const bytes = new Uint8Array(columns * histogramBins);
  let shown: HealthSample | undefined;
  let bins: Uint8Array = new Uint8Array(histogramBins);
  moments.forEach((sample, column) => {
    if (!sample) return;
    if (sample !== shown) {
      bins = rescaled(countsAt(sample, row), figuresAt(sample, row).exponent, exponent);
      shown = sample;
    }
    for (let bin = 0; bin < histogramBins; ++bin) {
      bytes[(histogramBins - 1 - bin) * columns + column] = bins[bin]!;
    }
  });
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
  if (!Number.isFinite(value)) return exact(value);
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
