import {
  arrange,
  evenRows,
  gridSize,
  type FitOptions,
  type TileGrid,
  type TileShape,
} from '../../paint/tiles';
import type { PlanColumn } from '../../paint/columns';

/**
 * What each column of the figure would like: how wide it is with squares of a given size, and what
 * that is worth to the eye. networkPlan.ts chooses among the wishes.
 */

/** The figure's measures, in CSS pixels. */
export const measures = {
  gap: { min: 11, max: 46 },
  column: 64,
  input: 72,
  output: 122,
  mapGap: 9,
  filterGap: 6,
  minMap: 22,
  minFilter: 13,
  maxCell: 36,
  largestMap: 220,
  largestFilter: 96,
};

export function isStack(column: PlanColumn): boolean {
  return column.kind === 'layer' && column.maps.count > 1;
}

export function leastWidth(column: PlanColumn, ratio: number): number {
  return (column.kind === 'input' ? measures.input : measures.column) * ratio;
}

export function mapOptions(ratio: number): FitOptions {
  return {
    gap: Math.round(measures.mapGap * ratio),
    maxCell: Math.round(measures.maxCell * ratio),
    minTile: Math.round(measures.minMap * ratio),
  };
}

export function filterOptions(ratio: number): FitOptions {
  return {
    gap: Math.round(measures.filterGap * ratio),
    maxCell: Math.round(measures.maxCell * ratio),
    minTile: Math.round(measures.minFilter * ratio),
    rowsFirst: true,
  };
}

/** Rows of maps that fit when the largest map is `target` CSS pixels high. */
export function rowsOf(
  column: PlanColumn,
  count: number,
  target: number,
  height: number,
  ratio: number,
): number {
  const { gap, margin = 1 } = mapOptions(ratio);
  const most = Math.floor((height - 2 * margin + gap) / (target * ratio + gap));
  // A choice of many may fill every line; the whole of a few should.
  return count < column.maps.count ? Math.max(1, most) : evenRows(count, most);
}

/** Larger maps, in CSS pixels, are worth no more: others are shown beside them. */
const largeEnough = 132;

export interface Wish {
  width: number;
  score: number;
}

export const nothing: Wish = { width: 0, score: 0 };
const impossible: Wish = { width: 1e9, score: -1e9 };

export function mapWish(
  column: PlanColumn,
  target: number,
  wanted: number,
  height: number,
  ratio: number,
): Wish {
  if (column.kind === 'output') return { width: measures.output * ratio, score: 0 };
  const side = Math.max(column.maps.height, column.maps.width);
  const options = mapOptions(ratio);
  const largest = measures.largestMap * ratio;
  // The input takes what the others leave; its size counts where that is known.
  if (column.kind === 'input') return nothing;
  if (!isStack(column)) {
    // A block of units is read as a texture, and needs less room than a picture.
    return wish(column.maps, target * ratio * 0.8, 1, height, options, largest, 1);
  }
  if (target * ratio + 2 > height) return impossible;
  const count = Math.min(column.maps.count, wanted);
  const across = Math.ceil(count / rowsOf(column, count, target, height, ratio));
  // Small maps need fewer pixels to be read.
  const scaled = target * ratio * (side < 8 ? 0.86 : 1);
  const cell = Math.max(1, Math.min(options.maxCell, Math.floor(scaled / side)));
  const share = count / Math.min(column.maps.count, 16);
  return {
    width: across * column.maps.width * cell + (across - 1) * options.gap + 2,
    score: Math.log(Math.min(side * cell, largeEnough * ratio)) + 0.66 * Math.log(share),
  };
}

export function filterWish(
  columns: PlanColumn[],
  column: PlanColumn,
  target: number,
  wanted: number,
  height: number,
  ratio: number,
): Wish {
  if (!column.filters) return nothing;
  const isOutput = column.kind === 'output';
  const convolves = columns.some((one) => one.kind === 'layer' && one.filters);
  // A convolution's filters are what one watches; beside them the classes' rows take what is left.
  if (isOutput && convolves) return nothing;
  const shape = { ...column.filters, parts: Math.min(column.filters.parts, 4) };
  const count = isOutput ? shape.count : wanted;
  const largest = measures.largestFilter * ratio;
  return wish(shape, target * ratio, count, height, filterOptions(ratio), largest, 0.8);
}

/** Width that `wanted` tiles of about `target` pixels take, and what that is worth to the eye. */
function wish(
  shape: TileShape,
  target: number,
  wanted: number,
  height: number,
  options: FitOptions,
  largest: number,
  weight: number,
): Wish {
  const side = Math.max(shape.height, shape.width);
  const cell = Math.max(1, Math.min(options.maxCell, Math.floor(target / side)));
  const some = { ...shape, count: Math.min(shape.count, wanted) };
  const grid = arrange(some, cell, shape.parts, { width: 1e6, height }, options);
  if (grid.shown < some.count) return impossible;
  const tile = Math.min(side * cell, largest);
  const share = some.count / Math.min(shape.count, 16);
  return {
    width: gridSize(narrowest(grid, height)).width,
    score: weight * (Math.log(tile) + 0.6 * Math.log(share)),
  };
}

/** The narrowest arrangement of the same tiles within a height. */
function narrowest(grid: TileGrid, height: number): TileGrid {
  const room = height - 2 * grid.margin + grid.gapY;
  const most = Math.max(1, Math.floor(room / (grid.tileHeight + grid.gapY)));
  const rows = evenRows(grid.shown, most);
  const columns = Math.ceil(grid.shown / rows);
  return { ...grid, columns, rows: Math.ceil(grid.shown / columns) };
}
