import { describe, expect, it } from 'vitest';
import { Calibration, expectedError } from '../../../../web/instruments/judge/worker/calibration';
import { Tally } from '../../../../web/instruments/judge/worker/tally';

const about = { run: 1, step: 7, milliseconds: 3 };

/** Answers of three classes, one row for each picture. */
function tallied(labels: number[], rows: number[][]): Tally {
  const tally = new Tally(Uint8Array.from(labels), 3);
  // In two pieces, as they come.
  const cut = Math.floor(rows.length / 2);
  tally.add(Float32Array.from(rows.slice(0, cut).flat()), 3);
  tally.add(Float32Array.from(rows.slice(cut).flat()), 3);
  return tally;
}

const labels = [0, 0, 1, 1, 2];
const rows = [
  [0.9, 0.1, 0],
  [0.2, 0.7, 0.1],
  [0.1, 0.8, 0.1],
  [0.02, 0.03, 0.95],
  [0.6, 0.3, 0.1],
];

describe('Tally', () => {
  it('counts true classes in rows and answers in columns', () => {
    const { confusion, classes, right, examples, mixups } = tallied(labels, rows).judgement(about);
    expect([...confusion]).toEqual([1, 1, 0, 0, 1, 1, 1, 0, 0]);
    expect(classes).toEqual([
      { count: 2, said: 2, right: 1 },
      { count: 2, said: 2, right: 1 },
      { count: 1, said: 1, right: 0 },
    ]);
    expect([right, examples]).toEqual([2, 5]);
    expect(mixups).toContainEqual({ truth: 2, said: 0, count: 1, of: 1 });
    expect(mixups.length).toBe(3);
  });

  it('counts no class for a picture whose answers are no numbers', () => {
    const tally = tallied([0, 0, 1], [[NaN, NaN, NaN], rows[0]!, [0.1, NaN, 0.9]]);
    const judged = tally.judgement(about);
    expect(judged).toMatchObject({ examples: 3, unanswered: 2, right: 1, mixups: [] });
    expect(judged.classes).toEqual([
      { count: 2, said: 1, right: 1 },
      { count: 1, said: 0, right: 0 },
      { count: 0, said: 0, right: 0 },
    ]);
    expect(judged.meanConfidence).toBeCloseTo(0.9);
    expect(judged.probabilities).toBe(true);
    expect(tally.find({ first: 0, count: 5 }).total).toBe(0);
    expect(
      tallied([0], [[NaN, 0, 0]])
        .judgement(about)
        .calibration.every((bin) => bin.count === 0),
    ).toBe(true);
  });

  it('names the most frequent mistake first', () => {
    const many = tallied([0, 0, 1, 2, 2], [rows[1]!, rows[1]!, rows[0]!, rows[0]!, rows[4]!]);
    const { mixups } = many.judgement(about);
    expect(mixups[0]!.count).toBe(2);
    expect(mixups.at(-1)).toEqual({ truth: 1, said: 0, count: 1, of: 1 });
  });

  it('finds the mistakes whose right answer was least likely', () => {
    const { total, places } = tallied(labels, rows).find({ first: 0, count: 2 });
    expect(total).toBe(3);
    expect(places).toEqual([3, 4]);
  });

  it('tells scores from probabilities, and ranks them by how far behind they are', () => {
    const scores = tallied(
      [0, 1],
      [
        [-3, -1, -9],
        [5, 4, 9],
      ],
    );
    expect(scores.judgement(about).probabilities).toBe(false);
    expect(scores.find({ first: 0, count: 9 }).places).toEqual([1, 0]);
    expect(tallied(labels, rows).judgement(about).probabilities).toBe(true);
    // A rubbish class takes the rest.
    expect(tallied([0], [[0.5, 0.1, 0.1]]).judgement(about).probabilities).toBe(true);
  });

  it('opens a cell with the surest first, and says the two best answers of each', () => {
    const tally = tallied([0, 0, 0], [[0.3, 0.6, 0.1], rows[1]!, rows[0]!]);
    expect(tally.find({ cell: { truth: 0, said: 1 }, first: 0, count: 5 }).places).toEqual([1, 0]);
    expect(tally.find({ cell: { truth: 0, said: 1 }, first: 1, count: 5 }).places).toEqual([0]);
    const { said, second, truthAnswer, saidAnswer } = tally.picture(0);
    expect([said, second]).toEqual([1, 0]);
    expect(saidAnswer).toBeCloseTo(0.6);
    expect(truthAnswer).toBeCloseTo(0.3);
  });

  it('manages classes without pictures', () => {
    const { classes } = tallied([0], [rows[0]!]).judgement(about);
    expect(classes[2]).toEqual({ count: 0, said: 0, right: 0 });
  });
});

describe('calibration', () => {
  it('is the weighted distance of confidence and accuracy', () => {
    const calibration = new Calibration();
    // Three of four right at 0.95; none of one right at 0.55.
    for (const right of [true, true, true, false]) calibration.add(0.95, right);
    calibration.add(0.55, false);
    const bins = calibration.result();
    expect(bins.length).toBe(10);
    expect(bins[9]).toMatchObject({ count: 4, accuracy: 0.75 });
    expect(bins[9]!.confidence).toBeCloseTo(0.95);
    expect(expectedError(bins)).toBeCloseTo((4 / 5) * 0.2 + (1 / 5) * 0.55);
  });

  it('puts a confidence of exactly 1 into the last bin', () => {
    const calibration = new Calibration();
    calibration.add(1, true);
    expect(calibration.result()[9]!.count).toBe(1);
    expect(expectedError(calibration.result())).toBe(0);
    expect(expectedError(new Calibration().result())).toBeNaN();
  });
});
