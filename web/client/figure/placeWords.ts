import { isStrip } from '../paint/tiles';
import { exact } from '../words/format';
import type { Column } from '../paint/columns';
import type { PictureData } from '../paint/pictures';
import type { Hover } from '../paint/hover';

// What is said of a square: it comes with the first one that is pointed at.

/** A square in words, and its number. */
export interface PlaceParts {
  /** map 5 of 24; unit 3 of 10; red; red, green, blue */
  tile: string;
  /** row 3, column 4; nothing for a unit of a vector. */
  square: string;
  /** Of a picture in colour, those of its three channels. */
  value: string;
}

/** What a square is called, and its number in the newest frame. */
export function placeParts(
  column: Column,
  { kind, place }: Hover,
  data: PictureData | undefined,
): PlaceParts | undefined {
  const isMap = kind === 'maps' || kind === 'mapGradients';
  const shape = isMap || kind === 'picture' ? column.maps : column.filters;
  if (!data || !shape) return undefined;
  const valueOf = (part: number): string =>
    exact(data.values[(place.tile * data.depth + part) * shape.length + place.index] ?? NaN);
  const square = `row ${place.row + 1}, column ${place.column + 1}`;
  const { channels } = column;
  if (kind === 'picture') {
    const values = (channels ?? []).map((_, part) => valueOf(part));
    return { tile: channels?.join(', ') ?? '', square, value: values.join(', ') };
  }
  const item = data.indices[place.tile] ?? place.tile;
  const value = valueOf(place.part);
  if (isMap && channels) return { tile: channels[item]!, square, value };
  if (isMap && isStrip(shape)) {
    const tile = `feature ${item + 1} of ${data.total}`;
    return { tile, square: `step ${place.column + 1}`, value };
  }
  if (isMap && data.total > 1 && shape.count === 1) {
    return { tile: `unit ${place.index + 1} of ${data.total}`, square: '', value };
  }
  const tile = `${isMap ? 'map' : 'filter'} ${item + 1} of ${data.total}`;
  const read = column.channelsRead?.[place.part] ?? `channel ${place.part + 1}`;
  return { tile: data.totalDepth > 1 ? `${tile}, ${read}` : tile, square, value };
}

/** A square and its number, for those who hear where the cursor is. */
export function sayPlace(column: Column, at: Hover, data: PictureData | undefined): string {
  const parts = placeParts(column, at, data);
  if (!parts) return column.label;
  const gradient = at.kind === 'mapGradients' || at.kind === 'filterGradients' ? 'gradient ' : '';
  const square = parts.square && `, ${parts.square}`;
  return `${column.label}, ${parts.tile}${square}: ${gradient}${parts.value}`;
}
