import type { DataSetId, KeptId, KeptSet, NewSet } from '../../protocol/data-sets';
import { saveFile } from '../ui/saveFile';
import type { DataSource } from './source.svelte';

// What is done to whole sets of the visitor's own. It comes with the sheet, not with the page.

export async function createSet(data: DataSource, wanted: NewSet): Promise<KeptSet | undefined> {
  const made = await data.get(() => data.api.createSet(wanted));
  if (made) await data.refresh();
  return made;
}

/** @param used The present run is of this set: it ends with it. */
export async function removeSet(data: DataSource, id: KeptId, used: boolean): Promise<boolean> {
  if (used && !(await data.show('xo'))) return false;
  const done = await data.get(() => data.api.removeSet(id).then(() => true));
  await data.refresh();
  return done === true;
}

/** Hands a set to the browser as a file to be saved. */
export async function saveSet(data: DataSource, id: DataSetId): Promise<void> {
  const made = await data.get(() => data.api.exportSet(id));
  if (made) saveFile(made.name, made.bytes, 'application/zip');
}
