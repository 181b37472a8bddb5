import {
  filterOptions,
  filterWish,
  isStack,
  leastWidth,
  mapOptions,
  mapWish,
  measures,
  rowsOf,
  type Wish,
} from './planWishes';
import type { PlanColumn } from '../../paint/columns';
import {
  arrange,
  fitTiles,
  gridSize,
  type Size,
  type TileGrid,
  type TileShape,
} from '../../paint/tiles';

/**
 * Gives every layer of a network a column, and every column squares as large as the box allows.
 * Sizes are device pixels, as in tiles.ts. It runs when a network or the window changes, never
 * while pictures move.
 */

interface ColumnLayout {
  width: number;
  maps: TileGrid;
  filters?: TileGrid;
}

export interface NetworkPlan {
  columns: ColumnLayout[];
  /** Between two columns. */
  gap: number;
  /** Of everything; more than the box has when even the smallest pictures are too wide. */
  width: number;
  filtersHeight: number;
  mapsHeight: number;
}

/** Tile sizes that are tried, largest first: each about a tenth smaller than the one before. */
const targets = [220, 190, 165, 145, 126, 110, 96, 84, 74, 64, 56, 50, 44, 38, 33, 28, 24];
const filterTargets = [150, 126, 110, 96, 84, 72, 60, 50, 42, 34, 28, 22, 18, 14];
const filterShares = [0.15, 0.2, 0.26, 0.33];
/** Where there are no maps to see, the weights are all there is. */
const sharesWithoutMaps = [0.28, 0.37, 0.5];
/** Filters that should be in sight; there may be room for more. */
const wantedFilters = 4;
const wantedMaps = [16, 10, 6, 4, 3];

interface Choice {
  widths: number[];
  filtersHeight: number;
  /** Tiles of a wide layer that should be in sight. */
  wanted: number;
  /** Tile size from which the number of rows follows, the same for all layers. */
  target: number;
}

/** The best of all sizes tried: large pictures first, then many of a wide layer. */
export function planNetwork(columns: PlanColumn[], box: Size, ratio: number): NetworkPlan {
  const hasFilters = columns.some((column) => column.filters);
  const gaps = (columns.length - 1) * measures.gap.min * ratio;
  const input = columns.findIndex((column) => column.kind === 'input');
  const widthOf = (i: number, maps: Wish[], filters: Wish[]): number =>
    Math.max(maps[i]!.width, filters[i]!.width, leastWidth(columns[i]!, ratio));
  // Where no layer has more maps than a count, the larger counts give the same.
  const most = Math.max(3, ...columns.map(({ maps }) => maps.count));
  const counts = wantedMaps.filter((_, i) => (wantedMaps[i + 1] ?? 0) < most);
  let best: (Choice & { score: number }) | undefined;
  let least = Infinity;
  const shares = columns.some(isStack) ? filterShares : sharesWithoutMaps;
  for (const share of hasFilters ? shares : [0]) {
    const filtersHeight = Math.floor(box.height * share);
    for (const wanted of counts) {
      const filters = (hasFilters ? filterTargets : [0]).map((target) =>
        columns.map((column) =>
          filterWish(
            columns,
            column,
            target,
            Math.min(wanted, wantedFilters),
            filtersHeight,
            ratio,
          ),
        ),
      );
      for (const target of targets) {
        const height = box.height - filtersHeight;
        const maps = columns.map((column) => mapWish(column, target, wanted, height, ratio));
        if (maps.some((wish) => wish.score < -1e6)) continue;
        for (const filter of filters) {
          // Thousands of combinations: nothing is allocated for those that lose.
          let width = gaps;
          let score = 0;
          for (let i = 0; i < columns.length; ++i) {
            width += widthOf(i, maps, filter);
            score += maps[i]!.score + filter[i]!.score;
          }
          least = Math.min(least, width);
          if (width > box.width) continue;
          const own = input < 0 ? 1 : widthOf(input, maps, filter);
          score += Math.log(inputSide(own, box.width - width, height, ratio));
          if (best && score <= best.score) continue;
          const widths = columns.map((_, i) => widthOf(i, maps, filter));
          best = { score, widths, filtersHeight, wanted, target };
        }
      }
    }
  }
  if (!best && least < Infinity && least > box.width) {
    // Too many layers for the window: as narrow as can be, and the figure scrolls.
    return planNetwork(columns, { ...box, width: least }, ratio);
  }
  return layOut(
    columns,
    best ?? { widths: [], filtersHeight: 0, wanted: 0, target: 0 },
    box,
    ratio,
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The pictures in the columns as they were chosen. */
function fitFront(
  columns: PlanColumn[],
  widths: number[],
  { filtersHeight, wanted, target }: Choice,
  mapsHeight: number,
  ratio: number,
): ColumnLayout[] {
  const layouts = columns.map((column, i) => {
    const width = widths[i]!;
    const box = { width, height: mapsHeight };
    const count = Math.min(column.maps.count, wanted);
    const maps = isStack(column)
      ? fitRows(column.maps, count, rowsOf(column, count, target, mapsHeight, ratio), box, ratio)
      : fitTiles(column.maps, box, mapOptions(ratio));
    const few = Math.min(wanted, wantedFilters);
    const filters = fitFilters(column, { width, height: filtersHeight }, few, ratio);
    return { width, maps, ...(filters ? { filters } : {}) };
  });
  alignRows(columns, layouts, mapsHeight);
  return layouts;
}

function fitFilters(
  column: PlanColumn,
  box: Size,
  wanted: number,
  ratio: number,
): TileGrid | undefined {
  const shape = column.filters;
  if (!shape) return undefined;
  const options = filterOptions(ratio);
  if (column.kind === 'output' || shape.count <= wanted) return fitTiles(shape, box, options);
  // Squares as large as the wanted few need, and then as many tiles as there is room for.
  const few = fitTiles({ ...shape, count: wanted }, box, options);
  return arrange(shape, few.cell, few.parts, box, options);
}

/** Side of the input's column when it takes its share of the width that is left over. */
function inputSide(own: number, spare: number, height: number, ratio: number): number {
  const largest = Math.min(height - 18 * ratio, measures.largestMap * ratio);
  return Math.max(1, Math.min(largest, own + Math.max(0, spare) * 0.6));
}

/** The largest squares with which `count` maps fit a box in so many rows. */
function fitRows(
  shape: TileShape,
  count: number,
  rows: number,
  box: Size,
  ratio: number,
): TileGrid {
  const options = mapOptions(ratio);
  const columns = Math.ceil(count / rows);
  const room = (length: number, tiles: number): number =>
    (length - 2 - (tiles - 1) * options.gap) / tiles;
  const cell = Math.min(
    options.maxCell,
    Math.floor(room(box.width, columns) / shape.width),
    Math.floor(room(box.height, rows) / shape.height),
  );
  const grid = arrange(shape, Math.max(1, cell), 1, box, options);
  return { ...grid, rows, columns, shown: Math.min(shape.count, rows * columns) };
}

function layOut(columns: PlanColumn[], choice: Choice, box: Size, ratio: number): NetworkPlan {
  const { widths, filtersHeight } = choice;
  const mapsHeight = box.height - filtersHeight;
  const gaps = Math.max(1, columns.length - 1);
  let spare = Math.max(0, box.width - sum(widths) - gaps * measures.gap.min * ratio);
  // What is left over goes to maps that are smaller than their neighbours only for want of width,
  // then to the picture that everything starts from, then to the gaps.
  const grown = [...widths];
  const before = fitFront(columns, widths, choice, mapsHeight, ratio);
  const tallest = Math.max(
    ...before.map(({ maps }, i) => (isStack(columns[i]!) ? maps.tileHeight : 0)),
  );
  before.forEach(({ maps }, i) => {
    if (!isStack(columns[i]!)) return;
    const wider = Math.floor(tallest / maps.shape.height) - maps.cell;
    const needed = gridSize(maps).width + maps.columns * maps.shape.width * wider - widths[i]!;
    if (needed <= 0 || needed > spare / 2) return;
    grown[i] = widths[i]! + needed;
    spare -= needed;
  });
  const input = columns.findIndex((column) => column.kind === 'input');
  if (input >= 0) {
    const side = Math.floor(inputSide(grown[input]!, spare, mapsHeight, ratio));
    spare -= Math.max(0, side - grown[input]!);
    grown[input] = Math.max(side, grown[input]!);
  }
  const gap = Math.floor(
    Math.min(measures.gap.max * ratio, measures.gap.min * ratio + spare / gaps),
  );
  return {
    columns: fitFront(columns, grown, choice, mapsHeight, ratio),
    gap,
    width: sum(grown) + gap * (columns.length - 1),
    filtersHeight,
    mapsHeight,
  };
}

/** Columns with equally many rows share their row pitch, so that a channel stays on its line. */
function alignRows(columns: PlanColumn[], layouts: ColumnLayout[], height: number): void {
  const pitch = new Map<number, number>();
  const inRows = layouts.filter(
    (layout, i) => columns[i]!.kind === 'layer' && layout.maps.rows > 1,
  );
  for (const { maps } of inRows) {
    const own = maps.tileHeight + maps.gapY;
    pitch.set(maps.rows, Math.max(own, pitch.get(maps.rows) ?? 0));
  }
  for (const { maps } of inRows) {
    const wanted = pitch.get(maps.rows)! - maps.tileHeight;
    const size = gridSize({ ...maps, gapY: wanted });
    if (size.height <= height) maps.gapY = wanted;
  }
}
