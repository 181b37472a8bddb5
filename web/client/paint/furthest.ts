import type { Numbers } from './atlas';
import type { TileGrid } from './tiles';

/** Numbers of which a screen has too few pixels, and the squares that they fit. */
interface Fewer {
  grid: TileGrid;
  numbers: Numbers;
}

const made = new WeakMap<Float32Array, Fewer>();

/**
 * Fewer squares of the same maps: each holds the value furthest from zero of those that it covers, so
 * that nothing that speaks is lost between two pixels.
 *
 * @param share Squares along a side for one of `grid`; below 1.
 */
export function furthestFromZero(grid: TileGrid, { values, depth }: Numbers, share: number): Fewer {
  const { shape, shown } = grid;
  const width = Math.max(1, Math.floor(shape.width * share));
  const height = Math.max(1, Math.floor(shape.height * share));
  const before = made.get(values);
  if (before?.grid.shape.width === width && before.grid.shape.height === height) return before;
  const length = width * height;
  const fewer = new Float32Array(shown * depth * length);
  for (let part = 0; part < shown * depth; ++part) {
    for (let index = 0; index < shape.length; ++index) {
      const value = values[part * shape.length + index] ?? 0;
      const row = Math.floor((Math.floor(index / shape.width) * height) / shape.height);
      const column = Math.floor(((index % shape.width) * width) / shape.width);
      const at = part * length + row * width + column;
      if (Math.abs(value) > Math.abs(fewer[at]!)) fewer[at] = value;
    }
  }
  const next = {
    grid: { ...grid, shape: { ...shape, width, height, length } },
    numbers: { values: fewer, depth },
  };
  made.set(values, next);
  return next;
}
