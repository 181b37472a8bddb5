import { inColour } from '../../paint/columns';
import { fitTiles, gridSize, type TileGrid } from '../../paint/tiles';
import { layMaps } from './laidMaps';
import { filterOptions, mapOptions } from './planWishes';
import type { Slabs } from './slabs';
import {
  stackedHead,
  surfaceMeasures,
  type Piece,
  type Place,
  type Room,
  type SurfacePlan,
} from './surface';

/** A row of the answer: one class. */
const barHeight = 26;
/** Share of the width that filters get beside the maps that they make. */
const filterShare = 0.36;

/**
 * For a narrow window: one slab under the other, filters beside the maps that they make. It is as high as
 * it has to be, and the page scrolls.
 *
 * @param whole The slab that shows all of its maps and filters.
 * @param classes Bars of the answer.
 */
export function stackSurface(
  { all, graph }: Slabs,
  { width, ratio }: Room,
  classes: number,
  whole?: string,
): SurfacePlan {
  const places: Place[] = [];
  const pieces: Piece[] = [];
  const px = (length: number): number => Math.round(length * ratio);
  const [head, note, gap] = [px(stackedHead), px(surfaceMeasures.note), px(10)];
  let top = 0;
  for (const slab of all) {
    const maps = slab.name === whole ? { ...slab.maps, count: countOf(slab) } : slab.maps;
    const height = px(
      slab.name === whole ? 900 : slab.kind === 'input' ? (inColour(slab.shown) ? 160 : 120) : 132,
    );
    const filtersWidth = slab.filters ? Math.floor(width * filterShare) : 0;
    const options = { ...mapOptions(ratio), maxCell: px(14), rowsFirst: true };
    const mapsWidth = width - filtersWidth - (filtersWidth > 0 ? gap : 0);
    const grid = fitTiles(maps, { width: mapsWidth, height }, options);
    const filters =
      slab.filters && fitTiles(slab.filters, { width: filtersWidth, height }, filterOptions(ratio));
    const bars = slab.kind === 'output' ? px(Math.min(classes, 12) * barHeight) : 0;
    const inner = Math.max(gridSize(grid).height, filters ? gridSize(filters).height : 0, bars);
    const base = top + head;
    const corner = (own: TileGrid, left: number, room: number) => ({
      left: Math.round(left + (room - gridSize(own).width) / 2),
      top: Math.round(base + (inner - gridSize(own).height) / 2),
    });
    const at = corner(grid, width - mapsWidth, mapsWidth);
    for (const one of layMaps(slab.shown, grid)) {
      pieces.push({
        ...{ slab, column: slab.shown, band: one.band, grid: one.grid, pin: undefined },
        ...{ left: at.left + one.left, top: at.top + one.top },
      });
    }
    if (filters && slab.filtersOf) {
      pieces.push({
        ...{ slab, column: slab.filtersOf, band: 'filters', grid: filters, pin: undefined },
        ...corner(filters, 0, filtersWidth),
      });
    }
    const below = inner + note;
    places.push({
      ...{ slab, pin: undefined, side: false, mapsTop: base, mapsLeft: width - mapsWidth },
      ...{ left: 0, top: base, width, height: below },
    });
    top = base + below + gap;
  }
  const everything = { left: 0, top: 0, width, height: top };
  return {
    places,
    pieces,
    edges: graph.edges,
    ground: everything,
    window: everything,
    height: top,
  };
}

function countOf({ maps, shown }: Slabs['all'][number]): number {
  return maps.count === 1 ? 1 : shown.total;
}
