// Which parts there are: a file beside main.mjs is one.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../../wasm/toolchain/repository.mjs';

/** In the order in which they are run: a soak is the last, so that it is measured with nothing beside. */
export function partNames() {
  const names = readdirSync(join(repository, 'tests/long'))
    .filter((file) => file.endsWith('.mjs') && file !== 'main.mjs')
    .map((file) => file.slice(0, -'.mjs'.length));
  return names.sort((a, b) => Number(a === 'soak') - Number(b === 'soak') || (a < b ? -1 : 1));
}

/** @param {string} list names with commas; throws with the names that there are */
export function partsOf(list) {
  const known = partNames();
  const wanted = list.split(',');
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`no part "${unknown.join(', ')}"; there are ${known.join(', ')}.`);
  }
  return known.filter((name) => wanted.includes(name));
}
