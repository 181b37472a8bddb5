import { inColour, type Column } from '../../paint/columns';
import { isStrip, type TileGrid, type TileShape } from '../../paint/tiles';
import type { Piece } from './surface';

/**
 * How a layer's maps are laid where they are not one tile beside the other: a picture in colour stands
 * over its three channels, and maps of one row lie row under row as one picture. Such a layer is planned
 * as if it had one picture of that size, which is divided here.
 */

/** A part of what was planned as one picture, from its corner; device pixels. */
export type LaidPiece = Pick<Piece, 'band' | 'grid' | 'left' | 'top'>;

/** What stands in the room that was planned. @param grid As `roomShape` was planned. */
export function layMaps(column: Column, grid: TileGrid): LaidPiece[] {
  const { maps } = column;
  if (isStrip(maps)) return [{ band: 'maps', grid: inOneColumn(maps, grid), left: 0, top: 0 }];
  if (!inColour(column)) return [{ band: 'maps', grid, left: 0, top: 0 }];
  const { height, width, length } = maps;
  const tileHeight = height * grid.cell;
  const picture = { ...grid, shape: { ...maps, count: 1, length }, tileHeight };
  const gap = Math.max(2, Math.round(grid.tileWidth * 0.05));
  const cell = (grid.tileWidth - 2 * gap) / 3 / width;
  const channels: TileGrid = {
    ...grid,
    ...{ shape: maps, cell, columns: 3, rows: 1, shown: 3, gapX: gap, gapY: gap },
    ...{ tileWidth: width * cell, tileHeight: height * cell },
  };
  return [
    { band: 'picture', grid: picture, left: 0, top: 0 },
    { band: 'maps', grid: channels, left: 0, top: tileHeight + gap },
  ];
}

/** Rows touch, so that they read as one picture: maps down, places across. */
function inOneColumn(maps: TileShape, grid: TileGrid): TileGrid {
  const { cell } = grid;
  const rows = maps.count;
  return {
    ...grid,
    ...{ shape: maps, columns: 1, rows, shown: rows, parts: 1, gapX: 0, gapY: 0 },
    ...{ tileWidth: maps.width * cell, tileHeight: cell },
  };
}
