import { describe, expect, it } from 'vitest';
import { inkEnds } from '../../../web/client/paint/inkEnds';

const range = [-1, 1] as const;
const onPaper = { paper: [255], ink: [0] };

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
