import type { CurvePoint } from '../../protocol/messages';
import type { LoggedChange } from '../../protocol/recipe-log';

interface Bin {
  /** Last step that fell into it. */
  step: number;
  loss: number;
  accuracy: number;
  count: number;
  testLoss: number | null;
  testAccuracy: number | null;
}

/** What a chart is drawn from: aligned columns over the step. */
export interface CurveColumns {
  steps: number[];
  train: number[];
  /** `train`, smoothed. */
  smooth: number[];
  test: (number | null)[];
}

/** Everything that is known of one place on the curves; NaN where nothing is. */
export interface CurveReading {
  step: number;
  loss: number;
  accuracy: number;
  /** Newest measurement on the test set at that step, and its own step. */
  testLoss: number;
  testAccuracy: number;
  testStep: number;
}

/** Changes that are shown: a slider that is dragged makes many. */
const mostChanges = 12;

/**
 * A run's curve in a bounded number of bins: when they are full, neighbours are averaged and every
 * bin covers twice as many steps. A run of a million steps then costs what a short one does.
 */
export class Curves {
  private bins: Bin[] = [];
  private stride = 1;
  /** The newest changes of the recipe in mid-run, in order. */
  changes: readonly LoggedChange[] = [];

  constructor(private readonly capacity = 400) {}

  clear(): void {
    this.bins = [];
    this.stride = 1;
    this.changes = [];
  }

  get empty(): boolean {
    return this.bins.length === 0;
  }

  add(
    training: readonly CurvePoint[],
    test: readonly CurvePoint[],
    changes: readonly LoggedChange[] = [],
  ): void {
    this.changes = [...this.changes, ...changes].slice(-mostChanges);
    for (const point of training) {
      if (!Number.isFinite(point.loss)) continue;
      const bin = this.binOf(point.step);
      bin.loss += (point.loss - bin.loss) / (bin.count + 1);
      bin.accuracy += (point.accuracy - bin.accuracy) / (bin.count + 1);
      bin.count += 1;
    }
    for (const point of test) {
      if (!Number.isFinite(point.loss)) continue;
      const bin = this.binOf(point.step);
      bin.testLoss = point.loss;
      bin.testAccuracy = point.accuracy;
    }
  }

  columns(kind: 'loss' | 'accuracy'): CurveColumns {
    const used = this.used();
    const train = used.map((bin) => (bin.count > 0 ? bin[kind] : NaN));
    return {
      steps: used.map((bin) => bin.step),
      train,
      smooth: smooth(train),
      test: used.map((bin) => (kind === 'loss' ? bin.testLoss : bin.testAccuracy)),
    };
  }

  /** What is known nearest to a step; without one, of the newest. */
  read(step = Infinity): CurveReading | undefined {
    const all = this.readings();
    return all.reduce<CurveReading | undefined>((best, one) => {
      return best && Math.abs(best.step - step) < Math.abs(one.step - step) ? best : one;
    }, undefined);
  }

  /** At most `rows` of the readings, evenly spread, the newest among them. */
  table(rows: number): CurveReading[] {
    const all = this.readings();
    const shown = Math.min(rows, all.length);
    return Array.from({ length: shown }, (_, i) => {
      return all[Math.floor(((i + 1) * all.length) / shown) - 1]!;
    });
  }

  private readings(): CurveReading[] {
    let test = { testLoss: NaN, testAccuracy: NaN, testStep: NaN };
    return this.used().map((bin) => {
      const { step, count, testLoss, testAccuracy } = bin;
      if (testLoss !== null && testAccuracy !== null) {
        test = { testLoss, testAccuracy, testStep: step };
      }
      const [loss, accuracy] = count > 0 ? [bin.loss, bin.accuracy] : [NaN, NaN];
      return { step, loss, accuracy, ...test };
    });
  }

  private used(): Bin[] {
    return this.bins.filter((bin) => bin.count > 0 || bin.testLoss !== null);
  }

  private binOf(step: number): Bin {
    while (Math.floor(step / this.stride) >= this.capacity) this.halve();
    const at = Math.floor(step / this.stride);
    for (let i = this.bins.length; i <= at; ++i) this.bins.push(emptyBin(i * this.stride));
    const bin = this.bins[at]!;
    bin.step = Math.max(bin.step, step);
    return bin;
  }

  private halve(): void {
    this.stride *= 2;
    const halved: Bin[] = [];
    for (let i = 0; i < this.bins.length; i += 2) {
      const [a, b] = [this.bins[i]!, this.bins[i + 1]];
      halved.push(b ? joined(a, b) : a);
    }
    this.bins = halved;
  }
}

function emptyBin(step: number): Bin {
  return { step, loss: 0, accuracy: 0, count: 0, testLoss: null, testAccuracy: null };
}

function joined(a: Bin, b: Bin): Bin {
  const n = a.count + b.count;
  const mean = (x: number, y: number): number => (n === 0 ? 0 : (x * a.count + y * b.count) / n);
  return {
    step: Math.max(a.step, b.step),
    loss: mean(a.loss, b.loss),
    accuracy: mean(a.accuracy, b.accuracy),
    count: n,
    testLoss: b.testLoss ?? a.testLoss,
    testAccuracy: b.testAccuracy ?? a.testAccuracy,
  };
}

/**
 * Exponential mean over about a thirtieth of the curve, corrected for its start (as Adam's moments
 * are), so that the first points are not dragged towards zero.
 */
export function smooth(values: readonly number[]): number[] {
  const decay = Math.max(0, 1 - 30 / Math.max(30, values.length));
  let mean = 0;
  let weight = 0;
  return values.map((value) => {
    if (Number.isFinite(value)) {
      mean = decay * mean + (1 - decay) * value;
      weight = decay * weight + (1 - decay);
    }
    return weight > 0 ? mean / weight : NaN;
  });
}
