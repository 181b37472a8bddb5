import type * as further from './further';
import { gridSize, type TileGrid } from '../../paint/tiles';
import { figureMeasures } from './figure';
import { isBranched, planFigure } from './figurePlan';
import type { LaidPiece } from './laidMaps';
import type { Row } from './rows';
import type { Slabs } from './slabs';
import {
  surfaceMeasures,
  type Piece,
  type Pin,
  type Place,
  type Room,
  type SurfacePlan,
} from './surface';

/** What is fetched where it is wanted. */
export type Further = Pick<typeof further, 'layMaps' | 'planBranches' | 'planRows' | 'showAll'>;

/**
 * Gives every slab its place, from left to right: in one row where they fit, in more where they are a
 * long chain; branches side by side.
 *
 * @param further How long chains, branches, whole slabs and maps that are laid in a way of their own are
 *   planned; nothing where that is wanted and not here yet.
 * @param whole The slab that is to show all of its maps and filters, however wide it gets.
 */
export function planSurface(
  slabs: Slabs,
  room: Room,
  further: Further | undefined,
  whole?: string,
): SurfacePlan | undefined {
  const { ratio } = room;
  const { all, graph } = slabs;
  const branched = isBranched(graph);
  const above = (surfaceMeasures.head + surfaceMeasures.bands) * ratio;
  const box = { width: room.width, height: room.height - above };
  const plan = planFigure(all, graph, box, surfaceMeasures.note, ratio, further?.planBranches);
  const long = !branched && plan.width > room.width;
  const laid = all.some(({ maps, shown }) => maps !== shown.maps);
  if (!further && (branched || long || laid || whole !== undefined)) return undefined;
  const one: Row[] = [{ slabs: all, plan, left: 0, top: 0 }];
  const parts = (long && further?.planRows(all, room)) || one;
  const opened = parts.map((part) =>
    whole === undefined || !further
      ? part
      : { ...part, plan: further.showAll(part.slabs, part.plan, whole, ratio) },
  );
  return compose(opened, slabs, room, further?.layMaps);
}

function compose(
  parts: readonly Row[],
  { graph }: Slabs,
  room: Room,
  layMaps: Further['layMaps'] | undefined,
): SurfacePlan {
  const { ratio } = room;
  const places: Place[] = [];
  const pieces: Piece[] = [];
  for (const { slabs, plan, left, top } of parts) {
    const bandTop = top + surfaceMeasures.head * ratio;
    slabs.forEach((slab, i) => {
      const node = plan.nodes[i]!;
      const pin: Pin =
        slab.kind === 'input' ? 'left' : slab.kind === 'output' ? 'right' : undefined;
      const side = slab.lane > 0;
      const across = (grid: TileGrid): number =>
        Math.round(left + node.left + (node.width - gridSize(grid).width) / 2);
      const mapsTop =
        bandTop +
        plan.filtersHeight +
        (plan.filtersHeight > 0 ? surfaceMeasures.bands * ratio : 0) +
        node.maps.top;
      const head = side ? figureMeasures.laneHead * ratio : 0;
      const free = node.maps.height - head - surfaceMeasures.note * ratio;
      const { grid } = node.maps;
      const corner = {
        left: across(grid),
        top: Math.round(mapsTop + head + Math.max(0, (free - gridSize(grid).height) / 2)),
      };
      const whole: LaidPiece = { band: 'maps', grid, left: 0, top: 0 };
      for (const one of layMaps?.(slab.shown, grid) ?? [whole]) {
        pieces.push({
          ...{ slab, column: slab.shown, band: one.band, grid: one.grid, pin },
          ...{ left: corner.left + one.left, top: corner.top + one.top },
        });
      }
      let upper = mapsTop;
      if (node.filters && slab.filtersOf) {
        const cell = node.filters;
        const low = bandTop + cell.top + cell.height - surfaceMeasures.note * ratio;
        const filtersTop = Math.round(Math.max(bandTop, low - gridSize(cell.grid).height));
        pieces.push({
          ...{ slab, column: slab.filtersOf, band: 'filters', grid: cell.grid, pin },
          left: across(cell.grid),
          top: filtersTop,
        });
        upper = bandTop + cell.top;
      }
      const boxTop = side ? mapsTop : Math.min(upper, bandTop);
      places.push({
        ...{ slab, pin, side, mapsTop },
        left: left + node.left,
        top: boxTop,
        width: node.width,
        height: mapsTop + node.maps.height - boxTop,
      });
    });
  }
  return { places, pieces, edges: graph.edges, ...bounds(places, room) };
}

/** What lies between the pinned ends, and how much of it the window shows. */
function bounds(
  places: readonly Place[],
  room: Room,
): Pick<SurfacePlan, 'ground' | 'window' | 'height'> {
  const edge = Math.round(6 * room.ratio);
  const input = places.find(({ pin }) => pin === 'left');
  const output = places.find(({ pin }) => pin === 'right');
  const left = input ? input.left + input.width + edge : 0;
  const right = Math.max(
    ...places.filter(({ pin }) => !pin).map((one) => one.left + one.width),
    left,
  );
  const end = output ? output.left - edge : right;
  const bottom = Math.max(...places.map(({ top, height }) => top + height));
  // The answer stands at the window's right edge even where the ground goes on behind it.
  const beyond = output ? Math.max(0, output.left + output.width - room.width) : 0;
  const seen = end - left - beyond;
  const height = Math.max(room.height, bottom);
  return {
    ground: { left, top: 0, width: end - left, height },
    window: { left, top: 0, width: Math.max(1, seen), height },
    height,
  };
}
