import type { TileGrid } from '../paint/tiles';
import type { Frame, Ties } from '../../protocol/messages';
import type { Column, FrameWish } from '../paint/columns';
import { pictureData } from '../paint/pictures';
import type { Hover } from '../paint/hover';

/** Which map (or unit of a vector) a square belongs to: its number in the layer. */
export function unitOf(hover: Hover, column: Column, frame: Frame | undefined): number | undefined {
  if (hover.kind !== 'maps' && hover.kind !== 'mapGradients') return undefined;
  if (isVector(column)) return hover.place.index;
  return pictureData(frame, column, 'maps')?.indices[hover.place.tile];
}

export function isVector(column: Column): boolean {
  const shape = column.layer?.outputShape;
  return shape !== undefined && shape[1] * shape[2] === 1;
}

/** What has to be asked so that lines to the square under the pointer can be drawn. */
export function tiesWish(
  hover: Hover | undefined,
  columns: readonly Column[],
  frame: Frame | undefined,
): FrameWish['tiesOf'] {
  const column = hover && columns.find((one) => one.name === hover.column);
  if (!hover || !column?.layer) return undefined;
  const map = unitOf(hover, column, frame);
  return map === undefined ? undefined : { layer: column.name, map };
}

/** A place in a picture: a whole tile, or one square of a vector's block. */
export interface TiePlace {
  tile: number;
  cell?: number;
}

/** Where a layer's map is among the pictures shown, if it is. */
export function placeOfUnit(
  unit: number,
  column: Column,
  grid: TileGrid,
  frame: Frame | undefined,
): TiePlace | undefined {
  if (isVector(column)) return unit < grid.shape.length ? { tile: 0, cell: unit } : undefined;
  const tile = pictureData(frame, column, 'maps')?.indices.indexOf(unit) ?? -1;
  return tile >= 0 && tile < grid.shown ? { tile } : undefined;
}

/** One line: from which map, and how strong; without a strength where no weight stands between. */
export interface Tie {
  from: string;
  map: number;
  strength?: number;
  signed: boolean;
}

/** The lines of an answer, in values or in gradients; those without any strength are left out. */
export function tiesIn(ties: Ties | undefined, backward: boolean): Tie[] {
  if (!ties) return [];
  return ties.reads.flatMap(({ layer, maps, weights, gradients, signed }) =>
    maps.flatMap((map, i): Tie[] => {
      const strengths = backward ? gradients : weights;
      if (!strengths) return [{ from: layer, map, signed: false }];
      const strength = strengths[i]!;
      return strength === 0 ? [] : [{ from: layer, map, strength, signed }];
    }),
  );
}

/** What the lines say in words, with the largest strength as their scale. */
export interface TieSummary {
  largest: number;
  signed: boolean;
  weighed: boolean;
  /** Maps or units that are read, and how many of them have a line. */
  total: number;
  drawn: number;
}

export function summarize(ties: Ties, backward: boolean): TieSummary {
  const lines = tiesIn(ties, backward);
  return {
    largest: Math.max(0, ...lines.map(({ strength = 0 }) => Math.abs(strength))),
    signed: lines.some((line) => line.signed),
    weighed: lines.some((line) => line.strength !== undefined),
    total: ties.reads.reduce((sum, { total }) => sum + total, 0),
    drawn: lines.length,
  };
}
