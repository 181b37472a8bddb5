import type { TestPoint } from '../../protocol/messages';
import {
  Measurement,
  Pace,
  quickExamples,
  Schedule,
  type Evaluate,
  type TrainedSoFar,
} from './evaluation';

/** Milliseconds that a measurement may take while nothing is trained. */
const longestAtRest = 5000;

/** Milliseconds of measuring for every step of slow motion. */
const longestForFrame = 6;

/** Milliseconds that slow motion may stand still for a measurement. */
const longestHalt = 100;

/** Measures on the test set, piece by piece between training steps. */
export class Tester {
  /** Newest complete measurement. */
  newest: TestPoint | undefined;
  private readonly pace = new Pace();
  private readonly schedule: Schedule;
  private measurement: Measurement | undefined;
  private startedAt: TrainedSoFar | undefined;
  /** Every point so far. */
  readonly all: TestPoint[] = [];
  /** Steps of slow motion since the last one that was measured. */
  private shownSteps = 0;

  constructor(
    private readonly total: number,
    private readonly evaluate: Evaluate,
    private readonly now: () => number,
  ) {
    this.schedule = new Schedule(total, this.pace);
  }

  /** A measurement is under way: the weights must stay as they are until it is done. */
  get busy(): boolean {
    return this.measurement !== undefined;
  }

  /** A step was trained: begins a measurement if it is time for one. */
  afterStep(progress: TrainedSoFar): void {
    const examples = this.schedule.due(progress);
    if (examples > 0) this.begin(examples, progress);
  }

  /**
   * A step of slow motion: measured at once where that is cheap, else after as many steps as keep the
   * cost of a frame the same.
   */
  afterShownStep(progress: TrainedSoFar): void {
    this.shownSteps += 1;
    const whole = this.pace.perExample === undefined || this.pace.cost(this.total) <= longestHalt;
    const examples = whole ? this.total : Math.min(quickExamples, this.total);
    if (this.shownSteps * longestForFrame < this.pace.cost(examples)) return;
    this.shownSteps = 0;
    this.begin(examples, progress);
  }

  /**
   * Training rests: the figure shown is to be that of these weights, on the whole set if that takes
   * no more than a few seconds of a computer that was just let off.
   */
  atRest(progress: TrainedSoFar): void {
    // Before the first step only weights that were opened or changed by hand are measured.
    if (this.busy || (progress.step === 0 && !this.newest)) return;
    const { perExample } = this.pace;
    const whole = perExample !== undefined && this.pace.cost(this.total) <= longestAtRest;
    const examples = whole ? this.total : Math.min(quickExamples, this.total);
    const known = this.newest?.step === progress.step && this.newest.examples >= examples;
    if (!known) this.begin(examples, progress);
  }

  /** The weights were changed by hand: what was measured before does not tell about them. */
  weightsChanged(progress: TrainedSoFar): void {
    this.abandon();
    const { perExample } = this.pace;
    const whole = perExample !== undefined && this.pace.cost(this.total) <= longestAtRest;
    this.begin(whole ? this.total : Math.min(quickExamples, this.total), progress);
  }

  /** Returns whether the measurement is done. */
  piece(): boolean {
    if (!this.measurement || !this.startedAt) return false;
    const start = this.now();
    const before = this.measurement.done;
    const point = this.measurement.advance(this.pace.count);
    this.pace.record(this.measurement.done - before, this.now() - start);
    if (!point) return false;
    this.newest = point;
    this.all.push(point);
    this.schedule.made(point.examples, this.startedAt);
    this.measurement = undefined;
    return true;
  }

  /** Drops the measurement under way, because the weights are about to change. */
  abandon(): void {
    this.measurement = undefined;
  }

  /** Goes on behind the points of an earlier part of the run. */
  restore(points: readonly TestPoint[], progress: TrainedSoFar): void {
    this.all.splice(0, this.all.length, ...points);
    this.newest = points.at(-1);
    if (this.newest) this.schedule.made(this.newest.examples, progress);
  }

  private begin(examples: number, progress: TrainedSoFar): void {
    this.startedAt = progress;
    this.measurement = new Measurement(progress.step, examples, this.total, this.evaluate);
  }
}
