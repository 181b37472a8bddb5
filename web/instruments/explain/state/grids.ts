import type { ExampleShape, GradientPart, UnitArithmetic } from 'receptive';
import { positionOf } from './subject';

/** One square of a little table: a number, and what it is multiplied with. */
export interface GridCell {
  /** Place in the layer; -1 outside its maps, where padding stands. */
  place: number;
  value: number;
  /** Absent where nothing is multiplied (max). */
  factor?: number;
  /** Place in the parameter, where the factor is a weight. */
  weight?: number;
  winner?: boolean;
}

/** Squares of one map, with the rows and columns of the map that they stand in, from 0. */
export interface NumberGrid {
  channel: number;
  rows: number[];
  columns: number[];
  /** Row by row; absent where nothing stands. */
  cells: (GridCell | undefined)[][];
  /** Of value * factor, or of the values where there are no factors. */
  sum: number;
}

export function product({ value, factor = 1 }: GridCell): number {
  return value * factor;
}

function total(cells: readonly (readonly (GridCell | undefined)[])[]): number {
  return cells.flat().reduce((sum, cell) => sum + (cell ? product(cell) : 0), 0);
}

/** Places along a window, padding included: first, first + dilation, ... */
function along(origin: number, length: number, dilation: number): number[] {
  return Array.from({ length }, (_, i) => origin + i * dilation);
}

/** What a unit's window covers, map by map. Nothing for units that read without a window. */
export function windowGrids({ reads, window, winner }: UnitArithmetic): NumberGrid[] {
  const [read] = reads;
  if (!read || !window) return [];
  const { kernel, dilation, origin, reads: shape } = window;
  const rows = along(origin[0], kernel[0], dilation[0]);
  const columns = along(origin[1], kernel[1], dilation[1]);
  const area = kernel[0] * kernel[1];
  const cellAt = (i: number): GridCell => ({
    place: read.places[i]!,
    value: read.values[i]!,
    ...(read.factors ? { factor: read.factors[i]! } : {}),
    ...(read.weights ? { weight: read.weights[i]! } : {}),
    ...(winner !== undefined && winner >= 0 && read.places[i] === winner ? { winner: true } : {}),
  });
  const grids: NumberGrid[] = [];
  if (read.places.length % area === 0) {
    for (let first = 0; first < read.places.length; first += area) {
      const cells = rows.map((_, r) => columns.map((_, c) => cellAt(first + r * kernel[1] + c)));
      grids.push(grid(channelOf(cells, shape, grids.length), rows, columns, cells));
    }
    return grids;
  }
  // A pooling window that hangs over the edge has no squares there.
  const byPlace = new Map([...read.places].map((place, i) => [place, i]));
  const channels = new Set([...read.places].map((place) => positionOf(place, shape)[0]));
  for (const channel of channels) {
    const cells = rows.map((row) =>
      columns.map((column) => {
        const inside = row >= 0 && row < shape[1] && column >= 0 && column < shape[2];
        const place = (channel * shape[1] + row) * shape[2] + column;
        const at = inside ? byPlace.get(place) : undefined;
        return at === undefined ? undefined : cellAt(at);
      }),
    );
    grids.push(grid(channel, rows, columns, cells));
  }
  return grids;
}

function grid(
  channel: number,
  rows: number[],
  columns: number[],
  cells: (GridCell | undefined)[][],
): NumberGrid {
  return { channel, rows, columns, cells, sum: total(cells) };
}

function channelOf(
  cells: readonly (readonly GridCell[])[],
  shape: ExampleShape,
  otherwise: number,
): number {
  const inside = cells.flat().find(({ place }) => place >= 0);
  return inside ? positionOf(inside.place, shape)[0] : otherwise;
}

/** A grid of more squares than this is read as a list. */
const mostSquares = 121;

/**
 * Where a unit goes in a layer that reads it, map by map: gradient there times what it is multiplied
 * with. In the order of the reader's map a convolution's filter stands there flipped. Nothing where
 * the places do not form a small grid.
 *
 * @param shape Of the reader's output.
 */
export function gradientGrids(part: GradientPart, shape: ExampleShape): NumberGrid[] {
  const byChannel = new Map<number, { row: number; column: number; cell: GridCell }[]>();
  part.places.forEach((place, i) => {
    const [channel, row, column] = positionOf(place, shape);
    const cell: GridCell = {
      place,
      value: part.gradients[i]!,
      factor: part.factors[i]!,
      ...(part.weights ? { weight: part.weights[i]! } : {}),
    };
    const list = byChannel.get(channel) ?? [];
    list.push({ row, column, cell });
    byChannel.set(channel, list);
  });
  const grids: NumberGrid[] = [];
  for (const [channel, list] of byChannel) {
    const rows = ordered(list.map(({ row }) => row));
    const columns = ordered(list.map(({ column }) => column));
    if (shape[1] * shape[2] === 1 || rows.length * columns.length > mostSquares) return [];
    const cells = rows.map((row) =>
      columns.map((column) => list.find((one) => one.row === row && one.column === column)?.cell),
    );
    grids.push(grid(channel, rows, columns, cells));
  }
  return grids;
}

function ordered(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Largest absolute value of what `pick` finds, for a scale. */
export function largestOf(
  grids: readonly NumberGrid[],
  pick: (cell: GridCell) => number | undefined,
): number {
  let most = 0;
  for (const { cells } of grids) {
    for (const cell of cells.flat()) {
      const value = cell && pick(cell);
      if (value !== undefined && Math.abs(value) > most) most = Math.abs(value);
    }
  }
  return most;
}

/**
 * Positions of a grid in words, those over padding left out: "rows 3 to 5", "rows 1, 3, 5".
 *
 * @param length Of the map.
 */
export function spanWords(word: string, positions: readonly number[], length: number): string {
  const inside = positions.filter((at) => at >= 0 && at < length);
  const [first, second] = inside;
  if (first === undefined) return `no ${word}`;
  if (second === undefined) return `${word} ${first + 1}`;
  if (second - first > 1) return `${word}s ${inside.map((at) => at + 1).join(', ')}`;
  return `${word}s ${first + 1} to ${inside.at(-1)! + 1}`;
}
