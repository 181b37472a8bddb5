import type { LossAndAccuracy } from 'receptive';
import { recentSteps, type CurvePoint } from '../../protocol/messages';

/** Mean loss and accuracy of the newest steps. */
export class RecentMean {
  private readonly losses: Float64Array;
  private readonly accuracies: Float64Array;
  private count = 0;

  constructor(steps = recentSteps) {
    this.losses = new Float64Array(steps);
    this.accuracies = new Float64Array(steps);
  }

  add(report: LossAndAccuracy): void {
    const slot = this.count % this.losses.length;
    this.losses[slot] = report.loss;
    this.accuracies[slot] = report.accuracy;
    this.count += 1;
  }

  /** Losses and accuracies, oldest first. */
  get steps(): [loss: number, accuracy: number][] {
    const size = this.losses.length;
    const filled = Math.min(this.count, size);
    return Array.from({ length: filled }, (_, i) => {
      const slot = (this.count - filled + i) % size;
      return [this.losses[slot]!, this.accuracies[slot]!];
    });
  }

  /** NaN before the first step. */
  get mean(): LossAndAccuracy {
    const filled = Math.min(this.count, this.losses.length);
    // Summed anew each time: a running sum would collect rounding errors over a long run.
    let loss = 0;
    let accuracy = 0;
    for (let i = 0; i < filled; ++i) {
      loss += this.losses[i]!;
      accuracy += this.accuracies[i]!;
    }
    return { loss: loss / filled, accuracy: accuracy / filled };
  }
}

/** Examples per second of wall time over about the last second of training. */
export class RateMeter {
  private samples: { time: number; total: number }[] = [];
  private total = 0;
  private rate = NaN;

  constructor(
    private readonly windowMilliseconds = 1000,
    private readonly sampleMilliseconds = 50,
  ) {}

  /** Training goes on from here: the pause before does not count. */
  start(now: number): void {
    this.samples = [{ time: now, total: this.total }];
  }

  add(now: number, examples: number): void {
    this.total += examples;
    const last = this.samples.at(-1);
    if (!last) return;
    if (now - last.time >= this.sampleMilliseconds) {
      this.samples.push({ time: now, total: this.total });
      while (this.samples.length > 2 && this.samples[1]!.time <= now - this.windowMilliseconds) {
        this.samples.shift();
      }
    }
  }

  /** Keeps the last figure, however long the pause is. */
  stop(now: number): void {
    this.rate = this.perSecond(now);
    this.samples = [];
  }

  /** NaN until there is a tenth of a second to judge by. */
  perSecond(now: number): number {
    const first = this.samples[0];
    if (!first || now - first.time < 100) return this.rate;
    return ((this.total - first.total) * 1000) / (now - first.time);
  }
}

/**
 * The training curve, thinned as it grows: after n steps a point is the mean of about n / `detail`
 * steps, so that a run of a million steps has a few thousand points and no part of it is lost.
 */
export class Curve {
  /** Every point so far. */
  readonly all: CurvePoint[] = [];
  private loss = 0;
  private accuracy = 0;
  private steps = 0;

  constructor(private readonly detail = 500) {}

  add(step: number, report: LossAndAccuracy): void {
    this.loss += report.loss;
    this.accuracy += report.accuracy;
    this.steps += 1;
    if (this.steps < Math.floor(step / this.detail)) return;
    this.all.push({ step, loss: this.loss / this.steps, accuracy: this.accuracy / this.steps });
    this.loss = 0;
    this.accuracy = 0;
    this.steps = 0;
  }

  /** Goes on behind the points of an earlier part of the run. */
  restore(points: readonly CurvePoint[]): void {
    this.all.splice(0, this.all.length, ...points);
  }
}
