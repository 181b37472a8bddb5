/**
 * Where the squares of a heat map go. A tile is one map or one filter; a filter of several input
 * channels has a part for each. Everything here is in whole device pixels, so that every square of
 * a picture is the same size and its edges are crisp at any devicePixelRatio.
 */

/** What has to be shown. */
export interface TileShape {
  count: number;
  parts: number;
  /** Squares of a part, down and across. */
  height: number;
  width: number;
  /** Values of a part; fewer than height * width when a vector was wrapped into a block. */
  length: number;
}

/** How it is shown. */
export interface TileGrid {
  shape: TileShape;
  /** Side of a square. */
  cell: number;
  columns: number;
  rows: number;
  /** Tiles and parts of each that there is room for. */
  shown: number;
  parts: number;
  tileWidth: number;
  tileHeight: number;
  gapX: number;
  gapY: number;
  /** Between the parts of a tile. */
  partGap: number;
  /** Around everything, for the tiles' outlines. */
  margin: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface CellPlace {
  tile: number;
  part: number;
  row: number;
  column: number;
  /** row * width + column: where the value stands in its part. */
  index: number;
}

/** Maps of height x width; a vector's 1 x 1 maps become one block, or one column if they are few. */
export function mapShape(count: number, height: number, width: number): TileShape {
  if (height * width > 1 || count === 1) {
    return { count, parts: 1, height, width, length: height * width };
  }
  return { count: 1, parts: 1, ...wrap(count), length: count };
}

/** Filters; the rows of a dense layer behind a vector are wrapped as the vector is. */
export function filterShape(
  count: number,
  depth: number,
  height: number,
  width: number,
): TileShape {
  const length = height * width;
  if (height === 1 && width > 1) return { count, parts: depth, ...wrap(width), length };
  return { count, parts: depth, height, width, length };
}

/** Maps of one row each, as of a line of values over time: together they are one picture. */
export function isStrip({ count, height, width }: TileShape): boolean {
  return count > 1 && height === 1 && width > 1;
}

function wrap(length: number): Size {
  if (length <= 16) return { height: length, width: 1 };
  const width = Math.ceil(Math.sqrt(length));
  return { height: Math.ceil(length / width), width };
}

export interface FitOptions {
  gap: number;
  maxCell: number;
  /** Tiles are not made smaller than this to get more of them in. */
  minTile: number;
  /** Fill rows before columns. */
  rowsFirst?: boolean;
  margin?: number;
}

/**
 * The largest squares with which all tiles fit the box. When even the smallest allowed ones do not,
 * the first tiles that do.
 */
export function fitTiles(shape: TileShape, box: Size, options: FitOptions): TileGrid {
  const side = Math.max(shape.height, shape.width);
  const minCell = Math.max(1, Math.min(options.maxCell, Math.ceil(options.minTile / side)));
  for (let cell = options.maxCell; cell > minCell; --cell) {
    const grid = arrange(shape, cell, shape.parts, box, options);
    if (grid.shown === shape.count) return grid;
  }
  // Show fewer parts before showing fewer tiles: a filter's first channels still say much.
  const margin = options.margin ?? 1;
  const room = box.width - 2 * margin;
  const parts = Math.floor((room + 1) / (shape.width * minCell + 1));
  return arrange(shape, minCell, Math.max(1, Math.min(shape.parts, parts)), box, options);
}

/** Tiles of a given square size in a box: as many as fit, in as few rows and columns as it takes. */
export function arrange(
  shape: TileShape,
  cell: number,
  parts: number,
  box: Size,
  options: FitOptions,
): TileGrid {
  const partGap = 1;
  const margin = options.margin ?? 1;
  const tileWidth = parts * shape.width * cell + (parts - 1) * partGap;
  const tileHeight = shape.height * cell;
  const fit = (room: number, tile: number): number =>
    Math.max(0, Math.floor((room - 2 * margin + options.gap) / (tile + options.gap)));
  let columns = fit(box.width, tileWidth);
  let rows = fit(box.height, tileHeight);
  let shown = Math.min(shape.count, columns * rows);
  // Three maps read better as three in a line than as two and one; many may end in a short line.
  if (shape.count <= evenUpTo && shown === shape.count) {
    const [lines, across] = options.rowsFirst ? [columns, rows] : [rows, columns];
    const even = evenRows(shape.count, lines);
    if (shape.count / even > across) shown = even * across;
  }
  if (shown > 0) {
    if (options.rowsFirst) {
      columns = evenRows(shown, columns);
      rows = Math.ceil(shown / columns);
    } else {
      rows = evenRows(shown, rows);
      columns = Math.ceil(shown / rows);
    }
  }
  return {
    shape,
    cell,
    columns,
    rows,
    shown,
    parts,
    tileWidth,
    tileHeight,
    gapX: options.gap,
    gapY: options.gap,
    partGap,
    margin,
  };
}

/** Up to so many tiles have to stand in lines of equal length. */
const evenUpTo = 8;

/** How many of at most `most` lines `count` tiles take; few tiles fill theirs. */
export function evenRows(count: number, most: number): number {
  let rows = Math.max(1, Math.min(count, most));
  if (count > evenUpTo) return Math.ceil(count / Math.ceil(count / rows));
  while (count % rows !== 0) --rows;
  return rows;
}

/** Width and height of everything, margins included. */
export function gridSize(grid: TileGrid): Size {
  const along = (n: number, tile: number, gap: number): number =>
    n === 0 ? 0 : n * tile + (n - 1) * gap + 2 * grid.margin;
  return {
    width: along(grid.columns, grid.tileWidth, grid.gapX),
    height: along(grid.rows, grid.tileHeight, grid.gapY),
  };
}

/** Top left corner of a tile. */
export function tileOrigin(grid: TileGrid, tile: number): { x: number; y: number } {
  const column = tile % grid.columns;
  const row = Math.floor(tile / grid.columns);
  return {
    x: grid.margin + column * (grid.tileWidth + grid.gapX),
    y: grid.margin + row * (grid.tileHeight + grid.gapY),
  };
}

/** The square under a point, if there is one. */
export function cellAt(grid: TileGrid, x: number, y: number): CellPlace | undefined {
  const column = Math.floor((x - grid.margin) / (grid.tileWidth + grid.gapX));
  const row = Math.floor((y - grid.margin) / (grid.tileHeight + grid.gapY));
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return undefined;
  const tile = row * grid.columns + column;
  if (tile >= grid.shown) return undefined;
  const origin = tileOrigin(grid, tile);
  const partWidth = grid.shape.width * grid.cell;
  const part = Math.floor((x - origin.x) / (partWidth + grid.partGap));
  const place: CellPlace = {
    tile,
    part,
    row: Math.floor((y - origin.y) / grid.cell),
    column: Math.floor((x - origin.x - part * (partWidth + grid.partGap)) / grid.cell),
    index: 0,
  };
  place.index = place.row * grid.shape.width + place.column;
  const inside =
    part < grid.parts &&
    place.row < grid.shape.height &&
    place.column < grid.shape.width &&
    place.index < grid.shape.length;
  return inside ? place : undefined;
}

/** Rectangle of a square: the inverse of `cellAt`. */
export function cellRect(
  grid: TileGrid,
  place: Pick<CellPlace, 'tile' | 'part' | 'row' | 'column'>,
): { x: number; y: number; side: number } {
  const origin = tileOrigin(grid, place.tile);
  const partStep = grid.shape.width * grid.cell + grid.partGap;
  return {
    x: origin.x + place.part * partStep + place.column * grid.cell,
    y: origin.y + place.row * grid.cell,
    side: grid.cell,
  };
}
