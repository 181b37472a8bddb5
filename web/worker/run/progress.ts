import type { StepReport } from 'receptive';
import type { Frame } from '../../protocol/messages';
import { packCurve, unpackCurve, type ProgressState } from '../storage/run-state';
import { Curve, RateMeter, RecentMean } from './metrics';

/** How far a run has come, and how fast it goes. */
export class TrainingProgress {
  steps = 0;
  private learningRate: number | undefined;
  private epochs = 0;
  /** Examples seen in the present epoch. */
  private seen = 0;
  private trainedMilliseconds = 0;
  private readonly recent = new RecentMean();
  private readonly rate = new RateMeter();
  private readonly curve = new Curve();

  /** The run goes on. */
  start(now: number): void {
    this.rate.start(now);
  }

  stop(now: number): void {
    this.rate.stop(now);
  }

  /** A step from `start` to `end`. @returns whether it ended an epoch */
  record(report: StepReport, start: number, end: number): boolean {
    this.trainedMilliseconds += end - start;
    const epochEnded = report.epoch > this.epochs;
    this.steps = report.step;
    this.learningRate = report.learningRate;
    this.epochs = report.epoch;
    this.seen = epochEnded ? 0 : this.seen + report.examples;
    this.recent.add(report);
    this.curve.add(report.step, report);
    this.rate.add(end, report.examples);
    return epochEnded;
  }

  state(): ProgressState {
    const { steps, epochs, seen, trainedMilliseconds } = this;
    const recent = this.recent.steps;
    return { steps, epochs, seen, trainedMilliseconds, recent, curve: packCurve(this.curve.all) };
  }

  /** Of a run that has no steps yet: it goes on from there. */
  restore(state: ProgressState): void {
    this.steps = state.steps;
    this.epochs = state.epochs;
    this.seen = state.seen;
    this.trainedMilliseconds = state.trainedMilliseconds;
    for (const [loss, accuracy] of state.recent) this.recent.add({ loss, accuracy });
    this.curve.restore(unpackCurve(state.curve));
  }

  /** Passes over the training data, with the part of the present one. */
  epochOf(trainCount: number): number {
    return this.epochs + Math.min(this.seen / trainCount, 1);
  }

  /** What decides when the test set is measured. */
  after(epochEnded: boolean) {
    const { steps: step, trainedMilliseconds } = this;
    return { step, epochEnded, trainedMilliseconds };
  }

  /** A frame's part of it, for a viewer who has the first `seen` points of the curve. */
  figures(
    now: number,
    trainCount: number,
    seen: number,
  ): Pick<
    Frame,
    'step' | 'epoch' | 'learningRate' | 'loss' | 'trainAccuracy' | 'examplesPerSecond' | 'training'
  > {
    const { loss, accuracy } = this.recent.mean;
    const { learningRate } = this;
    return {
      step: this.steps,
      ...(learningRate === undefined ? {} : { learningRate }),
      epoch: this.epochOf(trainCount),
      loss,
      trainAccuracy: accuracy,
      examplesPerSecond: this.rate.perSecond(now),
      training: this.curve.all.slice(seen),
    };
  }
}
