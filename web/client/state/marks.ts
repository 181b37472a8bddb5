import type { ExampleShape } from 'receptive';
import type { SetUp } from '../../shared/messages';
import type { Column } from './layers';
import type { Hover, PictureKind } from './view.svelte';
import { sourceWindow } from './window';

/** Why squares are outlined: the unit itself, what it is made of, what it goes into. */
export type Tone = 'self' | 'reads' | 'feeds';

/** Squares to be outlined; without `tile`, in every tile. */
export interface Mark {
  /** Default 'reads'. */
  tone?: Tone;
  tile?: number;
  row: number;
  column: number;
  height: number;
  width: number;
}

/**
 * Outlines on other pictures that belong to the square under the pointer, by column and kind: the
 * filter of a map (and the map of a filter), and the window of the layer before that it was made of.
 */
export function marksFor(
  hover: Hover | undefined,
  columns: readonly Column[],
  setUp: SetUp,
): Map<string, Mark[]> {
  const found = new Map<string, Mark[]>();
  const at = columns.findIndex((column) => column.name === hover?.column);
  const column = columns[at];
  if (!hover || !column?.layer) return found;
  const { kind, place } = hover;
  const gradient = kind === 'mapGradients' || kind === 'filterGradients';
  const isMap = kind === 'maps' || kind === 'mapGradients';
  const filterKind: PictureKind = gradient ? 'filterGradients' : 'filters';
  const mapKind: PictureKind = gradient ? 'mapGradients' : 'maps';
  const convolves = column.layer.type === 'conv2d';
  if (column.filters && convolves) {
    const { height, width } = isMap ? column.filters : column.maps;
    const whole = { tile: place.tile, row: 0, column: 0, height, width };
    found.set(`${column.name} ${isMap ? filterKind : mapKind}`, [whole]);
  }
  const before = columns[at - 1];
  const [, outHeight, outWidth] = column.layer.outputShape;
  if (!isMap || !before || outHeight * outWidth === 1) return found;
  const { channels, height, width } = setUp.data;
  const input: ExampleShape = before.layer?.outputShape ?? [channels, height, width];
  const source = sourceWindow(column.layer, input, place.row, place.column);
  if (source) {
    const mark = convolves ? source : { ...source, tile: place.tile };
    found.set(`${before.name} ${mapKind}`, [mark]);
  }
  return found;
}
