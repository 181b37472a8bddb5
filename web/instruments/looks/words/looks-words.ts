import type { AttributionMap, MapPlace } from '../protocol';
import { limit as short } from '../../../client/words/format';

/** 0.31 with a sign, as wide for both. */
export function signed(value: number): string {
  if (value === 0) return '0';
  return (value < 0 ? '−' : '+') + short(Math.abs(value));
}

/** 0.31 with a true minus. */
export function plain(value: number): string {
  return (value < 0 ? '−' : '') + short(Math.abs(value));
}

/** "row 12, column 8" counted from 1, as people count. */
function at({ row, column }: MapPlace): string {
  return `row ${row + 1}, column ${column + 1}`;
}

/** Upper left, middle, lower right, ... */
export function region(place: MapPlace, height: number, width: number): string {
  const third = (value: number, size: number): number =>
    Math.min(2, Math.floor((3 * value) / size));
  const row = ['upper', 'middle', 'lower'][third(place.row, height)]!;
  const column = ['left', '', 'right'][third(place.column, width)]!;
  if (row === 'middle') return column === '' ? 'middle' : column;
  return column === '' ? `${row} middle` : `${row} ${column}`;
}

/** A map as a sentence: where it is strongest, each way. */
export function sentence(map: AttributionMap, name: string, height: number, width: number): string {
  const list = (places: readonly MapPlace[]): string =>
    places
      .map((place) => `${at(place)} (${region(place, height, width)}, ${signed(place.value)})`)
      .join('; ');
  if (map.largest === 0) return `For ${name}: 0 everywhere.`;
  const parts = [];
  if (map.for.length > 0) parts.push(`most for ${name} at ${list(map.for)}`);
  if (map.against.length > 0) parts.push(`most against it at ${list(map.against)}`);
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
