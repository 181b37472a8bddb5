import { late, lateCalls } from '../../../protocol/late';
import type { RunHost } from '../../../worker/host/run-host';
import type { LooksApi } from '../protocol';

/** Fetched with the first question. */
export const looksCommands = (host: RunHost): LooksApi =>
  lateCalls<LooksApi>(
    {
      attribution: true,
      slowAttribution: true,
      topNine: true,
      maximise: true,
      maximiseOn: true,
      stopMaximising: true,
    },
    late(async () => (await import('./looks-service')).looksService(host)),
  );
