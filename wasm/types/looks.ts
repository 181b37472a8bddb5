import type { EngineDataset } from './data.js';

/**
 * What a network looks for. Everything is about the network as it stands, in buffers of its own:
 * looking never changes the training. Maps of a picture are height * width values; pictures of
 * several channels give the sum over their channels, which is what the score would gain if the place
 * became brighter in all of them.
 */

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

export interface AscentOptions {
  /** The data's [paper, ink]: values stay in it. */
  range: [number, number];
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

export interface TopTable {
  /** Rows: the maps of these layers, layer after layer. */
  layers: string[];
  /** Pictures in each row, the strongest first. */
  keep: number;
  /** One for each place of each row. */
  values: Float32Array;
  /** Numbers in the data set, -1 where there is no picture (yet). */
  examples: Int32Array;
  /** row * width + column in the map, of its largest value. */
  places: Int32Array;
}

export interface ModelLooks {
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
  /** A table without pictures, to be filled by `findTop`. `keep` defaults to 9. */
  topTable(layers: readonly string[], keep?: number): TopTable;
  /** Puts what is stronger among examples first .. first + count - 1 into the table. */
  findTop(table: TopTable, data: EngineDataset, first: number, count: number): TopTable;
}
