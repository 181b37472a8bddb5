import {
  checkNumber,
  readOptions,
  checkRange,
  checkSeed,
  checkWhole,
  countPictures,
  largestPixel,
} from '../border/checks.js';
import { unexpected } from '../border/errors.js';
import type { Climb } from '../border/raw-module.js';
import { type ModelHold, sizeOf } from './hold.js';
import { checkClasses, checkNumbers, layerOf, mostAtOnce } from './targets.js';

export interface AscentOptions {
  /** The data's [paper, ink]: values stay in it. */
  range: readonly [number, number];
  /** What the pixel with the largest gradient moves in a step, as a share of the range. */
  rate?: number;
  /** What each pixel goes back to grey in a step, as a share of its distance. */
  decay?: number;
  /** Steps from one blur to the next (0: none), and its standard deviation in pixels. */
  blurEvery?: number;
  blur?: number;
  /** Pixels by which the picture is moved at random in each step. */
  jitter?: number;
  seed?: number;
}

/**
 * What each picture climbs for: the mean of a map of a layer, one unit of it (its place in the layer's
 * output, channel-major), or the score of a class.
 */
export type AscentTargets =
  | { layer: string; maps: readonly number[] }
  | { layer: string; units: readonly number[] }
  | { classes: readonly number[] };

/** Pictures that excite a part of the network most. */
export interface ModelAscent {
  /** `count` pictures to start from: grey, with normal noise (a share of the range, default 0). */
  startAscent(count: number, options: AscentOptions & { noise?: number }): Float32Array;
  /**
   * Activation maximisation (Erhan et al. 2009): `steps` steps up, from pictures that `firstStep`
   * steps have made. In pieces it gives the same as at once.
   */
  ascend(
    pictures: Float32Array,
    targets: AscentTargets,
    options: AscentOptions & { firstStep: number; steps: number },
  ): { pictures: Float32Array; values: Float32Array };
}

const floatBytes = Float32Array.BYTES_PER_ELEMENT;
const ascentKeys = ['range', 'rate', 'decay', 'blurEvery', 'blur', 'jitter', 'seed'] as const;

export function ascentOf(hold: ModelHold): ModelAscent {
  const { core, input } = hold;
  return {
    startAscent(count, options) {
      const { object } = hold;
      checkWhole('count', count, 1, mostAtOnce);
      const given = readOptions('startAscent', options, [...ascentKeys, 'noise']);
      const { noise = 0 } = given;
      checkNumber('noise', noise, 0, largestPixel);
      const climb = climbOf(given);
      const values = count * sizeOf(input);
      return core.withArrays([], values * floatBytes, (_, pictures) => {
        core.raw.looksStartClimb(object, climb, noise, count, pictures);
        return core.floats(pictures, values);
      });
    },

    ascend(pictures, targets, options) {
      const { object } = hold;
      const count = countPictures('pictures', pictures, input);
      checkWhole('pictures', count, 1, mostAtOnce);
      const given = readOptions('ascend', options, [...ascentKeys, 'firstStep', 'steps']);
      const { firstStep, steps } = given;
      checkWhole('firstStep', firstStep, 0, 2 ** 30);
      checkWhole('steps', steps, 0, 2 ** 20);
      const climb = climbOf(given);
      const { node, units, wanted } = targetsOf(hold, targets);
      if (wanted.length !== count) {
        throw unexpected('targets', `one for each of the ${count} pictures`, `${wanted.length}`);
      }
      return core.withArrays([pictures, wanted], count * floatBytes, ([at, list], values) => {
        core.raw.looksClimb(
          ...([object, climb, node, units, list!, count] as const),
          ...([firstStep, steps, at!, values] as const),
        );
        return {
          pictures: core.floats(at!, pictures.length),
          values: core.floats(values, count),
        };
      });
    },
  };
}

interface AllTargets {
  layer: string;
  maps: readonly number[];
  units: readonly number[];
  classes: readonly number[];
}
const targetKeys = ['layer', 'maps', 'units', 'classes'] as const;

function targetsOf(
  hold: ModelHold,
  targets: AscentTargets,
): { node: number; units: boolean; wanted: Int32Array } {
  const given = readOptions<Partial<AllTargets>>('targets', targets, targetKeys);
  if ('classes' in given) {
    return { node: -1, units: false, wanted: checkClasses(hold, given.classes) };
  }
  const { name, outputShape } = layerOf(hold, given.layer);
  const units = 'units' in given;
  const wanted = units
    ? checkNumbers('units', 'unit', given.units, sizeOf(outputShape))
    : checkNumbers('maps', 'map', given.maps, outputShape[0]);
  return { node: hold.nodeOf(name), units, wanted };
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
