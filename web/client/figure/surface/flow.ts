import { gridSize } from '../../paint/tiles';
import type { Camera } from '../camera';
import { arcLevels, arcPath, arcPitch, flowPath, wrapPath, type Station } from '../plan/flowLines';
import { pieceOf, spotOf } from './find';
import type { Place, SurfacePlan } from '../plan/surface';

/** Who reads whom, as lines between the slabs, each with the tip of its arrow. */
export interface FlowLine {
  path: string;
  tip: string;
}

/** Lines in CSS pixels of the window. @param backward Gradients flow from the loss to the input. */
export function flowLines(
  plan: SurfacePlan,
  camera: Camera,
  ratio: number,
  backward: boolean,
): FlowLine[] {
  const slabs = plan.places.map(({ slab }) => slab);
  const stations = new Map(
    plan.places.map((place) => [place.slab.name, stationOf(plan, camera, place, ratio, backward)]),
  );
  const levels = arcLevels(slabs, plan.edges);
  const maps = Math.min(...plan.pieces.filter(({ band }) => band === 'maps').map(({ top }) => top));
  const over = spotOf({ pin: undefined, left: 0, top: maps }, camera, plan).y / ratio;
  return plan.edges.flatMap((edge): FlowLine[] => {
    const [from, to] = [stations.get(edge.from), stations.get(edge.to)];
    if (!from || !to) return [];
    const level = levels.get(edge);
    const path =
      level !== undefined
        ? arcPath(from, to, over - 8 - level * arcPitch)
        : to.left < from.right
          ? wrapPath(from, to)
          : flowPath(from, to);
    const tip = backward ? from : to;
    const x = backward ? tip.right + 3 : tip.left - 4;
    const d = backward ? 4 : -4;
    return [{ path, tip: `M${x + d} ${tip.y - 3}L${x} ${tip.y}L${x + d} ${tip.y + 3}` }];
  });
}

function stationOf(
  plan: SurfacePlan,
  camera: Camera,
  place: Place,
  ratio: number,
  backward: boolean,
): Station {
  const { slab } = place;
  const piece =
    pieceOf(plan, slab.shown.name, 'picture') ?? pieceOf(plan, slab.shown.name, 'maps')!;
  const bars = slab.kind === 'output' && !backward;
  const spot = spotOf(bars ? { ...place } : piece, camera, plan);
  const size = bars ? { width: place.width, height: 0 } : gridSize(piece.grid);
  const middle = spotOf(piece, camera, plan).y + (gridSize(piece.grid).height * spot.zoom) / 2;
  return {
    left: spot.x / ratio,
    right: (spot.x + size.width * spot.zoom) / ratio,
    y: middle / ratio,
  };
}
