import type { Column } from '../paint/columns';
import type { TileShape } from '../paint/tiles';

/** Tiles of the close-up: as many as the frame has by now. */
export function closeShape(
  column: Column,
  data: { indices: readonly number[]; depth: number } | undefined,
  band: 'filters' | 'maps',
): TileShape {
  const shape = (band === 'maps' ? column.maps : column.filters) ?? column.maps;
  if (!data) return shape;
  if (band === 'filters') return { ...shape, count: data.indices.length, parts: data.depth };
  return shape.count === 1 ? shape : { ...shape, count: data.indices.length };
}
