import type { HealthReport, Histogram, LayerInfo } from 'receptive';
import {
  histogramBins,
  rowFigures,
  type HealthSample,
  type RecordRow,
  type SpreadKind,
} from '../../shared/judge';

/** Samples that are kept of a run: enough for a strip of a few hundred pixels. */
const capacity = 160;

/**
 * Histograms over a run in bounded memory: when the record is full every second sample goes, and from
 * then on only every second one comes in. The newest is always there.
 */
export class HistogramRecord {
  readonly rows: RecordRow[];
  /** Changes whenever samples were dropped. */
  version = 1;
  private kept: HealthSample[] = [];
  private newest: HealthSample | undefined;
  private stride = 1;
  private seen = 0;

  constructor(layers: readonly LayerInfo[]) {
    this.rows = layers.flatMap(rowsOf);
  }

  add(step: number, report: HealthReport): void {
    // A look while nothing was trained replaces the one before.
    if (this.newest?.step === step) this.drop(step);
    const sample = this.sampleOf(step, report);
    this.newest = sample;
    if (this.seen++ % this.stride === 0) this.kept.push(sample);
    if (this.kept.length < capacity) return;
    this.kept = this.kept.filter((_, i) => i % 2 === 0);
    this.stride *= 2;
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

  private drop(step: number): void {
    if (this.kept.at(-1)?.step !== step) return;
    this.kept.pop();
    this.seen -= 1;
    this.version += 1;
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
