import type { ModelExplain } from '../types/explain.js';
import type { ModelHold } from './hold.js';

/** What wasm/bindings/explain.cpp exports. */
export interface ExplainFunctions {}

export class CoreExplain implements ModelExplain {
  constructor(protected readonly hold: ModelHold) {}

  unit(): never {
    throw new Error('Not yet.');
  }
  gradient(): never {
    throw new Error('Not yet.');
  }
  weight(): never {
    throw new Error('Not yet.');
  }
  reach(): never {
    throw new Error('Not yet.');
  }
}
