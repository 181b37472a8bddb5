import type { ModelLooks } from '../types/looks.js';
import type { ModelHold } from './hold.js';

/** What wasm/bindings/looks.cpp exports. */
export interface LooksFunctions {}

export class CoreLooks implements ModelLooks {
  constructor(protected readonly hold: ModelHold) {}
}
