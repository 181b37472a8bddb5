// One page for each contender; all the work is done in its worker, as the real page does it.
import { wrap } from 'comlink';

const worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
/** @type {any} */ (globalThis).contender = wrap(worker);
