import type { LayerInfo } from './model.js';

/** Changes of a network in mid-run that leave the rest of it as it is. */
export interface ModelEditing {
  /**
   * Holds values of a parameter where they are, whatever the optimizer does: `count` of them from
   * `first`. `setParameter` still changes them. Ranges add up.
   */
  freeze(parameter: string, first: number, count: number): void;
  unfreeze(parameter: string, first: number, count: number): void;
  /** One byte for each value: 1 frozen. */
  frozen(parameter: string): Uint8Array;
  /**
   * Values of a parameter from `first` on. Unlike `Model.setParameter` it writes into the average of
   * the weights as well, where the recipe has one, so that `predict` and `evaluate` follow at once.
   */
  setValues(parameter: string, first: number, values: Float32Array): void;
  /** Keeps, from the next step on, what each step changed; costs a copy of the weights per step. */
  trackUpdates(on: boolean): void;
  /** after - before of the last step; undefined before there is one, and where it is not tracked. */
  update(parameter: string): Float32Array | undefined;
  /** The rate of a dropout layer from the next step on, in [0, 1). */
  setDropout(layer: string, rate: number): void;
}

/** What a network would be, without taking memory for it. */
export interface SpecDescription {
  layers: LayerInfo[];
  /** Bytes by role, as `Model.memory()`. */
  memory: Record<string, number>;
}
