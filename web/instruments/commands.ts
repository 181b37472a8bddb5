import type { RunHost } from '../worker/host/run-host';
import { mapCommands } from './map/worker/commands';
import type { InstrumentApi } from './protocol';

/** Of instruments whose commands are not yet found by their folder. For worker/main alone. */
export function listedInstruments(host: RunHost): InstrumentApi {
  return mapCommands(host);
}
