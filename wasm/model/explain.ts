import type { ModelExplain } from '../types/explain.js';
import type { ModelHold } from './hold.js';

/** What wasm/bindings/explain.cpp exports. */
export interface ExplainFunctions {}

export class CoreExplain implements ModelExplain {
  constructor(protected readonly hold: ModelHold) {}
}
