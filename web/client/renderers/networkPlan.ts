import {
  arrange,
  evenRows,
  fitTiles,
  gridSize,
  type FitOptions,
  type Size,
  type TileGrid,
  type TileShape,
} from './tiles';

/**
 * Gives every layer of a network a column, and every column squares as large as the box allows.
 * Sizes are device pixels, as in tiles.ts. It runs when a network or the window changes, never
 * while pictures move.
 */

export interface PlanColumn {
  kind: 'input' | 'layer' | 'output';
  maps: TileShape;
  filters?: TileShape;
}

export interface ColumnLayout {
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

/** The figure's measures, in CSS pixels. */
const measures = {
  gap: { min: 11, max: 46 },
  column: 50,
  output: 122,
  mapGap: 9,
  filterGap: 6,
  minMap: 22,
  minFilter: 13,
  maxCell: 36,
  largestMap: 220,
  largestFilter: 150,
};

/** Tile sizes that are tried, largest first: each about a tenth smaller than the one before. */
const targets = [220, 190, 165, 145, 126, 110, 96, 84, 74, 64, 56, 50, 44, 38, 33, 28, 24];
const filterTargets = [150, 126, 110, 96, 84, 72, 60, 50, 42, 34, 28, 22, 18, 14];
const filterShares = [0.2, 0.28, 0.37, 0.5];
const wantedMaps = [16, 10, 6, 4];

interface Choice {
  widths: number[];
  filtersHeight: number;
  wanted: number;
}

/** The best of all sizes tried: large pictures first, then many of a wide layer. */
export function planNetwork(columns: PlanColumn[], box: Size, ratio: number): NetworkPlan {
  const hasFilters = columns.some((column) => column.filters);
  const gaps = (columns.length - 1) * measures.gap.min * ratio;
  let best: (Choice & { score: number }) | undefined;
  let least = Infinity;
  for (const share of hasFilters ? filterShares : [0]) {
    const filtersHeight = Math.floor(box.height * share);
    for (const wanted of wantedMaps) {
      const filters = (hasFilters ? filterTargets : [0]).map((target) =>
        columns.map((column) => filterWish(columns, column, target, wanted, filtersHeight, ratio)),
      );
      for (const target of targets) {
        const height = box.height - filtersHeight;
        const maps = columns.map((column) => mapWish(column, target, wanted, height, ratio));
        for (const filter of filters) {
          const widths = columns.map((_, i) =>
            Math.max(maps[i]!.width, filter[i]!.width, measures.column * ratio),
          );
          const width = sum(widths) + gaps;
          const score = sum(maps.map((wish) => wish.score)) + sum(filter.map((wish) => wish.score));
          least = Math.min(least, width);
          if (width <= box.width && (!best || score > best.score)) {
            best = { score, widths, filtersHeight, wanted };
          }
        }
      }
    }
  }
  if (!best && least < Infinity && least > box.width) {
    // Too many layers for the window: as narrow as can be, and the figure scrolls.
    return planNetwork(columns, { ...box, width: least }, ratio);
  }
  return layOut(columns, best ?? { widths: [], filtersHeight: 0, wanted: 0 }, box, ratio);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Pictures of any band (values or gradients) in columns whose widths are given. */
export function fitBands(
  columns: PlanColumn[],
  widths: number[],
  filtersHeight: number,
  mapsHeight: number,
  ratio: number,
  wanted = Infinity,
): ColumnLayout[] {
  const layouts = columns.map((column, i) => {
    const width = widths[i]!;
    const fit = (shape: TileShape, height: number, options: FitOptions): TileGrid => {
      const box = { width, height };
      if (column.kind === 'output' || shape.count <= wanted) return fitTiles(shape, box, options);
      // Squares as large as the wanted few need, and then as many tiles as there is room for.
      const few = fitTiles({ ...shape, count: wanted }, box, options);
      return arrange(shape, few.cell, few.parts, box, options);
    };
    const maps = fit(column.maps, mapsHeight, mapOptions(ratio));
    const filters = column.filters && fit(column.filters, filtersHeight, filterOptions(ratio));
    return { width, maps, ...(filters ? { filters } : {}) };
  });
  alignRows(columns, layouts, mapsHeight);
  return layouts;
}

function layOut(
  columns: PlanColumn[],
  { widths, filtersHeight, wanted }: Choice,
  box: Size,
  ratio: number,
): NetworkPlan {
  const mapsHeight = box.height - filtersHeight;
  const gaps = Math.max(1, columns.length - 1);
  const used = sum(widths);
  let spare = Math.max(0, box.width - used - gaps * measures.gap.min * ratio);
  const grown = [...widths];
  // What is left over goes to maps that are smaller than others could be beside them, then to the
  // picture that everything starts from, then to the gaps.
  const layers = fitBands(columns, widths, filtersHeight, mapsHeight, ratio, wanted);
  const tile = Math.max(
    ...layers.map(({ maps }, i) => (isStack(columns[i]!) ? maps.tileHeight : 0)),
  );
  layers.forEach(({ maps }, i) => {
    if (!isStack(columns[i]!)) return;
    const cell = Math.floor(tile / maps.shape.height);
    const wider = maps.columns * maps.shape.width * (cell - maps.cell);
    const needed = gridSize(maps).width + wider - widths[i]!;
    if (needed <= 0 || needed > spare) return;
    grown[i] = widths[i]! + needed;
    spare -= needed;
  });
  const input = columns.findIndex((column) => column.kind === 'input');
  if (input >= 0) {
    const largest = Math.min(mapsHeight, measures.largestMap * ratio);
    const extra = Math.max(0, Math.min(spare * 0.6, largest - grown[input]!));
    grown[input] = Math.floor(grown[input]! + extra);
    spare -= extra;
  }
  const gap = Math.floor(
    Math.min(measures.gap.max * ratio, measures.gap.min * ratio + spare / gaps),
  );
  const layouts = fitBands(columns, grown, filtersHeight, mapsHeight, ratio, wanted);
  return {
    columns: layouts,
    gap,
    width: sum(grown) + gap * (columns.length - 1),
    filtersHeight,
    mapsHeight,
  };
}

function isStack(column: PlanColumn): boolean {
  return column.kind === 'layer' && column.maps.count > 1;
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

function mapOptions(ratio: number): FitOptions {
  return {
    gap: Math.round(measures.mapGap * ratio),
    maxCell: Math.round(measures.maxCell * ratio),
    minTile: Math.round(measures.minMap * ratio),
  };
}

function filterOptions(ratio: number): FitOptions {
  return {
    gap: Math.round(measures.filterGap * ratio),
    maxCell: Math.round(measures.maxCell * ratio),
    minTile: Math.round(measures.minFilter * ratio),
    rowsFirst: true,
  };
}

interface Wish {
  width: number;
  score: number;
}

const nothing: Wish = { width: 0, score: 0 };

function mapWish(
  column: PlanColumn,
  target: number,
  wanted: number,
  height: number,
  ratio: number,
): Wish {
  if (column.kind === 'output') return { width: measures.output * ratio, score: 0 };
  const side = Math.max(column.maps.height, column.maps.width);
  const vector = column.maps.count === 1 && column.kind === 'layer';
  // Small maps need fewer pixels to be read; a block of units is read as a texture.
  const scaled = target * ratio * (side < 8 ? 0.8 : 1) * (vector ? 0.8 : 1);
  const largest = measures.largestMap * ratio;
  return wish(column.maps, scaled, wanted, height, mapOptions(ratio), largest, 1);
}

function filterWish(
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
  if (grid.shown < some.count) return { width: 1e9, score: -1e9 };
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

/** For a narrow window: one layer under the other, filters beside the maps that they make. */
export function stackColumns(columns: PlanColumn[], width: number, ratio: number): NetworkPlan {
  const gap = Math.round(measures.gap.min * ratio);
  const filtersWidth = Math.floor((width - gap) * 0.38);
  const height = Math.round(132 * ratio);
  const layouts = columns.map((column) => {
    const mapsWidth = column.filters ? width - gap - filtersWidth : width;
    const options = { ...mapOptions(ratio), maxCell: Math.round(14 * ratio), rowsFirst: true };
    const maps = fitTiles(column.maps, { width: mapsWidth, height }, options);
    const filters =
      column.filters &&
      fitTiles(column.filters, { width: filtersWidth, height }, filterOptions(ratio));
    return { width, maps, ...(filters ? { filters } : {}) };
  });
  return { columns: layouts, gap, width, filtersHeight: 0, mapsHeight: 0 };
}
