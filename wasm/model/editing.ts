import type { ModelEditing } from '../types/editing.js';
import type { ModelHold } from './hold.js';

/** What wasm/bindings/editing.cpp exports. */
export interface EditingFunctions {}

export class CoreEditing implements ModelEditing {
  constructor(protected readonly hold: ModelHold) {}

  freeze(): never {
    throw new Error('Not yet.');
  }
  unfreeze(): never {
    throw new Error('Not yet.');
  }
  frozen(): never {
    throw new Error('Not yet.');
  }
  trackUpdates(): never {
    throw new Error('Not yet.');
  }
  update(): never {
    throw new Error('Not yet.');
  }
  setDropout(): never {
    throw new Error('Not yet.');
  }
}
