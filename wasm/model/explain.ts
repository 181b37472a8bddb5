import { checkOptions, checkWhole, countPictures } from '../checks.js';
import type { ModelObject } from '../core-module.js';
import { unexpected } from '../errors.js';
import type {
  ExplainedLoss,
  ModelExplain,
  Reach,
  UnitArithmetic,
  WeightArithmetic,
} from '../types/explain.js';
import type { ModelHold } from './hold.js';

/** What wasm/bindings/explain.cpp exports. Node -1 is the picture. */
export interface ExplainFunctions {
  explainUnit(model: ModelObject, image: number, node: number, place: number): UnitArithmetic;
  explainGradient(
    model: ModelObject,
    image: number,
    label: number,
    node: number,
    place: number,
  ): ExplainedLoss;
  explainWeight(
    model: ModelObject,
    image: number,
    label: number,
    parameter: number,
    place: number,
    limit: number,
  ): WeightArithmetic;
  reach(model: ModelObject, node: number, place: number): Reach;
}

export class CoreExplain implements ModelExplain {
  constructor(private readonly hold: ModelHold) {}

  unit(image: Float32Array, layer: string, place: number): UnitArithmetic {
    const { core, object } = this.hold;
    const node = this.unitOf(layer, place);
    return this.withPicture(image, (at) => core.module.explainUnit(object, at, node, place));
  }

  gradient(image: Float32Array, label: number, layer: string, place: number): ExplainedLoss {
    const { core, object } = this.hold;
    const node = this.unitOf(layer, place);
    this.checkLabel(label);
    return this.withPicture(image, (at) =>
      core.module.explainGradient(object, at, label, node, place),
    );
  }

  weight(
    image: Float32Array,
    label: number,
    parameter: string,
    place: number,
    options: { limit?: number } = {},
  ): WeightArithmetic {
    const { core, object } = this.hold;
    checkOptions('weight', options, ['limit']);
    const { limit = 1000 } = options;
    checkWhole('limit', limit, 0, 2 ** 30);
    const { name, index, shape } = this.hold.placeOf(parameter);
    checkPlace(name, place, shape);
    this.checkLabel(label);
    return this.withPicture(image, (at) =>
      core.module.explainWeight(object, at, label, index, place, limit),
    );
  }

  reach(layer: string, place: number): Reach {
    const { core, object } = this.hold;
    const node = this.unitOf(layer, place);
    return core.call((module) => module.reach(object, node, place));
  }

  /** The layer's node, where it has such a place. */
  private unitOf(layer: string, place: number): number {
    const node = this.hold.nodeOf(layer);
    checkPlace(layer, place, node < 0 ? this.hold.input : this.hold.layers[node]!.outputShape);
    return node;
  }

  private checkLabel(label: number): void {
    checkWhole('label', label, 0, this.hold.outputs - 1);
  }

  private withPicture<T>(image: Float32Array, work: (address: number) => T): T {
    const { core, input } = this.hold;
    const count = countPictures('image', image, input);
    if (count !== 1) throw unexpected('image', 'one picture', `${count} pictures`);
    return core.withArrays([image], 0, ([at]) => work(at!));
  }
}

function checkPlace(owner: string, place: number, shape: readonly number[]): void {
  const places = shape.reduce((product, extent) => product * extent, 1);
  checkWhole(`place in ${owner}`, place, 0, places - 1);
}
