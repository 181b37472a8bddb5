import type { HealthReport, Histogram, LayerInfo } from 'receptive';
import {
  histogramBins,
  rowFigures,
  type HealthSample,
  type RecordRow,
  type SpreadKind,
} from '../protocol';

/** Samples that are kept of a run: enough for a strip of a few hundred pixels. */
const capacity = 160;

interface KeptRecord {
  rows: RecordRow[];
  gap: number;
  samples: HealthSample[];
  /** Maybe one that would not be kept for good. */
  newest?: HealthSample;
}

/**
 * Histograms over a run in bounded memory, evenly over its steps: when the record is full, the least
 * distance between two samples is doubled until half of the room is free. The newest is always there.
 */
export class HistogramRecord {
  readonly rows: RecordRow[];
  /** Changes whenever samples were dropped. */
  version = 1;
  private kept: HealthSample[] = [];
  private newest: HealthSample | undefined;
  /** Least number of steps between two samples that are kept. */
  private gap = 1;

  constructor(layers: readonly LayerInfo[]) {
    this.rows = layers.flatMap(rowsOf);
  }

  /** Step of the newest sample; -1 before the first. */
  get step(): number {
    return this.newest?.step ?? -1;
  }

  /** Whether a sample of this step would be kept for good. */
  wants(step: number): boolean {
    const last = this.kept.at(-1);
    return !last || step - last.step >= this.gap;
  }

  add(step: number, report: HealthReport): void {
    // A look while nothing was trained replaces the one before.
    if (this.step === step) this.drop(step);
    const sample = this.sampleOf(step, report);
    this.newest = sample;
    if (!this.wants(step)) return;
    this.kept.push(sample);
    if (this.kept.length < capacity) return;
    while (this.kept.length > capacity / 2) this.thin();
    this.version += 1;
  }

  /** Copies. All samples where `version` is an old one, else those behind step `after`. */
  since(version: number, after: number): HealthSample[] {
    const { kept, newest } = this;
    const all = newest && kept.at(-1) !== newest ? [...kept, newest] : kept;
    const wanted = version === this.version ? all.filter(({ step }) => step > after) : all;
    return wanted.map(({ step, counts, figures }) => {
      return { step, counts: counts.slice(), figures: figures.slice() };
    });
  }

  /** All samples, as they are kept with the run. */
  state(): KeptRecord {
    const { rows, gap, kept, newest } = this;
    return { rows, gap, samples: kept, ...(newest ? { newest } : {}) };
  }

  /** Goes on from what another record of the same network was; anything else leaves it empty. */
  restore(state: unknown): void {
    if (!this.isOurs(state)) return;
    this.gap = state.gap;
    this.kept = state.samples;
    this.newest = state.newest;
    this.version += 1;
  }

  private isOurs(state: unknown): state is KeptRecord {
    const given = (state ?? {}) as Partial<Record<keyof KeptRecord, unknown>>;
    const { rows, gap, samples, newest } = given;
    const count = this.rows.length;
    const isSample = (sample: Partial<HealthSample> | null): boolean => {
      const { step, counts, figures } = sample ?? {};
      return (
        typeof step === 'number' &&
        counts?.length === count * histogramBins &&
        figures?.length === count * rowFigures.length
      );
    };
    return (
      JSON.stringify(rows) === JSON.stringify(this.rows) &&
      typeof gap === 'number' &&
      gap >= 1 &&
      Array.isArray(samples) &&
      [
        ...(samples as (Partial<HealthSample> | null)[]),
        ...(newest === undefined ? [] : [newest]),
      ].every(isSample)
    );
  }

  private thin(): void {
    this.gap *= 2;
    const all = this.kept;
    this.kept = [];
    for (const sample of all) if (this.wants(sample.step)) this.kept.push(sample);
  }

  private drop(step: number): void {
    this.version += 1;
    if (this.kept.at(-1)?.step === step) this.kept.pop();
  }

  private sampleOf(step: number, report: HealthReport): HealthSample {
    const counts = new Uint8Array(this.rows.length * histogramBins);
    const figures = new Float32Array(this.rows.length * rowFigures.length);
    this.rows.forEach(({ layer, kind }, row) => {
      const histogram = histogramOf(report, layer, kind);
      if (!histogram) return;
      const most = Math.max(1, ...histogram.counts);
      // A bin with anything in it must not vanish.
      const shares = histogram.counts.map((count) => Math.ceil((255 * count) / most));
      counts.set(shares, row * histogramBins);
      figures.set(figuresOf(histogram), row * rowFigures.length);
    });
    return { step, counts, figures };
  }
}

function rowsOf({ name: layer, type, parameters, inputs, role, silent }: LayerInfo): RecordRow[] {
  const kinds: SpreadKind[] = parameters.length > 0 ? ['weights', 'gradients'] : [];
  // A layer that only passes values on would show the strip of the layer before it again.
  const passesOn = silent || (role === 'rearranges' && inputs.length === 1);
  if (!passesOn) kinds.push('activations');
  return kinds.map((kind) => ({ layer, type, kind }));
}

function histogramOf(report: HealthReport, layer: string, kind: SpreadKind): Histogram | undefined {
  const found = report.layers.find((one) => one.layer === layer);
  if (kind === 'activations') return found?.activations;
  return kind === 'weights' ? found?.weights?.weightHistogram : found?.weights?.gradientHistogram;
}

function figuresOf(histogram: Histogram): number[] {
  const { exponent, zeros, counts, smallest, largest, mean, rootMeanSquare } = histogram;
  const total = counts.reduce((sum, count) => sum + count, zeros);
  return [exponent, total === 0 ? 0 : zeros / total, smallest, largest, mean, rootMeanSquare];
}
