import {
  checkBoolean,
  checkFinite,
  checkFloats,
  checkNumber,
  checkWhole,
} from '../border/checks.js';
import { type ModelHold, type ParameterPlace, sizeOf } from './hold.js';

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

export function editingOf(hold: ModelHold): ModelEditing {
  const { core } = hold;
  const rangeOf = (parameter: string, first: number, count: number): ParameterPlace => {
    const place = hold.placeOf(parameter);
    const size = sizeOf(place.shape);
    checkWhole('first', first, 0, size - 1);
    checkWhole('count', count, 1, size - first);
    return place;
  };
  return {
    freeze(parameter, first, count) {
      const { object } = hold;
      const { index } = rangeOf(parameter, first, count);
      core.call((raw) => raw.freezeValues(object, index, first, count));
    },

    unfreeze(parameter, first, count) {
      const { object } = hold;
      const { index } = rangeOf(parameter, first, count);
      core.call((raw) => raw.unfreezeValues(object, index, first, count));
    },

    frozen(parameter) {
      const { object } = hold;
      const { shape, index } = hold.placeOf(parameter);
      const size = sizeOf(shape);
      return core.withArrays([], size, (_, marks) => {
        core.raw.frozenValues(object, index, marks, size);
        return core.bytes(marks, size);
      });
    },

    setValues(parameter, first, values) {
      const { object } = hold;
      checkFloats(parameter, values);
      checkFinite(parameter, values);
      const { index } = rangeOf(parameter, first, values.length);
      core.withArrays([values], 0, ([at]) =>
        core.raw.setValues(object, index, first, at!, values.length),
      );
    },

    trackUpdates(on) {
      const { object } = hold;
      checkBoolean('trackUpdates', on);
      core.call((raw) => raw.trackUpdates(object, on));
    },

    update(parameter) {
      const { object } = hold;
      const { index } = hold.placeOf(parameter);
      return core.call((raw) => raw.parameterUpdate(object, index));
    },

    setDropout(layer, rate) {
      const { object } = hold;
      const node = hold.nodeOf(layer);
      checkNumber('rate', rate, 0, 1);
      core.withText(layer, (text, bytes) => core.raw.setDropout(object, text, bytes, rate));
      // What is known of the layers was read when the model was made.
      hold.layers[node]!.settings['rate'] = rate;
    },
  };
}
