import {
  checkNumber,
  checkOptions,
  checkRange,
  checkSeed,
  checkWhole,
  countPictures,
} from '../checks.js';
import { CoreDataset } from '../dataset.js';
import { unexpected } from '../errors.js';
import type { EngineDataset, LayerInfo } from '../types.js';
import type {
  AscentOptions,
  AscentTargets,
  AttributionAnswer,
  ClassAttribution,
  ModelLooks,
  OcclusionOptions,
  SmoothOptions,
  TopTable,
} from '../types/looks.js';
import type { ModelHold } from './hold.js';
import type { Climb } from './looks-functions.js';
import { packTable, unpackTable } from './top-table.js';

export type { LooksFunctions } from './looks-functions.js';

const floatBytes = Float32Array.BYTES_PER_ELEMENT;
/** Pictures that climb together, and noisy copies in one call: memory is planned for all of them. */
const mostAtOnce = 256;

const ascentKeys = ['range', 'rate', 'decay', 'blurEvery', 'blur', 'jitter', 'seed'];

export class CoreLooks implements ModelLooks {
  constructor(private readonly hold: ModelHold) {}

  attribute(
    image: Float32Array,
    classes: readonly number[],
    options: { camLayer?: string } = {},
  ): AttributionAnswer {
    const { core, object, outputs } = this.hold;
    this.checkPicture(image);
    checkOptions('attribute', options, ['camLayer']);
    const wanted = this.classesOf(classes);
    const cam = options.camLayer === undefined ? undefined : this.layerOf(options.camLayer);
    const camNode = cam ? this.hold.nodeOf(cam.name) : -1;
    const { plane } = this;
    const camSize = cam ? cam.outputShape[1] * cam.outputShape[2] : 0;
    const perClass = 3 * plane + (cam ? plane + camSize : 0);
    const total = classes.length * perClass + 2 * outputs;
    return core.withArrays([image, bytesOf(wanted)], total * floatBytes, ([at, list], results) => {
      core.module.looksAttribute(object, at!, list!, wanted.length, camNode, results);
      const values = core.floats(results, total);
      let next = 0;
      const take = (count: number) => values.slice(next, (next += count));
      const found = classes.map((index): ClassAttribution => {
        const one = {
          class: index,
          gradient: take(plane),
          guided: take(plane),
          gradientTimesInput: take(plane),
        };
        if (!cam) return one;
        const [, height, width] = cam.outputShape;
        const [enlarged, map] = [take(plane), take(camSize)];
        return { ...one, cam: { layer: cam.name, height, width, map, enlarged } };
      });
      return { classes: found, scores: take(outputs), answers: take(outputs) };
    });
  }

  smooth(image: Float32Array, index: number, options: SmoothOptions): Float32Array {
    const { core, object } = this.hold;
    this.checkPicture(image);
    this.classesOf([index]);
    checkOptions('smooth', options, ['sigma', 'count', 'seed', 'first', 'mean']);
    const { sigma, count, seed = 1, first = 0, mean = new Float32Array(this.plane) } = options;
    checkNumber('sigma', sigma, 0, Number.MAX_VALUE);
    checkWhole('count', count, 1, mostAtOnce);
    checkWhole('first', first, 0, 2 ** 30);
    checkSeed('seed', seed);
    if (mean.length !== this.plane) {
      throw unexpected('mean', `${this.plane} values`, `${mean.length}`);
    }
    return core.withArrays([image, mean], 0, ([at, meanAt]) => {
      core.module.looksSmooth(object, at!, index, sigma, seed, first, count, meanAt!);
      return core.floats(meanAt!, this.plane);
    });
  }

  occlude(image: Float32Array, options: OcclusionOptions): Float32Array {
    const { core, object, outputs } = this.hold;
    this.checkPicture(image);
    checkOptions('occlude', options, ['size', 'stride', 'paper', 'first', 'count']);
    const { size, stride, paper, first, count } = options;
    checkWhole('size', size, 1, 1 << 20);
    checkWhole('stride', stride, 1, 1 << 20);
    checkNumber('paper', paper, -Number.MAX_VALUE, Number.MAX_VALUE);
    const places = Math.ceil(this.hold.input[1] / stride) * Math.ceil(this.hold.input[2] / stride);
    checkWhole('first', first, 0, places - 1);
    checkWhole('count', count, 1, places - first);
    const values = outputs * count;
    return core.withArrays([image], values * floatBytes, ([at], drops) => {
      core.module.looksOcclude(object, at!, size, stride, paper, first, count, drops);
      return core.floats(drops, values);
    });
  }

  startAscent(count: number, options: AscentOptions & { noise?: number }): Float32Array {
    const { core, object } = this.hold;
    checkWhole('count', count, 1, mostAtOnce);
    checkOptions('startAscent', options, [...ascentKeys, 'noise']);
    const { noise = 0 } = options;
    checkNumber('noise', noise, 0, Number.MAX_VALUE);
    const climb = climbOf(options);
    const values = count * this.size;
    return core.withArrays([], values * floatBytes, (_, pictures) => {
      core.module.looksStartClimb(object, climb, noise, count, pictures);
      return core.floats(pictures, values);
    });
  }

  ascend(
    pictures: Float32Array,
    targets: AscentTargets,
    options: AscentOptions & { firstStep: number; steps: number },
  ): { pictures: Float32Array; values: Float32Array } {
    const { core, object } = this.hold;
    const count = countPictures('pictures', pictures, this.hold.input);
    checkWhole('pictures', count, 1, mostAtOnce);
    checkOptions('ascend', options, [...ascentKeys, 'firstStep', 'steps']);
    checkWhole('firstStep', options.firstStep, 0, 2 ** 30);
    checkWhole('steps', options.steps, 0, 2 ** 20);
    const climb = climbOf(options);
    const { node, units, wanted } = this.targetsOf(targets);
    if (wanted.length !== count) {
      throw unexpected('targets', `one for each of the ${count} pictures`, `${wanted.length}`);
    }
    const inputs = [pictures, bytesOf(wanted)];
    return core.withArrays(inputs, count * floatBytes, ([at, list], values) => {
      const { firstStep, steps } = options;
      core.module.looksClimb(
        object,
        climb,
        node,
        units,
        list!,
        count,
        firstStep,
        steps,
        at!,
        values,
      );
      return {
        pictures: core.floats(at!, pictures.length),
        values: core.floats(values, count),
      };
    });
  }

  topTable(layers: readonly string[], keep = 9): TopTable {
    checkWhole('keep', keep, 1, 1000);
    if (!Array.isArray(layers) || layers.length === 0) {
      throw unexpected('layers', 'an Array of names', String(layers));
    }
    const places = this.rowsOf(layers as string[]) * keep;
    return {
      layers: [...(layers as string[])],
      keep,
      values: new Float32Array(places),
      examples: new Int32Array(places).fill(-1),
      places: new Int32Array(places),
    };
  }

  findTop(table: TopTable, data: EngineDataset, first: number, count: number): TopTable {
    const { core, object } = this.hold;
    const dataObject = CoreDataset.objectOf(core, data);
    checkWhole('first', first, 0, data.count - 1);
    checkWhole('count', count, 1, data.count - first);
    const { layers, keep } = table;
    const length = this.rowsOf(layers) * keep;
    for (const name of ['values', 'examples', 'places'] as const) {
      if (table[name].length !== length) {
        throw unexpected(`table.${name}`, `${length}`, `${table[name].length}`);
      }
    }
    const nodes = Int32Array.from(layers, (layer) => this.hold.nodeOf(layer));
    const packed = packTable(table);
    return core.withArrays([packed, bytesOf(nodes)], 0, ([at, list]) => {
      core.module.looksFindTop(object, dataObject, first, count, list!, nodes.length, keep, at!);
      return unpackTable(core.bytes(at!, packed.length), { layers: [...layers], keep });
    });
  }

  private get plane(): number {
    return this.hold.input[1] * this.hold.input[2];
  }

  private get size(): number {
    return this.hold.input[0] * this.plane;
  }

  private checkPicture(image: Float32Array): void {
    const count = countPictures('image', image, this.hold.input);
    if (count !== 1) throw unexpected('image', 'one picture', `${count} pictures`);
  }

  private classesOf(classes: readonly number[]): Int32Array {
    if (!Array.isArray(classes)) throw unexpected('classes', 'an Array', String(classes));
    for (const index of classes) checkWhole('class', index, 0, this.hold.outputs - 1);
    return Int32Array.from(classes as number[]);
  }

  private layerOf(name: string): LayerInfo {
    const node = this.hold.nodeOf(name);
    const layer = this.hold.layers[node];
    if (!layer) throw unexpected('layer', 'a layer', `'${name}', the picture`);
    return layer;
  }

  private targetsOf(targets: AscentTargets): {
    node: number;
    units: boolean;
    wanted: Int32Array;
  } {
    if ('classes' in targets) {
      return { node: -1, units: false, wanted: this.classesOf(targets.classes) };
    }
    const layer = this.layerOf(targets.layer);
    const node = this.hold.nodeOf(layer.name);
    const [channels, height, width] = layer.outputShape;
    const units = 'units' in targets;
    const [name, list, most] = units
      ? ['unit', targets.units, channels * height * width]
      : ['map', targets.maps, channels];
    for (const index of list) checkWhole(name, index, 0, most - 1);
    return { node, units, wanted: Int32Array.from(list) };
  }

  private rowsOf(layers: readonly string[]): number {
    return layers.reduce((rows, name) => rows + this.layerOf(name).outputShape[0], 0);
  }
}

function bytesOf(list: Int32Array): Uint8Array {
  return new Uint8Array(list.buffer, list.byteOffset, list.byteLength);
}

function climbOf(options: AscentOptions): Climb {
  const [low, high] = checkRange(options.range);
  const { rate = 0.1, decay = 0.02, blurEvery = 4, blur = 0.5, jitter = 0, seed = 1 } = options;
  checkNumber('rate', rate, 0, 1);
  checkNumber('decay', decay, 0, 1);
  checkWhole('blurEvery', blurEvery, 0, 2 ** 20);
  checkNumber('blur', blur, 0, 100);
  checkWhole('jitter', jitter, 0, 1000);
  checkSeed('seed', seed);
  return { low, high, rate, decay, blurEvery, blur, jitter, seed };
}
