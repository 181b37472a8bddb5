import type { KeptId } from '../../protocol/data-sets';

/** A set that is in the browser's database only. */
export function nameOf(id: KeptId): string {
  return `the data set “${id.slice('kept:'.length)}”`;
}

/** Where a set is asked for that is not there. */
export function missing(id: KeptId): string {
  const name = id.slice('kept:'.length);
  const short = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  return (
    `This browser has no data set “${short}”: it was removed, or made in another browser. ` +
    'Export it there, and open the file here.'
  );
}
