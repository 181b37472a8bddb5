import type { HealthReport } from 'receptive';
import { lossOf } from '../../../protocol/experiment';
import type { Health, HealthRecord, LayerFigures } from '../protocol';
import type { Session } from '../../../worker/host/run-host';
import { HistogramRecord } from './health-record';
import type { Look } from './warnings';

/**
 * How many milliseconds lie between two looks, at least, and how many times as long as one takes: looks
 * that say what is wrong take less than a hundredth of the training's time, and samples for the record
 * alone half as much.
 */
const looks = { every: 500, times: 120 };
const samples = { every: 50, times: 200 };

/** Pictures of a look, fewer where they take longer than this, in milliseconds. */
const pictures = { most: 128, least: 32, milliseconds: 15 };

/**
 * How long something took the last time. The smaller of its last two times counts: in one of them
 * another program may have had the processor.
 */
interface Cost {
  milliseconds: number;
}

/** The figures of the last look, and what the words about them are made of. */
export interface Seen {
  figures: Omit<Health, 'warnings'>;
  look?: Look;
  /** The last look that saw what a step changed. */
  moved?: Look;
}

/** Watches one run's network from its training steps, whether or not somebody looks. */
export class HealthWatch {
  private readonly record: HistogramRecord;
  /** When the next look is due, and the next sample. */
  private nextLook: number;
  private nextSample = -Infinity;
  private readonly looking: Cost = { milliseconds: Infinity };
  private readonly sampling: Cost = { milliseconds: Infinity };
  /** Weights before the step that is about to come, and the number of steps then. */
  private before: { step: number; weights: Float32Array } | undefined;
  private newest: Seen;
  private lowestLoss = Infinity;
  private readonly guessLoss: number;
  private pictures: number = pictures.least;
  private sameTest: boolean | undefined;
  private readonly undo: () => void;

  constructor(
    private readonly session: Session,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.record = new HistogramRecord(session.network.layers);
    this.guessLoss = guessLossOf(session);
    this.nextLook = now() + looks.every;
    this.newest = { figures: { run: session.run, step: -1, examples: 0, layers: [] } };
    this.undo = session.afterStep(() => this.afterStep());
    session.records('judge', this.record);
  }

  stop(): void {
    this.undo();
  }

  /** What was seen last; where training rests, of the weights as they are. */
  seen(): Seen {
    this.lookAtRest();
    return this.newest;
  }

  /** The histograms of the whole run: those behind `after` where `version` is the present one. */
  histograms(version: number, after: number): HealthRecord {
    this.lookAtRest();
    const { run } = this.session;
    const { rows, version: present } = this.record;
    const found = this.record.since(version, after);
    return { run, version: present, rows: structuredClone(rows), samples: found };
  }

  /** Where training rests, no step will come to look after. */
  private lookAtRest(): void {
    const { isRunning, progress } = this.session;
    if (!isRunning && this.newest.figures.step !== progress.steps) this.look();
  }

  private afterStep(): void {
    const { network, progress } = this.session;
    const { steps: step } = progress;
    // What goes wrong here must not stop the training.
    try {
      if (this.before) this.look();
      else if (this.now() >= this.nextLook) {
        this.before = { step, weights: network.model.health.weights() };
      } else if (this.now() >= this.nextSample && this.record.wants(step)) this.sample(step);
    } catch {
      this.stop();
    }
  }

  /** For the record alone. */
  private sample(step: number): void {
    const start = this.now();
    const { network, data } = this.session;
    const options = { pictures: pictures.least, histograms: true };
    this.record.add(step, network.model.health.examine(data.test, options));
    this.nextSample = this.after(this.sampling, start, samples);
  }

  /** When to do something again that began at `start` and has just ended. */
  private after(cost: Cost, start: number, { every, times }: typeof looks): number {
    const end = this.now();
    const [took, before] = [end - start, cost.milliseconds];
    cost.milliseconds = took;
    return end + Math.max(every, times * Math.min(took, before));
  }

  private look(): void {
    const start = this.now();
    const { network, data, progress } = this.session;
    const { health } = network.model;
    const { steps: step } = progress;
    const before = this.before?.step === step - 1 ? this.before.weights : undefined;
    this.before = undefined;
    const report = health.examine(data.test, {
      pictures: this.pictures,
      histograms: true,
      ...(before ? { weightsBefore: before } : {}),
    });
    const examined = this.now();
    const training = health.examine(data.train, { pictures: this.pictures });
    this.record.add(step, report);
    this.take(step, report, training, before !== undefined);
    const wanted = Math.floor((pictures.milliseconds * report.examples) / (examined - start));
    this.pictures = Math.max(pictures.least, Math.min(pictures.most, wanted));
    this.nextLook = this.after(this.looking, start, looks);
  }

  private take(step: number, report: HealthReport, training: HealthReport, moved: boolean): void {
    const { loss, accuracy } = training;
    const { lowestLoss, guessLoss, session } = this;
    const { layers } = session.network;
    const { learningRate } = session.tuning.present.spec.optimizer;
    const alike = this.alike();
    const look = { step, report, loss, lowestLoss, guessLoss, accuracy, learningRate, alike };
    if (loss < lowestLoss) this.lowestLoss = loss;
    const before = this.newest;
    const figures = report.layers.map((layer, i): LayerFigures => {
      const { weights } = layer;
      const ratio = weights ? (weights.update ?? NaN) / weights.weights : NaN;
      return {
        layer: layer.layer,
        type: layers.find(({ name }) => name === layer.layer)?.type ?? '',
        units: layer.units,
        dead: alike ? NaN : (layer.dead ?? NaN),
        saturated: alike ? NaN : (layer.saturated ?? NaN),
        weights: weights?.weights ?? NaN,
        gradients: weights?.gradients ?? NaN,
        // A look between two steps sees no step: the last one's figure stays.
        updateRatio: moved ? ratio : (before.figures.layers[i]?.updateRatio ?? NaN),
      };
    });
    this.newest = {
      ...before,
      figures: { run: session.run, step, examples: report.examples, layers: figures },
      look,
      ...(moved ? { moved: look } : {}),
    };
  }

  /** Whether the test pictures that are looked at are one and the same, as in a set that is all black. */
  private alike(): boolean {
    if (this.sameTest !== undefined) return this.sameTest;
    const { data } = this.session;
    const { count } = data.test;
    const shown = Math.min(count, pictures.most);
    const place = (i: number): number => Math.floor((i * count) / shown);
    const first = data.pixels('test', 0, 1);
    const isFirst = (pixels: Uint8Array): boolean => pixels.every((byte, i) => byte === first[i]);
    const others = Array.from({ length: shown - 1 }, (_, i) => place(i + 1));
    this.sameTest = shown > 1 && others.every((index) => isFirst(data.pixels('test', index, 1)));
    return this.sameTest;
  }
}

/**
 * Of cross-entropy, also where classes are balanced: their weights' mean is 1. The scales of other
 * losses, and of weights by hand, have nothing to hold on to.
 */
function guessLossOf({ network, data }: Session): number {
  const { type, classWeight } = lossOf(network.spec);
  const known = type === 'softmaxCrossEntropy' && !Array.isArray(classWeight);
  return known ? Math.log(data.info.classNames.length) : Infinity;
}
