import type { DataApi } from '../../protocol/data-sets';
import { guarded } from '../../protocol/door';
import { dataCommands } from '../../protocol/schemas/data-commands';
import { DataService } from './data-service';

/** The worker's side of data sets, and its commands with a check of what they are given. */
export interface DataPart {
  readonly service: DataService;
  readonly commands: DataApi;
}

export function dataPart(...given: ConstructorParameters<typeof DataService>): DataPart {
  const service = new DataService(...given);
  return { service, commands: guarded<DataApi>(service, dataCommands) };
}
