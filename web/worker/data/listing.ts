import type { Engine } from 'receptive';
import type { DataSetListing, KeptSet } from '../../protocol/data-sets';
import { keptInfo, networksFor } from './kept-info';
import type { KeptSets } from './kept-sets';
import { saying, storageRoom } from '../storage/storage';

/** The sets that this browser keeps, and what room there is: every page asks as it is opened. */
export async function listSets(
  engine: Pick<Engine, 'presets' | 'specProblem'>,
  kept: KeptSets,
): Promise<DataSetListing> {
  let problem: string | undefined;
  const failures: unknown[] = [];
  let lost = 0;
  const sets = await kept.list(
    (error) => failures.push(error),
    (count) => (lost = count),
  );
  if (failures.length > 0) {
    problem = await saying(({ notListed }) => notListed('your data sets', failures[0]));
  }
  if (lost > 0) problem = await saying(({ damaged }) => damaged('data set', lost));
  const told = sets.map(({ record, note }): KeptSet =>
    keptInfo(record, networksFor(engine, record), note),
  );
  const storage = await storageRoom(kept.storage);
  return { kept: told, ...(storage ? { storage } : {}), ...(problem ? { problem } : {}) };
}
