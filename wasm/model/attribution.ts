import {
  checkNumber,
  readOptions,
  checkPicture,
  checkSeed,
  checkSomeFloats,
  checkWhole,
  largestPixel,
} from '../border/checks.js';
import type { ModelHold } from './hold.js';
import { checkClasses, layerOf, mostAtOnce } from './targets.js';

/** What speaks for one class, place by place. */
export interface ClassAttribution {
  class: number;
  /** dScore/dpixel (Simonyan et al. 2014). */
  gradient: Float32Array;
  /** The same where every relu passes on only what is positive (Springenberg et al. 2015). */
  guided: Float32Array;
  /** pixel * dScore/dpixel. */
  gradientTimesInput: Float32Array;
  /** Grad-CAM (Selvaraju et al. 2017), where a layer was named. */
  cam?: {
    layer: string;
    /** Of the layer's own size, ... */
    height: number;
    width: number;
    map: Float32Array;
    /** ... and in the picture's, linear between the middles of the units' receptive fields. */
    enlarged: Float32Array;
  };
}

export interface AttributionAnswer {
  classes: ClassAttribution[];
  /** Of all classes, before any softmax. */
  scores: Float32Array;
  /** Probabilities, or the scores where the loss knows none. */
  answers: Float32Array;
}

export interface SmoothOptions {
  /** Standard deviation of the noise, in the pixels' unit. */
  sigma: number;
  /** Noisy copies. */
  count: number;
  /** Default 1. */
  seed?: number;
  /** To go on where copies 0 .. first - 1 ended ... */
  first?: number;
  /** ... with their mean. */
  mean?: Float32Array;
}

export interface OcclusionOptions {
  /** Side of the square, in pixels. */
  size: number;
  /** Pixels from one place to the next. */
  stride: number;
  /** What the square is made of, in the pixels' unit. */
  paper: number;
  /** Places, row by row: every stride-th pixel of every stride-th row is the middle of one. */
  first: number;
  count: number;
}

/** What in a picture speaks for a class. */
export interface ModelAttribution {
  /** What speaks for each of these classes in one picture. `camLayer` has maps. */
  attribute(
    image: Float32Array,
    classes: readonly number[],
    options?: { camLayer?: string },
  ): AttributionAnswer;
  /** SmoothGrad (Smilkov et al. 2017): the mean gradient over noisy copies of a picture. */
  smooth(image: Float32Array, index: number, options: SmoothOptions): Float32Array;
  /**
   * How much less sure of each class the network is with a square of the picture covered (Zeiler and
   * Fergus 2014): classes * count values, answer for the whole picture minus answer without.
   */
  occlude(image: Float32Array, options: OcclusionOptions): Float32Array;
}

const floatBytes = Float32Array.BYTES_PER_ELEMENT;

export function attributionOf(hold: ModelHold): ModelAttribution {
  const { core, input, outputs } = hold;
  const plane = input[1] * input[2];
  return {
    attribute(image, classes, options = {}) {
      const { object } = hold;
      checkPicture('image', image, input);
      const { camLayer } = readOptions('attribute', options, ['camLayer']);
      const wanted = checkClasses(hold, classes);
      const cam = camLayer === undefined ? undefined : layerOf(hold, camLayer);
      const camNode = cam ? hold.nodeOf(cam.name) : -1;
      const camSize = cam ? cam.outputShape[1] * cam.outputShape[2] : 0;
      const perClass = 3 * plane + (cam ? plane + camSize : 0);
      const total = wanted.length * perClass + 2 * outputs;
      return core.withArrays([image, wanted], total * floatBytes, ([at, list], results) => {
        core.raw.looksAttribute(object, at!, list!, wanted.length, camNode, results);
        const values = core.floats(results, total);
        let next = 0;
        const take = (count: number) => values.slice(next, (next += count));
        const found = Array.from(wanted, (index): ClassAttribution => {
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
    },

    smooth(image, index, options) {
      const { object } = hold;
      checkPicture('image', image, input);
      checkClasses(hold, [index]);
      const given = readOptions('smooth', options, ['sigma', 'count', 'seed', 'first', 'mean']);
      const { sigma, count, seed = 1, first = 0, mean = new Float32Array(plane) } = given;
      checkNumber('sigma', sigma, 0, largestPixel);
      checkWhole('count', count, 1, mostAtOnce);
      checkWhole('first', first, 0, 2 ** 30);
      checkSeed('seed', seed);
      checkSomeFloats('mean', mean, plane);
      return core.withArrays([image, mean], 0, ([at, meanAt]) => {
        core.raw.looksSmooth(object, at!, index, sigma, seed, first, count, meanAt!);
        return core.floats(meanAt!, plane);
      });
    },

    occlude(image, options) {
      const { object } = hold;
      checkPicture('image', image, input);
      const given = readOptions('occlude', options, ['size', 'stride', 'paper', 'first', 'count']);
      const { size, stride, paper, first, count } = given;
      checkWhole('size', size, 1, 1 << 20);
      checkWhole('stride', stride, 1, 1 << 20);
      checkNumber('paper', paper, -largestPixel, largestPixel);
      const places = Math.ceil(input[1] / stride) * Math.ceil(input[2] / stride);
      checkWhole('first', first, 0, places - 1);
      checkWhole('count', count, 1, places - first);
      const values = outputs * count;
      return core.withArrays([image], values * floatBytes, ([at], drops) => {
        core.raw.looksOcclude(object, at!, size, stride, paper, first, count, drops);
        return core.floats(drops, values);
      });
    },
  };
}
