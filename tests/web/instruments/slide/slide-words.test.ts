import { describe, expect, it } from 'vitest';
import type { SlideAnswer } from '../../../../web/instruments/slide/protocol';
import {
  findWords,
  placedFound,
  votesAt,
} from '../../../../web/instruments/slide/state/slide.svelte';
import {
  keptShifts,
  shiftWords,
  votesOf,
} from '../../../../web/instruments/slide/state/shift.svelte';

const answer = {
  rows: 1,
  columns: 3,
  stride: [4, 4],
  window: [28, 28],
  answers: Float32Array.of(0.9, 0.2, 0.5, 0.1, 0.8, 0.5),
  finds: [{ label: 0, row: 0, column: 0, top: 0, left: 0, answer: 0.9 }],
  placed: [
    { label: 0, top: 3, left: 5 },
    { label: 1, top: 3, left: 5 },
    { label: 0, top: 3, left: 40 },
  ],
} as unknown as SlideAnswer;

describe('what is found on the canvas', () => {
  it('is said in words', () => {
    const find = { label: 7, row: 3, column: 10, top: 12, left: 40, answer: 0.984 };
    const names = [...'0123456789'];
    expect(findWords(find, names)).toBe('7 at row 12, column 40: 98\u00a0%');
  });

  it('counts where class and place are right', () => {
    expect(placedFound(answer)).toEqual({ found: 1, placed: 3 });
  });

  it('has votes at each position, the largest first', () => {
    expect(votesAt(answer, 0, 1).map(({ label }) => label)).toEqual([1, 0]);
  });
});

describe('shifts', () => {
  // Nine shifts, two classes: class 0 in the middle, at two others it stays.
  const answers = Float32Array.from(
    [1, 0, 0, 0, 1, 0, 0, 1, 0].flatMap((first) => [first, 1 - first]),
  );

  it('that keep the answer are counted', () => {
    expect(keptShifts(answers, 1)).toEqual([2, 8]);
    expect([...votesOf(answers, 1, -1, -1)]).toEqual([1, 0]);
    expect([...votesOf(answers, 1, 1, 1)]).toEqual([0, 1]);
    expect([...votesOf(answers, 1, 0, 1)]).toEqual([1, 0]);
  });

  it('are told in words', () => {
    expect(shiftWords(0, 0)).toBe('not moved');
    expect(shiftWords(2, -1)).toBe('2 px right, 1 px up');
    expect(shiftWords(-3, 0)).toBe('3 px left');
  });
});
