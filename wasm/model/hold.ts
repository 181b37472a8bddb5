import type { Core } from '../core.js';
import type { ModelObject } from '../core-module.js';
import type { ExampleShape, LayerInfo } from '../types.js';

export interface ParameterPlace {
  name: string;
  shape: number[];
  /** In the core's list. */
  index: number;
}

/** What the parts of a model share: the object behind it, and what is known of it. */
export interface ModelHold {
  readonly core: Core;
  /** Throws when the model was disposed. */
  readonly object: ModelObject;
  readonly input: ExampleShape;
  readonly outputs: number;
  readonly layers: readonly LayerInfo[];
  /** Throws when there is no parameter of that name. */
  placeOf(parameter: string): ParameterPlace;
  /** Place of a layer in the core's list, -1 for 'input'. Throws when there is none of that name. */
  nodeOf(layer: string): number;
}
