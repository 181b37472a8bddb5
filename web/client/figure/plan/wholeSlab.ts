import { arrange, evenRows, gridSize, type TileGrid, type TileShape } from '../../paint/tiles';
import type { FigurePlan } from './figure';
import { filterOptions, mapOptions } from './planWishes';
import type { Slab } from './slabs';

/** All maps and filters of one slab, in squares as large as before: it grows to the right. */
export function showAll(
  slabs: readonly Slab[],
  plan: FigurePlan,
  name: string,
  ratio: number,
): FigurePlan {
  const at = slabs.findIndex((slab) => slab.name === name);
  const slab = slabs[at];
  const node = plan.nodes[at];
  if (!slab || !node || slab.kind !== 'layer') return plan;
  const { maps, filters } = node;
  const all = (grid: TileGrid, total: number, height: number, options = mapOptions(ratio)) =>
    inHeight({ ...grid.shape, count: total }, grid, height, options);
  const grown = {
    ...node,
    maps:
      slab.maps.count === 1
        ? maps
        : { ...maps, grid: all(maps.grid, slab.shown.total, maps.height - 20 * ratio) },
    ...(filters && slab.filtersOf
      ? {
          filters: {
            ...filters,
            grid: all(
              filters.grid,
              slab.filtersOf.total,
              filters.height - 18 * ratio,
              filterOptions(ratio),
            ),
          },
        }
      : {}),
  };
  const width = Math.max(
    node.width,
    gridSize(grown.maps.grid).width,
    grown.filters ? gridSize(grown.filters.grid).width : 0,
  );
  const more = width - node.width;
  const nodes = plan.nodes.map((one, i) => {
    if (i === at) return { ...grown, width };
    return one.left > node.left ? { ...one, left: one.left + more } : one;
  });
  return { ...plan, nodes, width: plan.width + more };
}

/** So many tiles of the same size in a height, column after column. */
function inHeight(
  shape: TileShape,
  { cell, parts, tileHeight }: TileGrid,
  height: number,
  options: ReturnType<typeof mapOptions>,
): TileGrid {
  const most = Math.max(1, Math.floor((height + options.gap) / (tileHeight + options.gap)));
  const rows = evenRows(shape.count, most);
  const box = { width: 1e6, height: rows * (tileHeight + options.gap) + 2 };
  return arrange(shape, cell, parts, box, { ...options, rowsFirst: false });
}
