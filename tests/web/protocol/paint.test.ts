import { describe, expect, it } from 'vitest';
import { blankPicture, isDark, paperAndInk } from '../../../web/protocol/paint';

const range = [-1, 1] as const;
const onPaper = { paper: [255], ink: [0] };
const onSlate = { paper: [20], ink: [230] };

describe('paper and ink', () => {
  it('are the ends of the range, light on dark where nothing else is said', () => {
    expect(paperAndInk({ channels: 1, range })).toEqual([-1, 1]);
    expect(paperAndInk({ channels: 1, range, paint: onSlate })).toEqual([-1, 1]);
  });

  it('change their places in a set that is dark on light', () => {
    expect(isDark(onPaper)).toBe(true);
    expect(paperAndInk({ channels: 1, range, paint: onPaper })).toEqual([1, -1]);
  });

  it('and a picture without ink is all ground, channel by channel', () => {
    const size = { height: 1, width: 2 };
    expect([...blankPicture({ channels: 1, range, ...size, paint: onPaper })]).toEqual([1, 1]);
    expect([...blankPicture({ channels: 3, range, ...size })]).toEqual([1, 1, 1, 1, 1, 1]);
    const paint = { paper: [0, 255, 51], ink: [0, 0, 0] };
    const colours = blankPicture({ channels: 3, range: [0, 1], ...size, paint });
    expect([...colours].map((value) => Math.round(10 * value) / 10)).toEqual([
      0, 0, 1, 1, 0.2, 0.2,
    ]);
  });

  it('of colours are white and black, as on a page, unless the set says otherwise', () => {
    expect(paperAndInk({ channels: 3, range })).toEqual([1, -1]);
    const paint = { paper: [0, 0, 0], ink: [255, 255, 255] };
    expect(paperAndInk({ channels: 3, range, paint })).toEqual([-1, 1]);
  });
});
