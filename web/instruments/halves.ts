/// <reference types="vite/types/importMeta.d.ts" />
import type { Ask } from '../protocol/ask';
import { late } from '../protocol/late';
import type { WorkerHalf } from '../worker/host/half';
import type { RunHost } from '../worker/host/run-host';

// For worker/main alone. Found by the names of files, not by the list of manifests: that one leads to
// the views, which no worker can read.

/** Fetched with the first question. */
const halves = import.meta.glob<{ half: WorkerHalf }>('./*/worker/half.ts');

/** What must see a run's every step, whether or not somebody asks. */
const watches = import.meta.glob<(host: RunHost) => void>('./*/worker/watch.ts', {
  eager: true,
  import: 'watch',
});

export function instruments(host: RunHost): Ask {
  for (const watch of Object.values(watches)) watch(host);
  const made = new Map(
    Object.entries(halves).map(([path, load]) => [
      path.split('/')[1],
      late(async () => (await load()).half(host)),
    ]),
  );
  return async (instrument, command, given) => {
    const answering = made.get(instrument);
    if (!answering) throw new Error(`${instrument}: there is no instrument of this name.`);
    return (await answering())(command, given);
  };
}
