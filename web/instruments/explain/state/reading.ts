import type { Frame } from '../../../protocol/messages';
import { pictureData } from '../../../client/paint/pictures';
import type { Hover, PictureKind } from '../../../client/paint/hover';
import type { ShownNetwork } from './subject';

/** What a square's number is. */
export const means: Record<PictureKind, string> = {
  maps: 'value',
  filters: 'weight',
  mapGradients: 'd loss / d value',
  filterGradients: 'd loss / d weight',
};

/** The number at a square in the newest frame: it goes on changing while one looks. */
export function numberAt(
  { column: name, kind, place }: Hover,
  { columns }: ShownNetwork,
  frame: Frame | undefined,
): number | undefined {
  const column = columns.find((one) => one.name === name);
  const data = column && pictureData(frame, column, kind);
  const tiled = kind === 'maps' || kind === 'mapGradients' ? column?.maps : column?.filters;
  if (!data || !tiled) return undefined;
  return data.values[(place.tile * data.depth + place.part) * tiled.length + place.index];
}
