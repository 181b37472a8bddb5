import type { AttributionMap, MapPlace } from '../protocol';
import { tellable } from './tellable';

/** Places that are named of a map, each way. */
const most = 3;
/** Weaker places than this share of the strongest are not worth a word. */
const leastShare = 0.25;

interface Size {
  height: number;
  width: number;
}

/** A map with its strongest places, so that words can say where they are. */
export function describeMap(index: number, values: Float32Array, size: Size): AttributionMap {
  let largest = 0;
  for (const value of tellable(values)) largest = Math.max(largest, Math.abs(value));
  return {
    class: index,
    values,
    largest,
    for: strongest(values, size, 1, largest),
    against: strongest(values, size, -1, largest),
  };
}

/**
 * The largest values of one sign, the next of them some pixels away from those before: neighbours of
 * a strong place are mostly strong as well, and say nothing new.
 */
function strongest(
  values: Float32Array,
  { height, width }: Size,
  sign: 1 | -1,
  largest: number,
): MapPlace[] {
  const apart = Math.max(2, Math.round(Math.max(height, width) / 7));
  const found: MapPlace[] = [];
  while (found.length < most) {
    let best: MapPlace | undefined;
    for (let row = 0; row < height; ++row) {
      for (let column = 0; column < width; ++column) {
        const value = values[row * width + column]!;
        const wanted = Math.max(best ? best.value * sign : 0, largest * leastShare);
        if (!(value * sign > wanted) || isNear(found, row, column, apart)) continue;
        best = { row, column, value };
      }
    }
    if (!best) break;
    found.push(best);
  }
  return found;
}

function isNear(found: readonly MapPlace[], row: number, column: number, apart: number): boolean {
  return found.some(
    (place) => Math.abs(place.row - row) < apart && Math.abs(place.column - column) < apart,
  );
}
