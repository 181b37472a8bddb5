import { describe, expect, it } from 'vitest';
import type { HealthSample, Judgement } from '../../../../web/instruments/judge/protocol';
import { histogramBins, rowFigures } from '../../../../web/instruments/judge/protocol';
import {
  mostMistakes,
  moveInGrid,
  shownClasses,
} from '../../../../web/instruments/judge/state/confusion';
import { remeasureAfter } from '../../../../web/instruments/judge/state/pace';
import {
  figuresAt,
  momentsOf,
  rescaled,
  rowSentence,
  stripBytes,
  stripExponent,
} from '../../../../web/instruments/judge/state/strips';
import {
  calibrationSentence,
  classSentence,
  mixupSentence,
  verdict,
  withArticle,
} from '../../../../web/instruments/judge/words/judge-words';

function judgement(change: Partial<Judgement> = {}): Judgement {
  return {
    run: 1,
    step: 1240,
    examples: 1000,
    unanswered: 0,
    right: 950,
    milliseconds: 100,
    classes: [
      { count: 500, said: 520, right: 485 },
      { count: 500, said: 480, right: 465 },
    ],
    confusion: Uint32Array.from([485, 15, 35, 465]),
    mixups: [
      { truth: 1, said: 0, count: 35, of: 500 },
      { truth: 0, said: 1, count: 15, of: 500 },
    ],
    probabilities: true,
    calibration: [
      { low: 0.5, high: 0.6, count: 10, confidence: 0.55, accuracy: 0.5 },
      { low: 0.9, high: 1, count: 990, confidence: 0.98, accuracy: 0.9 },
    ],
    calibrationError: 0.08,
    meanConfidence: 0.98,
    ...change,
  };
}

describe('words', () => {
  it('says how many are right, with real numbers', () => {
    expect(verdict(judgement())).toBe('95.0 % are right: 950 of 1,000.');
    // 99.96 % is not 100 %.
    expect(verdict(judgement({ examples: 10_000, right: 9996 }))).toMatch(/^99\.96 %/);
    expect(verdict(judgement({ examples: 24, right: 23 }))).toMatch(/moves the figure by 4\.2 %/);
  });

  it('says that pictures got no answer, where numbers no longer fit', () => {
    const some = verdict(judgement({ unanswered: 400, right: 300 }));
    expect(some).toMatch(/^600 of 1,000 test pictures got an answer: .*NaN.* 30\.0 % are right/);
    const none = verdict(judgement({ unanswered: 1000, right: 0 }));
    expect(none).toMatch(/^No test picture got an answer/);
    expect(none).not.toMatch(/are right/);
  });

  it('says that an untrained network guesses', () => {
    expect(verdict(judgement({ step: 0, right: 510 }))).toMatch(
      /not been trained yet: it guesses\. Press Train\. By chance 50\.0 % .* 51\.0 % are\./,
    );
    expect(verdict(judgement({ step: 0, right: 510 }), true)).toMatch(
      /^Before the training it guessed/,
    );
  });

  it('names the most frequent mistake', () => {
    expect(mixupSentence(judgement(), ['X', 'O'])).toBe(
      'Most often an O is taken for an X: 35 of 500.',
    );
    expect(mixupSentence(judgement({ mixups: [], right: 1000 }), ['X', 'O'])).toMatch(
      /^No picture/,
    );
    expect(withArticle('8')).toBe('an 8');
    expect(withArticle('4')).toBe('a 4');
    expect(withArticle('T-shirt')).toBe('a T-shirt');
    expect(withArticle('ankle boot')).toBe('an ankle boot');
  });

  it('names the hardest class, missing classes and answers that never come', () => {
    expect(classSentence(judgement(), ['X', 'O'])).toBe(
      'Hardest to find is O: 93.0 % of its 500 pictures. When it says X, it is right 93.3 % of the time, less than for any other answer.',
    );
    const classes = [
      { count: 10, said: 20, right: 10 },
      { count: 10, said: 0, right: 0 },
      { count: 0, said: 0, right: 0 },
    ];
    const said = classSentence(judgement({ classes }), ['a', 'b', 'c']);
    expect(said).toMatch(/The network never answers b\./);
    expect(said).toMatch(/There are no test pictures of c\./);
  });

  it('says whether the confidence can be believed', () => {
    expect(calibrationSentence(judgement())).toMatch(
      /^When it says 98 %, it is right 90 % of the time \(990 answers\): over-confident/,
    );
    expect(calibrationSentence(judgement({ calibrationError: 0.01 }))).toMatch(/can be believed/);
    expect(calibrationSentence(judgement({ probabilities: false }))).toMatch(/not probabilities/);
  });
});

describe('confusion', () => {
  const many = (classes: number): Judgement =>
    judgement({
      classes: Array.from({ length: classes }, (_, i) => ({
        count: 10,
        said: 10,
        right: i >= 50 && i < 70 ? 5 : 9,
      })),
      confusion: new Uint32Array(classes ** 2),
    });

  it('shows all classes, or the twenty that are confused most', () => {
    expect(shownClasses(many(20)).length).toBe(20);
    expect(shownClasses(many(256))).toEqual(Array.from({ length: 20 }, (_, i) => 50 + i));
  });

  it('finds the darkest cell beside the diagonal', () => {
    expect(mostMistakes(judgement(), [0, 1])).toBe(35);
    expect(mostMistakes(judgement(), [1])).toBe(0);
  });

  it('moves by arrow keys and stays inside', () => {
    const corner = { row: 0, column: 0 };
    expect(moveInGrid('ArrowDown', corner, 3)).toEqual({ row: 1, column: 0 });
    expect(moveInGrid('ArrowLeft', corner, 3)).toEqual(corner);
    expect(moveInGrid('End', corner, 3)).toEqual({ row: 0, column: 2 });
    expect(moveInGrid('x', corner, 3)).toBeUndefined();
  });
});

it('measures again at most a tenth of the time', () => {
  for (const took of [1, 100, 5000]) {
    for (const step of [0, 500]) {
      expect(took / (took + remeasureAfter(took, step))).toBeLessThanOrEqual(0.1);
    }
  }
});

function sample(step: number, exponent: number, bin: number): HealthSample {
  const counts = new Uint8Array(histogramBins);
  counts[bin] = 255;
  return { step, counts, figures: Float32Array.of(exponent, 0.25, -0.5, 0.75, 0.1, 0.2) };
}

describe('strips', () => {
  it('join neighbouring bins exactly when the range doubles', () => {
    const counts = new Uint8Array(histogramBins);
    counts[0] = 200;
    counts[32] = 100;
    counts[33] = 155;
    counts[63] = 51;
    const wide = rescaled(counts, 0, 1);
    expect(wide[32]).toBe(255);
    expect(wide[16]).toBe(200);
    expect(wide[47]).toBe(51);
    expect(wide.filter((byte) => byte > 0).length).toBe(3);
    expect(rescaled(counts, 0, 0)).toBe(counts);
  });

  it('spread bins when the range is halved; what is beyond goes to the edges', () => {
    const counts = new Uint8Array(histogramBins);
    counts[32] = 100;
    counts[60] = 10;
    const narrow = rescaled(counts, 1, 0);
    expect([narrow[32], narrow[33]]).toEqual([255, 255]);
    expect(narrow[63]).toBeGreaterThan(0);
    expect(narrow[34]).toBe(0);
  });

  it('survive a moment that is out of all proportion', () => {
    const counts = new Uint8Array(histogramBins).fill(9);
    const narrow = rescaled(counts, 120, -100);
    expect(narrow[0]).toBe(255);
    expect(narrow[63]).toBe(255);
    expect(narrow[32]).toBeLessThan(20);
    expect(rescaled(counts, -100, 120)[32]).toBe(255);
  });

  it('take the middle of the ranges', () => {
    expect(stripExponent([sample(0, 4, 40), sample(10, 0, 32), sample(20, 0, 10)], 0)).toBe(0);
  });

  it('have the steps from left to right, from the first on', () => {
    const samples = Array.from({ length: 21 }, (_, i) => sample(i * 10, 0, i));
    const moments = momentsOf(samples, 41);
    expect(moments[0]).toBe(samples[0]);
    expect(moments[20]).toBe(samples[10]);
    expect(moments[40]).toBe(samples[20]);
    expect(moments.every((moment) => moment !== undefined)).toBe(true);
    const bytes = stripBytes(moments, 0, 0);
    const top = (bin: number, column: number) => bytes[(histogramBins - 1 - bin) * 41 + column];
    expect(top(10, 20)).toBe(255);
    expect(top(10, 22)).toBe(0);
    expect(top(11, 22)).toBe(255);
  });

  it('never stretch one moment over the whole run', () => {
    const shown = (steps: number[]) =>
      momentsOf(
        steps.map((step) => sample(step, 0, 1)),
        120,
      ).map((moment) => moment?.step);
    // Looked at once, late: that is at the right end.
    const late = shown([4000]);
    expect(late.filter((step) => step === 4000).length).toBe(1);
    expect(late[119]).toBe(4000);
    // Looked at in the beginning and at the end: in between nothing is known.
    const ends = shown([0, 4000]);
    expect(ends.filter((step) => step === 0).length).toBeLessThanOrEqual(10);
    expect(ends[60]).toBeUndefined();
    expect(shown([0]).slice(0, 12)).toEqual([
      ...new Array<number>(10).fill(0),
      undefined,
      undefined,
    ]);
    expect(momentsOf([], 3)).toEqual([undefined, undefined, undefined]);
  });

  it('say in words what they show', () => {
    expect(rowFigures.length).toBe(6);
    expect(figuresAt(sample(3, -2, 1), 0).exponent).toBe(-2);
    const row = { layer: 'relu', type: 'relu', kind: 'activations' } as const;
    expect(rowSentence(row, sample(1240, 0, 1), 0)).toBe(
      'What comes out of relu after step 1,240: from −0.5 to 0.75, 0.1 in the mean, 0.2 from zero (root mean square). 25.0 % are exactly 0 and not drawn.',
    );
  });
});
