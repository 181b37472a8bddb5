import type { ModelHealth } from '../types/health.js';
import type { ModelHold } from './hold.js';

/** What wasm/bindings/health.cpp exports. */
export interface HealthFunctions {}

export class CoreHealth implements ModelHealth {
  constructor(protected readonly hold: ModelHold) {}
}
