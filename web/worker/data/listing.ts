import type { Engine } from 'receptive';
import type { DataSetListing } from '../../protocol/data-sets';
import { keptInfo, networksFor } from './kept-info';
import type { KeptSets } from './kept-sets';
import { storageRoom } from '../storage/storage';

/** The sets that this browser keeps, and what room there is: every page asks as it is opened. */
export async function listSets(
  engine: Pick<Engine, 'presets' | 'specProblem'>,
  kept: KeptSets,
): Promise<DataSetListing> {
  const sets = (await kept.list()).map(({ record, note }) =>
    keptInfo(record, networksFor(engine, record), note),
  );
  const storage = await storageRoom(kept.storage);
  return { kept: sets, ...(storage ? { storage } : {}) };
}
