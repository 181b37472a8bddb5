import { describe, expect, it } from 'vitest';
import { pictureNotes, type PictureSubject } from '../../../web/client/figure/pictureWords';
import type { Column } from '../../../web/client/paint/columns';
import { arrange, mapShape } from '../../../web/client/paint/tiles';

const column: Column = {
  ...{
    kind: 'layer',
    name: 'conv2d',
    title: 'convolution',
    label: 'convolution',
    detail: '',
    shape: '',
    total: 24,
  },
  ...{ maps: mapShape(16, 7, 7), between: [], reads: [], depth: 1, lane: 0, family: 'conv2d' },
};

/** So many of 24 maps are shown. */
function subject(shown: number, changes: Partial<PictureSubject> = {}): PictureSubject {
  const grid = arrange(
    mapShape(16, 7, 7),
    1,
    1,
    { width: 9, height: 200 },
    { gap: 1, maxCell: 1, minTile: 1 },
  );
  const indices = Array.from({ length: 16 }, (_, i) => i);
  return {
    ...{ column, grid: { ...grid, shown }, shows: 'maps', limit: 0.8, range: [0, 1], own: true },
    data: { values: new Float32Array(0), depth: 1, indices, total: 24, totalDepth: 1 },
    ...changes,
  };
}

describe('the line below a picture', () => {
  it('says in words how many of the maps there are, and that they are the strongest', () => {
    expect(pictureNotes(subject(6), false)).toBe('6 of 24, the strongest · ±0.8');
    expect(pictureNotes(subject(6, { own: false }), false)).toBe('6 of 24, the strongest');
  });

  it('says one thing in a narrow column', () => {
    expect(pictureNotes(subject(6), true)).toBe('6 of 24');
    expect(pictureNotes(subject(24), true)).toBe('±0.8');
  });

  it('does not call filters the strongest', () => {
    expect(pictureNotes(subject(6, { shows: 'filters' }), false)).toBe('6 of 24 · ±0.8');
  });
});
