import {
  arrange,
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
  gap: { min: 16, max: 46 },
  column: 58,
  output: 128,
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
const filterShares = [0.2, 0.27, 0.35, 0.45, 0.58];
const wantedMaps = [16, 12, 8, 6, 4];

/** The best of all sizes tried: large pictures first, then many of a wide layer. */
export function planNetwork(columns: PlanColumn[], box: Size, ratio: number): NetworkPlan {
  const hasFilters = columns.some((column) => column.filters);
  let best: { score: number; widths: number[]; filtersHeight: number } | undefined;
  let least: { width: number; widths: number[]; filtersHeight: number } | undefined;
  for (const share of hasFilters ? filterShares : [0]) {
    const filtersHeight = Math.floor(box.height * share);
    const heights = { filters: filtersHeight, maps: box.height - filtersHeight };
    for (const wanted of wantedMaps) {
      const filters = columns.map((column) =>
        column.filters
          ? filterTargets.map((tile) =>
              filterWidth(column.filters!, tile, wanted, heights.filters, ratio),
            )
          : [],
      );
      for (const target of targets) {
        const maps = columns.map((column) => mapWidth(column, target, wanted, heights.maps, ratio));
        for (let f = 0; f < filterTargets.length; ++f) {
          let width = (columns.length - 1) * measures.gap.min * ratio;
          let score = 0;
          const widths = columns.map((_, i) => {
            const map = maps[i]!;
            const filter = filters[i]![f];
            score += map.score + (filter?.score ?? 0);
            const own = Math.max(map.width, filter?.width ?? 0, measures.column * ratio);
            width += own;
            return own;
          });
          if (!least || width < least.width) least = { width, widths, filtersHeight };
          if (width <= box.width && (!best || score > best.score)) {
            best = { score, widths, filtersHeight };
          }
          if (!hasFilters) break;
        }
      }
    }
  }
  const chosen = best ?? least ?? { widths: [], filtersHeight: 0 };
  return layOut(columns, chosen.widths, chosen.filtersHeight, box, ratio);
}

/** Pictures of any band (values or gradients) in columns whose widths are given. */
export function fitBands(
  columns: PlanColumn[],
  widths: number[],
  filtersHeight: number,
  mapsHeight: number,
  ratio: number,
): ColumnLayout[] {
  const layouts = columns.map((column, i) => {
    const width = widths[i]!;
    const maps = fitTiles(column.maps, { width, height: mapsHeight }, mapOptions(ratio));
    const filters =
      column.filters &&
      fitTiles(column.filters, { width, height: filtersHeight }, filterOptions(ratio));
    return { width, maps, ...(filters ? { filters } : {}) };
  });
  alignRows(columns, layouts, mapsHeight);
  return layouts;
}

function layOut(
  columns: PlanColumn[],
  widths: number[],
  filtersHeight: number,
  box: Size,
  ratio: number,
): NetworkPlan {
  const mapsHeight = box.height - filtersHeight;
  const gaps = Math.max(1, columns.length - 1);
  const used = widths.reduce((sum, width) => sum + width, 0);
  let spare = Math.max(0, box.width - used - gaps * measures.gap.min * ratio);
  // The picture that everything starts from takes what is left over, then the gaps do.
  const input = columns.findIndex((column) => column.kind === 'input');
  const grown = [...widths];
  if (input >= 0) {
    const largest = Math.min(mapsHeight, measures.largestMap * ratio);
    const extra = Math.max(0, Math.min(spare * 0.6, largest - grown[input]!));
    grown[input] = Math.floor(grown[input]! + extra);
    spare -= extra;
  }
  const gap = Math.floor(
    Math.min(measures.gap.max * ratio, measures.gap.min * ratio + spare / gaps),
  );
  const layouts = fitBands(columns, grown, filtersHeight, mapsHeight, ratio);
  return {
    columns: layouts,
    gap,
    width: grown.reduce((sum, width) => sum + width, 0) + gap * (columns.length - 1),
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

function mapWidth(
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
  const scaled = target * ratio * (side < 8 ? 0.72 : 1) * (vector ? 0.8 : 1);
  return wish(
    column.maps,
    scaled,
    wanted,
    height,
    mapOptions(ratio),
    measures.largestMap * ratio,
    1,
  );
}

function filterWidth(
  filters: TileShape,
  target: number,
  wanted: number,
  height: number,
  ratio: number,
): Wish {
  const options = filterOptions(ratio);
  const shape = { ...filters, parts: Math.min(filters.parts, 4) };
  return wish(shape, target * ratio, wanted, height, options, measures.largestFilter * ratio, 0.7);
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
    score: weight * (Math.log(tile) + 0.45 * Math.log(share)),
  };
}

/** The narrowest arrangement of the same tiles within a height. */
function narrowest(grid: TileGrid, height: number): TileGrid {
  const rows = Math.max(
    1,
    Math.floor((height - 2 * grid.margin + grid.gapY) / (grid.tileHeight + grid.gapY)),
  );
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
