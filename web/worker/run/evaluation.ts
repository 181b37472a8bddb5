import type { LossAndAccuracy } from 'receptive';
import type { TestPoint } from '../../protocol/messages';

/** Evaluates test pictures first .. first + count - 1. */
export type Evaluate = (first: number, count: number) => LossAndAccuracy;

/** Pictures in a row of a measurement that does not take all of them. */
const rowLength = 50;

/**
 * One measurement on the test set, made in pieces so that messages get through. The weights must
 * not change until it is done. A measurement on fewer pictures than there are takes rows spread over
 * the whole set: the halves of MNIST's test set are not equally hard.
 */
export class Measurement {
  /** Pictures measured so far. */
  done = 0;
  private loss = 0;
  private accuracy = 0;

  constructor(
    readonly step: number,
    readonly examples: number,
    private readonly total: number,
    private readonly evaluate: Evaluate,
  ) {}

  /** Measures about `count` pictures more; the result when that was the last of them. */
  advance(count: number): TestPoint | undefined {
    let left = Math.min(count, this.examples - this.done);
    while (left > 0) {
      const { first, length } = this.next(left);
      const part = this.evaluate(first, length);
      this.loss += part.loss * length;
      // An answer that is no number is no class either, though the engine counts the first one.
      this.accuracy += Number.isNaN(part.loss) ? NaN : part.accuracy * length;
      this.done += length;
      left -= length;
    }
    if (this.done < this.examples) return undefined;
    return {
      step: this.step,
      examples: this.examples,
      loss: this.loss / this.examples,
      accuracy: this.accuracy / this.examples,
    };
  }

  private next(limit: number): { first: number; length: number } {
    if (this.examples === this.total) return { first: this.done, length: limit };
    const row = Math.floor(this.done / rowLength);
    const offset = this.done % rowLength;
    const rows = Math.ceil(this.examples / rowLength);
    const start = Math.floor((row * (this.total - rowLength)) / Math.max(1, rows - 1));
    return { first: start + offset, length: Math.min(limit, rowLength - offset) };
  }
}

/** Chooses how many pictures a piece of a measurement takes, from how long the last ones took. */
export class Pace {
  /** Milliseconds per picture; undefined before the first piece. */
  perExample: number | undefined;

  constructor(private readonly pieceMilliseconds = 5) {}

  get count(): number {
    if (this.perExample === undefined) return 8;
    return Math.max(4, Math.min(2000, Math.floor(this.pieceMilliseconds / this.perExample)));
  }

  record(examples: number, milliseconds: number): void {
    // Never 0: clocks of browsers are coarse.
    const fresh = Math.max(milliseconds, 0.001) / examples;
    this.perExample = this.perExample === undefined ? fresh : (this.perExample * 3 + fresh) / 4;
  }

  /** Milliseconds that `examples` pictures will take. */
  cost(examples: number): number {
    return (this.perExample ?? 0) * examples;
  }
}

/** A first figure is to appear soon, and is made on this many pictures. */
export const quickExamples = 1000;

/** What has been trained so far, as the schedule needs it. */
export interface TrainedSoFar {
  step: number;
  /** The last step was the last of an epoch. */
  epochEnded: boolean;
  /** Milliseconds spent in training steps so far. */
  trainedMilliseconds: number;
}

/**
 * When to measure on the test set, so that it takes little of the time: at the end of each epoch (if
 * an epoch takes at least nine times as long as the measurement), and in between as soon as the
 * training since the last measurement took nineteen times as long. That is at most a tenth of
 * the time in epochs that are just long enough, and about a twentieth in most. Until a whole
 * measurement can be afforded there are quick ones on a thousand pictures.
 */
export class Schedule {
  private last = { step: 0, trainedMilliseconds: 0 };
  private epochStartedAt = 0;
  private wholeMade = false;

  constructor(
    private readonly total: number,
    private readonly pace: Pace,
  ) {}

  /** Pictures to measure after this step; 0 when it is not time. */
  due(progress: TrainedSoFar): number {
    const sinceLast = progress.trainedMilliseconds - this.last.trainedMilliseconds;
    // A long run needs no more points than the eye can tell apart.
    const steps = progress.step - this.last.step;
    const apart = steps >= progress.step / 200;
    if (progress.epochEnded) {
      const epoch = progress.trainedMilliseconds - this.epochStartedAt;
      this.epochStartedAt = progress.trainedMilliseconds;
      if (apart && epoch >= 9 * this.pace.cost(this.total)) return this.total;
    }
    if (!apart || (steps < 25 && sinceLast < 500)) return 0;
    const quick = Math.min(quickExamples, this.total);
    if (this.pace.perExample === undefined) return quick;
    if (sinceLast >= 19 * this.pace.cost(this.total)) return this.total;
    return !this.wholeMade && sinceLast >= 19 * this.pace.cost(quick) ? quick : 0;
  }

  /** A measurement was made after this step. */
  made(examples: number, progress: Pick<TrainedSoFar, 'step' | 'trainedMilliseconds'>): void {
    this.last = { step: progress.step, trainedMilliseconds: progress.trainedMilliseconds };
    if (examples === this.total) this.wholeMade = true;
  }
}
