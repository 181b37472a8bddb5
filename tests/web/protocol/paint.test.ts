import { describe, expect, it } from 'vitest';
import { inkEnds } from '../../../web/client/paint/inkEnds';
import { methodTexts } from '../../../web/instruments/looks/state/methods';
import { isDark, paperAndInk } from '../../../web/protocol/paint';

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

  it('of colours are white and black, as on a page, unless the set says otherwise', () => {
    expect(paperAndInk({ channels: 3, range })).toEqual([1, -1]);
    const paint = { paper: [0, 0, 0], ink: [255, 255, 255] };
    expect(paperAndInk({ channels: 3, range, paint })).toEqual([-1, 1]);
  });
});

describe('the ends of the ink scale', () => {
  it('show grey pictures as ink on paper in either theme', () => {
    for (const shade of ['light', 'dark'] as const) {
      expect(inkEnds({ channels: 1, range }, shade)).toEqual([-1, 1]);
      expect(inkEnds({ channels: 1, range, paint: onPaper }, shade)).toEqual([1, -1]);
    }
  });

  it('show a channel of colours as bright as it is', () => {
    // The scale goes from white to black by light, from black to white by dark.
    expect(inkEnds({ channels: 3, range }, 'light')).toEqual([1, -1]);
    expect(inkEnds({ channels: 3, range }, 'dark')).toEqual([-1, 1]);
  });
});

describe('what speaks for a class', () => {
  const read = (set: Parameters<typeof methodTexts>[0]) =>
    methodTexts(set).find(({ id }) => id === 'gradient')!.read;

  it('is said of ink only where more ink is a larger value', () => {
    expect(read({ channels: 1 })).toMatch('more ink here would raise the score');
    expect(read({ channels: 1, paint: onPaper })).toMatch('brighter pixels here would raise');
    expect(read({ channels: 3 })).toMatch('brighter pixels here would raise');
  });
});
