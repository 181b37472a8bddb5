import type { Column } from '../../paint/columns';
import type { Edge } from '../../paint/graph';
import type { TileGrid } from '../../paint/tiles';
import type { Slab } from './slabs';

/** A rectangle in device pixels of the ground as it is at zoom 1. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The input stays at the left edge and the answer at the right, wherever the camera is. */
export type Pin = 'left' | 'right' | undefined;

/** Tiles of one layer: its filters or its maps. */
export interface Piece {
  slab: Slab;
  column: Column;
  /** 'picture': the network's input as one sees it, in colour. */
  band: 'filters' | 'maps' | 'picture';
  grid: TileGrid;
  left: number;
  top: number;
  pin: Pin;
}

/** Where a slab stands, with everything that belongs to it but its heading. */
export interface Place extends Box {
  slab: Slab;
  pin: Pin;
  /** Where the maps' band begins. */
  mapsTop: number;
  /** Where the maps begin, where filters stand beside them. */
  mapsLeft?: number;
  /** It stands in a side lane: its heading has one line, inside of the box. */
  side: boolean;
}

/** Where everything stands. */
export interface SurfacePlan {
  places: readonly Place[];
  pieces: readonly Piece[];
  edges: readonly Edge[];
  /** What the camera moves over; the pinned ends lie beside it. */
  ground: Box;
  /** Of the ground, what the window has room for. */
  window: Box;
  /** Of everything that has to be seen at once: the window's height, or more on a phone. */
  height: number;
}

/** What there is to be filled. */
export interface Room {
  width: number;
  height: number;
  /** Device pixels of a CSS pixel. */
  ratio: number;
}

/** In CSS pixels. */
export const surfaceMeasures = {
  /** A heading: name, how it was made, what is folded into it, shape. */
  head: 62,
  /** Between filters and maps. */
  bands: 10,
  /** The line below pictures. */
  note: 17,
};

/** A heading in one line, which a finger can press. In CSS pixels. */
export const stackedHead = 46;

/** Nothing, for as long as what plans it is on its way. */
export function emptyPlan({ width, height }: Room): SurfacePlan {
  const all = { left: 0, top: 0, width, height };
  return { places: [], pieces: [], edges: [], ground: all, window: all, height };
}
