import { figureMeasures, type FigurePlan, type PlanNode } from './figure';
import { filterOptions, leastWidth, mapOptions, measures } from './planWishes';
import { arrange, evenRows, fitTiles, gridSize, type Size, type TileGrid } from '../../paint/tiles';

/** Whether a depth has so many branches that the words there must be few. */
function isCrowded(lanes: readonly number[], depth: number): boolean {
  return (lanes[depth] ?? 1) >= crowded.rows;
}

/** Map sizes that are tried, in CSS pixels, and how many stand side by side. */
const targets = [150, 120, 96, 80, 66, 56];
const abreast = [3, 2, 1];
/** Where all are too wide the figure scrolls, and this size can be read. */
const scrolling = { target: 58, across: 1 };
/** Side by side where branches leave little height: small maps, and names in one line. */
const crowded = { rows: 3, across: 2, width: 92 };
/** Share of the height that the filters get. */
const filterShare = 0.24;

/**
 * A network with branches: a column for each depth, and in it a row for each branch that runs there.
 * All maps have about the same size; the largest with which all columns fit the box.
 */
export function planBranches(
  columns: readonly PlanNode[],
  lanes: readonly number[],
  arcs: number,
  box: Size,
  note: number,
  ratio: number,
): FigurePlan {
  const hasFilters = columns.some((column) => column.filters);
  const filtersHeight = hasFilters ? Math.floor(box.height * filterShare) : 0;
  const mapsHeight = box.height - filtersHeight;
  const gap = Math.round(measures.gap.min * 1.4 * ratio);

  const cells = columns.map(({ depth, lane }) => {
    const shares = laneShares(lanes[depth] ?? 1);
    const above = shares.slice(0, lane).reduce((sum, share) => sum + share, 0);
    const room = mapsHeight - arcs;
    const maps = { top: arcs + above * room, height: shares[lane]! * room };
    const filters = { top: above * filtersHeight, height: shares[lane]! * filtersHeight };
    return { maps, filters };
  });
  // Between many rows there is no room for words below filters.
  const noteOf = ({ depth }: PlanNode): number => (isCrowded(lanes, depth) ? 0 : note);
  const roomFor = (i: number): number => {
    const head = columns[i]!.lane > 0 ? figureMeasures.laneHead * ratio : 0;
    return Math.max(16 * ratio, cells[i]!.maps.height - note - head - 4 * ratio);
  };
  const grids = (target: number, across: number): TileGrid[] =>
    columns.map((column, i) => {
      const many = isCrowded(lanes, column.depth);
      const abreastHere = many ? Math.max(across, crowded.across) : across;
      return mapGrid(column, target, abreastHere, roomFor(i), ratio);
    });
  const widthsOf = (found: TileGrid[]): number[] => {
    const widths = lanes.map(() => 0);
    columns.forEach((column, i) => {
      const crowd = isCrowded(lanes, column.depth) ? crowded.width * ratio : 0;
      const plain = column.kind === 'output' ? measures.output * ratio : leastWidth(column, ratio);
      const least = Math.max(crowd, plain);
      const own = column.kind === 'output' ? 0 : gridSize(found[i]!).width;
      widths[column.depth] = Math.max(widths[column.depth]!, least, own);
    });
    return widths;
  };
  const total = (widths: number[]): number =>
    widths.reduce((sum, width) => sum + width, (widths.length - 1) * gap);

  let chosen = grids(scrolling.target, scrolling.across);
  search: for (const target of targets) {
    for (const across of abreast) {
      const tried = grids(target, across);
      if (total(widthsOf(tried)) > box.width) continue;
      chosen = tried;
      break search;
    }
  }
  const widths = widthsOf(chosen);
  const spare = Math.max(0, box.width - total(widths));
  const between = gap + Math.min(measures.gap.max * ratio, spare / Math.max(1, lanes.length - 1));
  const lefts: number[] = [];
  let left = Math.floor(
    Math.max(0, box.width - total(widths) - (between - gap) * (lanes.length - 1)) / 2,
  );
  for (const width of widths) {
    lefts.push(Math.round(left));
    left += width + between;
  }
  const nodes = columns.map((column, i) => {
    const width = widths[column.depth]!;
    const filters =
      column.filters &&
      fitTiles(
        column.filters,
        {
          width,
          height: Math.max(14 * ratio, cells[i]!.filters.height - noteOf(column) - 2 * ratio),
        },
        { ...filterOptions(ratio), gap: Math.round(4 * ratio), minTile: Math.round(6 * ratio) },
      );
    return {
      left: lefts[column.depth]!,
      width,
      maps: { grid: chosen[i]!, ...cells[i]!.maps },
      ...(filters ? { filters: { grid: filters, ...cells[i]!.filters } } : {}),
    };
  });
  return {
    nodes,
    width: Math.max(box.width, Math.ceil(left - between)),
    filtersHeight,
    mapsHeight,
  };
}

/** How the height is divided: beside a single side road the main road gets more. */
function laneShares(lanes: number): number[] {
  if (lanes === 2) return [0.6, 0.4];
  return Array.from({ length: lanes }, () => 1 / lanes);
}

function mapGrid(
  column: PlanNode,
  target: number,
  across: number,
  height: number,
  ratio: number,
): TileGrid {
  const { maps } = column;
  const options = { ...mapOptions(ratio), gap: Math.round(6 * ratio) };
  const side = Math.max(maps.height, maps.width);
  const fitting = Math.floor((height - 2) / maps.height);
  const cell = Math.max(1, Math.min(options.maxCell, Math.floor((target * ratio) / side), fitting));
  const most = Math.max(
    1,
    Math.floor((height - 2 + options.gap) / (maps.height * cell + options.gap)),
  );
  const count = Math.min(maps.count, most * across);
  const rows = evenRows(count, most);
  const abreastHere = Math.ceil(count / rows);
  const width = abreastHere * (maps.width * cell + options.gap) + 2;
  return arrange({ ...maps }, cell, 1, { width, height }, options);
}
