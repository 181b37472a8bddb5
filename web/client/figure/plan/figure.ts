import type { TileGrid } from '../../paint/tiles';
import type { PlanColumn } from '../../paint/columns';

/** A layer of the picture: what is shown of it, and where it stands among the others. */
export interface PlanNode extends PlanColumn {
  name: string;
  depth: number;
  lane: number;
}

/** Pictures of one layer in one band, and the room that they stand in the middle of. */
export interface CellPlan {
  grid: TileGrid;
  top: number;
  height: number;
}

export interface NodePlan {
  left: number;
  width: number;
  maps: CellPlan;
  filters?: CellPlan;
}

/** Where everything stands; device pixels, from the bands' top left corners. */
export interface FigurePlan {
  nodes: NodePlan[];
  /** More than the box has when even the smallest pictures are too wide. */
  width: number;
  filtersHeight: number;
  mapsHeight: number;
}

/** Measures of the figure in CSS pixels. */
export const figureMeasures = {
  /** Name and size of a layer in a side lane, above its maps. */
  laneHead: 18,
  /** Least height of a row where several branches run side by side; then the figure scrolls down. */
  lane: 78,
  /** The same in the band of filters. */
  filterLane: 22,
};
