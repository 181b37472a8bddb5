import { inColour, type Column } from '../../paint/columns';
import { isStrip, type TileShape } from '../../paint/tiles';

/** What there has to be room for; the maps' own shape where `layMaps` has nothing to divide. */
export function roomShape(column: Column): TileShape {
  const { maps } = column;
  const { count, height, width, length } = maps;
  const one = { count: 1, parts: 1, width };
  if (isStrip(maps)) return { ...one, height: count, length: count * length };
  // The channels, a third as wide, and a little air over them.
  if (inColour(column)) return { ...one, height: height + Math.ceil(height / 3) + 1, length };
  return maps;
}
