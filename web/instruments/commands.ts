import type { RunHost } from '../worker/host/run-host';
import { editCommands } from './edit/worker/commands';
import { explainService } from './explain/worker/explain-service';
import { judgeService } from './judge/worker/judge-service';
import { looksCommands } from './looks/worker/commands';
import { mapCommands } from './map/worker/commands';
import type { InstrumentApi } from './protocol';
import { slideCommands } from './slide/worker/commands';
import { toursCommands } from './tours/worker/commands';

/** Everything that looks into a run: each instrument answers for itself. For worker/main alone. */
export function instruments(host: RunHost): InstrumentApi {
  return {
    ...editCommands(host),
    ...explainService(host),
    ...judgeService(host),
    ...looksCommands(host),
    ...mapCommands(host),
    ...slideCommands(host),
    ...toursCommands(host),
  };
}
