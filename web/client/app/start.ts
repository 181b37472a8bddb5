import { wrap } from 'comlink';
import { decodeEngine } from '../../protocol/engine';
import type { LoadRequest } from '../../protocol/messages';
import type { PageApi } from '../../protocol/page-api';
import EngineWorker from '../../worker/entry.ts?worker';

// main.ts imports this before everything else: while the page is put together, the worker fetches
// and compiles the engine.

export const worker = new EngineWorker({ name: 'receptive engine' });
export const remote = wrap<PageApi>(worker);

/** Where the page lies and what its address asks for: the first request and any later one. */
export const request: LoadRequest = {
  site: new URL('.', location.href).href,
  engine: decodeEngine(location.hash).choice,
  link: location.hash,
};

// Who asks again, as the session does, gets the same answer or hears why there is none.
remote.load(request).catch(() => undefined);
