import type { TileGrid } from '../paint/tiles';
import { exact, limit as limitText } from '../words/format';
import type { Column } from '../paint/columns';
import type { PictureData } from '../paint/pictures';
import type { Hover, ScaleKind } from '../paint/hover';

/** What is known of one picture of a layer when it is put into words. */
export interface PictureSubject {
  column: Column;
  grid: TileGrid;
  data: PictureData | undefined;
  shows: ScaleKind;
  /** Ends of its scale. */
  limit: number;
  /** Values of paper and ink of the network's input. */
  range: readonly [number, number];
  /** Its scale is not that of the whole network. */
  own: boolean;
}

const things: Record<ScaleKind, string> = {
  filters: 'filters',
  maps: 'feature maps',
  filterGradients: 'gradients of the filters',
  mapGradients: 'gradients of the maps',
  filterUpdates: 'changes of the filters by the last step',
};

function isPicture({ column, shows }: PictureSubject): boolean {
  return column.kind === 'input' && shows === 'maps';
}

function shownOf({ grid, data }: PictureSubject): number {
  return grid.shape.count > 1 ? grid.shown : (data?.indices.length ?? 0);
}

/**
 * The line below a picture: how much of the layer it is, and its scale: 12 of 64, the strongest · ±0.8
 *
 * @param tight In a narrow column the one or the other: 12 of 64; ±0.8
 */
export function pictureNotes(subject: PictureSubject, tight: boolean): string {
  const { grid, data, limit, own, shows } = subject;
  const notes: string[] = [];
  const total = data?.total ?? 0;
  const shown = shownOf(subject);
  if (shown < total) {
    const maps = shows === 'maps' || shows === 'mapGradients';
    const chosen = maps && grid.shape.count > 1 && !tight ? ', the strongest' : '';
    notes.push(`${shown} of ${total}${chosen}`);
  }
  if (tight && notes.length > 0) return notes.join();
  if (!tight && data && grid.parts < data.totalDepth) notes.push(`${grid.parts} channels`);
  if (!isPicture(subject) && own && limit > 0) notes.push(`±${limitText(limit)}`);
  return notes.join(' · ');
}

/** What a screen reader says of a picture. */
export function pictureLabel(subject: PictureSubject): string {
  const { column, data, shows, limit, range } = subject;
  const colours = isPicture(subject)
    ? `from paper ${range[0]} to ink ${range[1]}`
    : limit > 0
      ? `colours from −${limitText(limit)} to ${limitText(limit)}`
      : 'nothing but zeros';
  return `${column.label}: ${shownOf(subject)} of ${data?.total ?? 0} ${things[shows]}, ${colours}`;
}

/** A square in words, and its number. */
export interface PlaceParts {
  /** map 5 of 24; unit 3 of 10 */
  tile: string;
  /** row 3, column 4; nothing for a unit of a vector. */
  square: string;
  value: number;
}

/** What a square is called, and its number in the newest frame. */
export function placeParts(
  column: Column,
  { kind, place }: Hover,
  data: PictureData | undefined,
): PlaceParts | undefined {
  const isMap = kind === 'maps' || kind === 'mapGradients';
  const shape = isMap ? column.maps : column.filters;
  if (!data || !shape) return undefined;
  const value = data.values[(place.tile * data.depth + place.part) * shape.length + place.index];
  const of = (data.indices[place.tile] ?? place.tile) + 1;
  const vector = isMap && data.total > 1 && shape.count === 1;
  const tile = vector
    ? `unit ${place.index + 1} of ${data.total}`
    : `${isMap ? 'map' : 'filter'} ${of} of ${data.total}`;
  const channel = data.totalDepth > 1 ? `, channel ${place.part + 1}` : '';
  return {
    tile: tile + channel,
    square: vector ? '' : `row ${place.row + 1}, column ${place.column + 1}`,
    value: value ?? NaN,
  };
}

/** A square and its number, for those who hear where the cursor is. */
export function sayPlace(column: Column, at: Hover, data: PictureData | undefined): string {
  const parts = placeParts(column, at, data);
  if (!parts) return column.label;
  const gradient = at.kind === 'mapGradients' || at.kind === 'filterGradients' ? 'gradient ' : '';
  const square = parts.square && `, ${parts.square}`;
  return `${column.label}, ${parts.tile}${square}: ${gradient}${exact(parts.value)}`;
}
