import { describe, expect, it } from 'vitest';
import { Measurement, Pace, Schedule } from '../../../web/worker/run/evaluation';
import { Tester } from '../../../web/worker/run/tester';

describe('Measurement', () => {
  /** Right for even pictures; records which were asked. */
  function recorded(asked: number[]) {
    return (first: number, count: number) => {
      let right = 0;
      for (let i = first; i < first + count; ++i) {
        asked.push(i);
        right += i % 2 === 0 ? 1 : 0;
      }
      return { loss: 2, accuracy: right / count };
    };
  }

  it('is the mean over all pictures, however it is cut into pieces', () => {
    for (const piece of [1, 7, 64, 1000]) {
      const asked: number[] = [];
      const measurement = new Measurement(12, 333, 333, recorded(asked));
      let point;
      while (!point) point = measurement.advance(piece);
      expect(asked).toEqual(Array.from({ length: 333 }, (_, i) => i));
      expect(point).toMatchObject({ step: 12, examples: 333, loss: 2 });
      expect(point.accuracy).toBeCloseTo(167 / 333, 12);
    }
  });

  it('gives no share of right answers where some are no numbers', () => {
    const evaluate = (first: number) => ({ loss: first === 4 ? NaN : Infinity, accuracy: 0.5 });
    expect(new Measurement(1, 4, 4, evaluate).advance(4)).toMatchObject({ accuracy: 0.5 });
    const measurement = new Measurement(1, 8, 8, evaluate);
    measurement.advance(4);
    expect(measurement.advance(4)).toMatchObject({ loss: NaN, accuracy: NaN });
  });

  it('takes a part from all over the set, no picture twice', () => {
    for (const total of [1001, 1500, 10_000]) {
      const asked: number[] = [];
      const measurement = new Measurement(1, 1000, total, recorded(asked));
      let point;
      while (!point) point = measurement.advance(64);
      expect(point.examples).toBe(1000);
      expect(asked.length).toBe(1000);
      expect(new Set(asked).size).toBe(1000);
      expect(Math.min(...asked)).toBe(0);
      expect(Math.max(...asked)).toBe(total - 1);
    }
  });
});

describe('Pace', () => {
  it('chooses pieces of about five milliseconds', () => {
    const pace = new Pace(5);
    for (let i = 0; i < 30; ++i) pace.record(pace.count, pace.count * 0.01);
    expect(pace.count).toBe(500);
    for (let i = 0; i < 30; ++i) pace.record(pace.count, pace.count * 4);
    expect(pace.count).toBe(4);
  });
});

/** Trains with one schedule on a made-up clock; returns what was measured and when. */
function simulate(options: {
  stepMilliseconds: number;
  exampleMilliseconds: number;
  testCount: number;
  stepsPerEpoch: number;
  steps: number;
}) {
  const pace = new Pace();
  const schedule = new Schedule(options.testCount, pace);
  const made: { step: number; examples: number }[] = [];
  let trained = 0;
  let tested = 0;
  for (let step = 1; step <= options.steps; ++step) {
    trained += options.stepMilliseconds;
    const epochEnded = step % options.stepsPerEpoch === 0;
    const progress = { step, epochEnded, trainedMilliseconds: trained };
    const examples = schedule.due(progress);
    if (examples === 0) continue;
    const cost = examples * options.exampleMilliseconds;
    tested += cost;
    pace.record(examples, cost);
    made.push({ step, examples });
    schedule.made(examples, progress);
  }
  return { made, share: tested / (trained + tested) };
}

describe('Schedule', () => {
  it('MNIST: a quick figure at once, the whole set at each end of epoch, a tenth of the time', () => {
    // Batch 64 at 20 ms a step, 0.1 ms a test picture: a whole measurement takes a second.
    const { made, share } = simulate({
      stepMilliseconds: 20,
      exampleMilliseconds: 0.1,
      testCount: 10_000,
      stepsPerEpoch: 938,
      steps: 3 * 938,
    });
    expect(made[0]).toEqual({ step: 25, examples: 1000 });
    for (const epoch of [1, 2, 3]) {
      expect(made).toContainEqual({ step: 938 * epoch, examples: 10_000 });
    }
    const firstWhole = made.findIndex((measured) => measured.examples === 10_000);
    expect(made.slice(firstWhole).every((measured) => measured.examples === 10_000)).toBe(true);
    expect(share).toBeLessThan(0.12);
  });

  it('X and O: every few steps at the start, seldom in a long run', () => {
    const { made, share } = simulate({
      stepMilliseconds: 0.5,
      exampleMilliseconds: 0.002,
      testCount: 500,
      stepsPerEpoch: 63,
      steps: 100_000,
    });
    expect(made[0]).toEqual({ step: 25, examples: 500 });
    expect(made.length).toBeGreaterThan(100);
    expect(made.length).toBeLessThan(1500);
    expect(share).toBeLessThan(0.1);
  });

  it('slow steps: does not wait for 25 of them', () => {
    const { made } = simulate({
      stepMilliseconds: 300,
      exampleMilliseconds: 0.1,
      testCount: 10_000,
      stepsPerEpoch: 120,
      steps: 10,
    });
    expect(made[0]).toEqual({ step: 2, examples: 1000 });
  });
});

describe('Tester at rest', () => {
  function rested(exampleMilliseconds: number) {
    let time = 0;
    const evaluate = (_first: number, count: number) => {
      time += count * exampleMilliseconds;
      return { loss: 1, accuracy: 0.5 };
    };
    const tester = new Tester(10_000, evaluate, () => time);
    const rest = (step: number) => {
      const before = time;
      tester.atRest({ step, epochEnded: false, trainedMilliseconds: 0 });
      while (tester.busy) tester.piece();
      return time - before;
    };
    return { tester, rest };
  }

  it('measures weights that were opened: some pictures first, then all, once', () => {
    const { tester, rest } = rested(0.1);
    tester.weightsChanged({ step: 0, epochEnded: false, trainedMilliseconds: 0 });
    while (!tester.piece());
    expect(tester.newest).toMatchObject({ step: 0, examples: 1000 });
    expect(rest(0)).toBeCloseTo(1000);
    expect(tester.newest).toMatchObject({ step: 0, examples: 10_000 });
    expect(rest(0)).toBe(0);
  });

  it('measures nothing before the first step, and nothing twice', () => {
    const { tester, rest } = rested(0.1);
    expect(rest(0)).toBe(0);
    expect(rest(1)).toBeGreaterThan(0);
    expect(tester.newest!.examples).toBe(1000);
    expect(rest(2)).toBeGreaterThan(0);
    expect(tester.newest!.examples).toBe(10_000);
    expect(rest(2)).toBe(0);
    expect(tester.all.map((point) => point.step)).toEqual([1, 2]);
  });

  it('is content with a thousand pictures where the whole set takes long', () => {
    const { tester, rest } = rested(5);
    for (const step of [1, 2]) expect(rest(step)).toBeCloseTo(5000, 0);
    expect(tester.newest!.examples).toBe(1000);
  });

  it('can be abandoned when the weights are about to change', () => {
    const { tester } = rested(1);
    tester.atRest({ step: 1, epochEnded: false, trainedMilliseconds: 0 });
    tester.piece();
    tester.abandon();
    expect(tester.busy).toBe(false);
    expect(tester.newest).toBeUndefined();
    expect(tester.all).toEqual([]);
  });
});
