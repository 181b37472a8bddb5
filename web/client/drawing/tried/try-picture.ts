import type { Pad } from '../pad.svelte';
import { TriedFile } from './tried-file.svelte';

/** Of several that are brought one after the other, the newest counts. */
let newest: TriedFile | undefined;

/**
 * Lays a picture on the pad, once the worker could read it; what was there stays where it could not,
 * and the pad says why.
 */
export async function tryPicture(pad: Pad, file: File): Promise<void> {
  const { setUp } = pad.session;
  if (!setUp) return;
  const tried = new TriedFile(pad.api, file);
  newest = tried;
  try {
    await tried.readFor(setUp.data.id);
    if (newest === tried) pad.ink.lay(tried);
  } catch (error) {
    if (newest === tried) pad.problem = error instanceof Error ? error.message : String(error);
  }
}
