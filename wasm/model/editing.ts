import type { ModelEditing } from '../types/editing.js';
import type { ModelHold } from './hold.js';

/** What wasm/bindings/editing.cpp exports. */
export interface EditingFunctions {}

export class CoreEditing implements ModelEditing {
  constructor(protected readonly hold: ModelHold) {}
}
