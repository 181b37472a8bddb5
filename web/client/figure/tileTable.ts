import type { Column } from '../paint/columns';
import type { PictureData } from '../paint/pictures';
import type { Hover } from '../paint/hover';

export interface NumberTable {
  caption: string;
  rows: number[][];
}

/** The numbers of one map or of one channel of a filter, row by row. */
export function tableOf(
  column: Column,
  { kind, place }: Hover,
  data: PictureData | undefined,
): NumberTable | undefined {
  const isMap = kind !== 'filters' && kind !== 'filterGradients';
  const shape = isMap ? column.maps : column.filters;
  if (!data || !shape) return undefined;
  const { height, width, length } = shape;
  const first = (place.tile * data.depth + place.part) * length;
  const values = data.values.subarray(first, first + length);
  const rows: number[][] = [];
  for (let row = 0; row < height; ++row) {
    rows.push([...values.subarray(row * width, Math.min((row + 1) * width, values.length))]);
  }
  const of = `${(data.indices[place.tile] ?? place.tile) + 1} of ${data.total}`;
  const named = column.channelsRead?.[place.part];
  const read = named ?? `channel ${place.part + 1} of ${data.totalDepth}`;
  const channel = data.totalDepth > 1 ? `, ${read}` : '';
  const vector = isMap && data.total > 1 && shape.count === 1;
  const name = vector
    ? `all ${data.total} units`
    : isMap && column.channels
      ? column.channels[data.indices[place.tile] ?? place.tile]
      : `${isMap ? 'map' : 'filter'} ${of}${channel}`;
  const gradient = kind === 'mapGradients' || kind === 'filterGradients' ? ', gradients' : '';
  return { caption: `${column.label}: ${name}${gradient}`, rows };
}
