import { type PlanNode, type FigurePlan, figureMeasures } from './figure';
import type { Edge, Graph } from '../../paint/graph';
import type { planBranches } from './branchPlan';
import { arcLevels, arcPitch } from './flowLines';
import { planNetwork } from './networkPlan';
import type { Size } from '../../paint/tiles';

/** What it takes to plan branches; fetched where there are any (further.ts). */
export type PlanBranches = typeof planBranches;

/**
 * Gives every layer its place. Networks without branches are fitted with care to the box
 * (networkPlan.ts); branched ones stand in rows (branchPlan.ts).
 *
 * @param note Height of the line of words below pictures, in CSS pixels.
 */
export function planFigure(
  columns: readonly PlanNode[],
  { edges, lanes }: Pick<Graph, 'edges' | 'lanes'>,
  box: Size,
  note: number,
  ratio: number,
  branches?: PlanBranches,
): FigurePlan {
  if (!isBranched({ edges, lanes }) || !branches) return inOneRow(columns, box, note, ratio);
  const rows = Math.max(...lanes);
  if (rows > 2) {
    const least = rows * (figureMeasures.lane + figureMeasures.filterLane);
    box = { ...box, height: Math.max(box.height, least * ratio) };
  }
  return branches(columns, lanes, arcRoom(columns, edges) * ratio, box, note * ratio, ratio);
}

/** Layers stand side by side, or are skipped. */
export function isBranched({ edges, lanes }: Pick<Graph, 'edges' | 'lanes'>): boolean {
  return Math.max(...lanes) > 1 || edges.some(({ arc }) => arc);
}

function inOneRow(
  columns: readonly PlanNode[],
  box: Size,
  note: number,
  ratio: number,
): FigurePlan {
  const rows = columns.some((column) => column.filters) ? 2 : 1;
  const height = box.height - rows * note * ratio;
  const plan = planNetwork([...columns], { ...box, height }, ratio);
  const filtersHeight = rows === 2 ? plan.filtersHeight + note * ratio : 0;
  const mapsHeight = plan.mapsHeight + note * ratio;
  // What the network leaves of a wide window is divided on both sides.
  let left = Math.max(0, Math.floor((box.width - plan.width) / 2));
  const nodes = plan.columns.map(({ width, maps, filters }) => {
    const node = {
      left,
      width,
      maps: { grid: maps, top: 0, height: mapsHeight },
      ...(filters ? { filters: { grid: filters, top: 0, height: filtersHeight } } : {}),
    };
    left += width + plan.gap;
    return node;
  });
  return { nodes, width: Math.max(box.width, plan.width), filtersHeight, mapsHeight };
}

/** Room above the maps for the lines that skip layers, in CSS pixels. */
function arcRoom(columns: readonly PlanNode[], edges: readonly Edge[]): number {
  const levels = [...arcLevels(columns, edges).values()];
  return levels.length === 0 ? 0 : (Math.max(...levels) + 1) * arcPitch + 8;
}
