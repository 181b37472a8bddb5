import { isStrip, type TileGrid } from '../paint/tiles';
import { limit as limitText } from '../words/format';
import type { Column } from '../paint/columns';
import type { PictureData } from '../paint/pictures';
import type { ScaleKind } from '../paint/hover';

/** What is known of one picture of a layer when it is put into words. */
export interface PictureSubject {
  column: Column;
  grid: TileGrid;
  data: PictureData | undefined;
  shows: ScaleKind;
  /** Ends of its scale. */
  limit: number;
  /** Values of paper and ink of the network's input; of several channels, those of dark and light. */
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
    const sorted = maps && grid.shape.count > 1 && !isStrip(grid.shape);
    const chosen = sorted && !tight ? ', the strongest' : '';
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
  const [first, last] = column.channels ? ['dark', 'light'] : ['paper', 'ink'];
  const colours = isPicture(subject)
    ? `from ${first} ${range[0]} to ${last} ${range[1]}`
    : limit > 0
      ? `colours from −${limitText(limit)} to ${limitText(limit)}`
      : 'nothing but zeros';
  const channels = shows === 'maps' && column.channels;
  if (channels) return `${column.label}: ${channels.join(', ')}, ${colours}`;
  return `${column.label}: ${shownOf(subject)} of ${data?.total ?? 0} ${things[shows]}, ${colours}`;
}
