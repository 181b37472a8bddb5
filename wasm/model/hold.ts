import { describe } from '../border/checks.js';
import type { Core } from '../border/core.js';
import { unexpected } from '../border/errors.js';
import { Held } from '../border/held.js';
import { toJson } from '../border/plain-json.js';
import type { ModelHandle } from '../border/raw-module.js';
import { structure } from '../border/structure.js';
import type { LayerInfo } from './layers.js';
import type { ExampleShape, ModelSpec } from './spec.js';

export interface ParameterPlace {
  readonly name: string;
  readonly shape: readonly number[];
  /** In the core's list. */
  readonly index: number;
}

/** What the subjects of a model share: the object behind it, and what is known of it. */
export class ModelHold {
  readonly core: Core;
  /** What it was made from, as JSON. */
  readonly spec: string;
  readonly input: ExampleShape;
  readonly outputs: number;
  readonly layers: readonly LayerInfo[];
  readonly parameters: readonly ParameterPlace[];
  readonly #held: Held<ModelHandle>;

  constructor(core: Core, spec: ModelSpec) {
    this.core = core;
    this.spec = toJson('model', spec);
    const object = core.withText(this.spec, (text, bytes) => new core.raw.ModelHandle(text, bytes));
    this.#held = new Held(this, 'model', 'model', object);
    // The core has checked it: three whole numbers.
    this.input = [...spec.input];
    this.outputs = core.call(() => object.outputs());
    this.layers = structure(core.call(() => object.layers()));
    // The order of the core's list is the order of the layers and of each layer's parameters.
    this.parameters = this.layers
      .flatMap((layer) => layer.parameters)
      .map(({ name, shape }, index) => ({ name, shape, index }));
  }

  /** Throws when the model was disposed. */
  get object(): ModelHandle {
    return this.#held.object;
  }

  dispose(): void {
    this.#held.dispose();
  }

  /** Throws when there is no parameter of that name. */
  placeOf(name: string): ParameterPlace {
    const place = this.parameters.find((parameter) => parameter.name === name);
    if (place) return place;
    const known = this.parameters.map((parameter) => parameter.name).join(', ');
    throw unexpected('parameter', `one of ${known || 'no parameters'}`, describe(name));
  }

  /** Place of a layer in the core's list, -1 for 'input'. Throws when there is none of that name. */
  nodeOf(name: unknown): number {
    const node = this.layers.findIndex((layer) => layer.name === name);
    if (node >= 0 || name === 'input') return node;
    const known = this.layers.map((layer) => layer.name).join(', ');
    throw unexpected('layer', `'input' or one of ${known}`, describe(name));
  }
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
