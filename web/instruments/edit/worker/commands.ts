import { late, lateCalls } from '../../../protocol/late';
import type { RunHost } from '../../../worker/host/run-host';
import type { EditApi } from '../protocol';

/** Fetched with the first question. */
export const editCommands = (host: RunHost): EditApi =>
  lateCalls<EditApi>(
    {
      filter: true,
      setFilter: true,
      kernel: true,
      randomFilter: true,
      freeze: true,
      frozen: true,
      quickTest: true,
      describeDraft: true,
      tryDrafts: true,
    },
    late(async () => (await import('./edit-service')).editService(host)),
  );
