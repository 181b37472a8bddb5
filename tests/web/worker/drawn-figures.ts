import type { Drawing } from '../../../web/protocol/data-sets';

/** A drawing along points given in tenths of the pad. */
function drawing(strokes: [number, number][][]): Drawing {
  return {
    strokes: strokes.map((stroke) => stroke.map(([x, y]) => [x / 10, y / 10, 0.5] as const)),
  };
}

export const cross = drawing([
  [
    [3, 2],
    [7, 8],
  ],
  [
    [7, 2],
    [3, 8],
  ],
]);
export const ring = drawing([
  Array.from({ length: 41 }, (_, i) => [
    5 + 2.5 * Math.cos((i * Math.PI) / 20),
    5 + 3 * Math.sin((i * Math.PI) / 20),
  ]),
]);
