import { checkFinite, checkFloats, checkNumber, checkWhole } from '../checks.js';
import { unexpected } from '../errors.js';
import type { ModelEditing } from '../types/editing.js';
import type { ModelObject } from '../core-module.js';
import type { ModelHold, ParameterPlace } from './hold.js';

/** What wasm/bindings/editing.cpp exports. */
export interface EditingFunctions {
  freezeValues(model: ModelObject, parameter: number, first: number, count: number): void;
  unfreezeValues(model: ModelObject, parameter: number, first: number, count: number): void;
  frozenValues(model: ModelObject, parameter: number, marks: number, count: number): void;
  setValues(
    model: ModelObject,
    parameter: number,
    first: number,
    values: number,
    count: number,
  ): void;
  trackUpdates(model: ModelObject, on: boolean): void;
  lastUpdate(model: ModelObject, parameter: number): Float32Array | undefined;
  setDropout(model: ModelObject, layer: number, layerBytes: number, rate: number): void;
  describeSpec(spec: number, specBytes: number): string;
}

export class CoreEditing implements ModelEditing {
  constructor(private readonly hold: ModelHold) {}

  freeze(parameter: string, first: number, count: number): void {
    const { object } = this.hold;
    const { index } = this.#range(parameter, first, count);
    this.hold.core.call((module) => module.freezeValues(object, index, first, count));
  }

  unfreeze(parameter: string, first: number, count: number): void {
    const { object } = this.hold;
    const { index } = this.#range(parameter, first, count);
    this.hold.core.call((module) => module.unfreezeValues(object, index, first, count));
  }

  frozen(parameter: string): Uint8Array {
    const { core, object } = this.hold;
    const place = this.hold.placeOf(parameter);
    const size = sizeOf(place);
    return core.withArrays([], size, (_, marks) => {
      core.module.frozenValues(object, place.index, marks, size);
      return core.bytes(marks, size);
    });
  }

  setValues(parameter: string, first: number, values: Float32Array): void {
    const { core, object } = this.hold;
    checkFloats(parameter, values);
    checkFinite(parameter, values);
    const { index } = this.#range(parameter, first, values.length);
    core.withArrays([values], 0, ([at]) =>
      core.module.setValues(object, index, first, at!, values.length),
    );
  }

  trackUpdates(on: boolean): void {
    const { core, object } = this.hold;
    if (typeof on !== 'boolean') throw unexpected('trackUpdates', 'true or false', String(on));
    core.call((module) => module.trackUpdates(object, on));
  }

  update(parameter: string): Float32Array | undefined {
    const { core, object } = this.hold;
    const { index } = this.hold.placeOf(parameter);
    return core.call((module) => module.lastUpdate(object, index))?.slice();
  }

  setDropout(layer: string, rate: number): void {
    const { core, object, layers } = this.hold;
    const node = this.hold.nodeOf(layer);
    checkNumber('rate', rate, 0, 1);
    core.withText(layer, (text, bytes) => core.module.setDropout(object, text, bytes, rate));
    // What is known of the layers was read when the model was made.
    layers[node]!.settings['rate'] = rate;
  }

  #range(parameter: string, first: number, count: number): ParameterPlace {
    const place = this.hold.placeOf(parameter);
    const size = sizeOf(place);
    checkWhole('first', first, 0, size - 1);
    checkWhole('count', count, 1, size - first);
    return place;
  }
}

function sizeOf({ shape }: ParameterPlace): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
