import type { HealthReport } from 'receptive';
import type { Health, HealthRecord, HealthWarning, LayerFigures } from '../../shared/judge';
import type { Session } from '../session';
import { HistogramRecord } from './health-record';
import { warningsOf } from './warnings';

/**
 * How often to look, in milliseconds, and how many times as long as a look must lie between two: less
 * than a hundredth of the time for the watch that always runs, a twentieth while somebody reads the
 * record.
 */
const always = { every: 2000, share: 120 };
const recording = { every: 500, share: 20 };

/** Pictures of a look, fewer where they take longer than this, in milliseconds. */
const pictures = { most: 128, least: 32, milliseconds: 15 };

/** Nobody has asked for the record for this long: the watch alone goes on. */
const forgotten = 5000;

/** Watches one run's network from its training steps. */
export class HealthWatch {
  private readonly record: HistogramRecord;
  private nextAt: number;
  private lastLook = -Infinity;
  private cost = 0;
  /** Weights before the step that is about to come. */
  private before: Float32Array | undefined;
  private newest: Health;
  private lowestLoss = Infinity;
  private readonly guessLoss: number;
  private askedAt = -Infinity;
  private pictures: number = pictures.least;
  /** Step of the newest sample of the record. */
  private recordedStep = -1;
  private readonly undo: () => void;

  constructor(
    private readonly session: Session,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.record = new HistogramRecord(session.network.layers);
    this.guessLoss = guessLossOf(session);
    this.nextAt = now() + recording.every;
    this.newest = { run: session.run, step: -1, examples: 0, warnings: [], layers: [] };
    this.undo = session.afterStep(() => this.afterStep());
  }

  stop(): void {
    this.undo();
  }

  health(): Health {
    return structuredClone(this.newest);
  }

  /** From now on, for as long as somebody asks, with histograms. */
  histograms(version: number, after: number): HealthRecord {
    const first = this.askedAt === -Infinity;
    this.askedAt = this.now();
    this.nextAt = Math.min(this.nextAt, this.due(recording));
    // Where training rests, no step will come to look after.
    const { steps } = this.session.progress;
    if (first || this.now() > this.lastLook + 2 * recording.every) {
      if (this.recordedStep !== steps) this.look();
    }
    const { run } = this.session;
    const { rows } = this.record;
    const samples = this.record.since(version, after);
    return { run, version: this.record.version, rows: structuredClone(rows), samples };
  }

  private get recorded(): boolean {
    return this.now() - this.askedAt < forgotten;
  }

  private due({ every, share }: typeof always): number {
    return this.lastLook + Math.max(every, share * this.cost);
  }

  private afterStep(): void {
    if (this.now() < this.nextAt) return;
    // What goes wrong here must not stop the training.
    try {
      if (!this.before) {
        this.before = this.session.network.model.health.weights();
        return;
      }
      this.look();
    } catch {
      this.stop();
    }
  }

  private look(): void {
    const start = this.now();
    const { model } = this.session.network;
    const { data } = this.session;
    const histograms = this.recorded;
    const weightsBefore = this.before;
    this.before = undefined;
    const report = model.health.examine(data.test, {
      pictures: this.pictures,
      histograms,
      ...(weightsBefore ? { weightsBefore } : {}),
    });
    const examined = this.now();
    const training = model.health.examine(data.train, { pictures: this.pictures });
    const step = this.session.progress.steps;
    if (histograms) {
      this.record.add(step, report);
      this.recordedStep = step;
    }
    this.take(step, report, training, weightsBefore !== undefined);
    const wanted = Math.floor((pictures.milliseconds * report.examples) / (examined - start));
    this.pictures = Math.max(pictures.least, Math.min(pictures.most, wanted));
    this.lastLook = this.now();
    this.cost = this.lastLook - start;
    this.nextAt = this.due(histograms ? recording : always);
  }

  private take(step: number, report: HealthReport, training: HealthReport, moved: boolean): void {
    const { loss, accuracy } = training;
    const { lowestLoss } = this;
    const { layers } = this.session.network;
    const { guessLoss } = this;
    const look = { step, report, loss, lowestLoss, guessLoss, accuracy };
    const warnings = warningsOf(look, layers);
    this.lowestLoss = Math.min(lowestLoss, loss);
    const last = this.newest;
    const figures = report.layers.map((layer, i): LayerFigures => {
      const { weights } = layer;
      const ratio = weights ? (weights.update ?? NaN) / weights.weights : NaN;
      return {
        layer: layer.layer,
        type: layers.find(({ name }) => name === layer.layer)?.type ?? '',
        units: layer.units,
        dead: layer.dead ?? NaN,
        saturated: layer.saturated ?? NaN,
        weights: weights?.weights ?? NaN,
        gradients: weights?.gradients ?? NaN,
        // A look between two steps sees no step: the last one's figure stays.
        updateRatio: moved ? ratio : (last.layers[i]?.updateRatio ?? NaN),
      };
    });
    this.newest = {
      run: this.session.run,
      step,
      examples: report.examples,
      warnings: moved ? warnings : withUpdatesOf(last.warnings, warnings),
      layers: figures,
    };
  }
}

/** Of cross-entropy; the scales of other losses have nothing to hold on to. */
function guessLossOf({ network, data }: Session): number {
  const { loss = 'softmaxCrossEntropy' } = network.spec;
  const type = typeof loss === 'string' ? loss : loss.type;
  return type === 'softmaxCrossEntropy' ? Math.log(data.info.classNames.length) : Infinity;
}

/** What was said of updates holds until they are measured again. */
function withUpdatesOf(before: HealthWarning[], now: HealthWarning[]): HealthWarning[] {
  const kept = before.filter(({ kind }) => kind === 'largeUpdates' || kind === 'smallUpdates');
  return [...kept, ...now];
}
