import {
  checkBoolean,
  checkFloats,
  readOptions,
  checkWhole,
  exampleRange,
} from '../border/checks.js';
import { structure } from '../border/structure.js';
import { CoreDataset, type EngineDataset } from '../data/dataset.js';
import type { ModelHold } from './hold.js';
import type { LossAndAccuracy } from './report.js';

/** How the numbers of a network are spread, and what is wrong with them. */

/**
 * How many values lie where: `counts` are bins of equal width from -2^exponent to 2^exponent. Going
 * up one exponent, neighbouring bins join exactly. Values that are exactly 0 are counted apart.
 */
export interface Histogram {
  exponent: number;
  /** 64 bins; what lies beyond the range counts in the outermost ones. */
  counts: number[];
  zeros: number;
  /** NaN or infinite; everything else leaves them out. */
  notFinite: number;
  /** How many of the outermost bins lie beyond the range. */
  outside: number;
  smallest: number;
  largest: number;
  mean: number;
  rootMeanSquare: number;
}

/** The weights that a layer trains, biases left out. Root mean squares. */
export interface WeightHealth {
  weights: number;
  /** Of the last batch, after penalties and clipping; 0 before the first step. */
  gradients: number;
  /** What one step changed; only where `weightsBefore` was given. */
  update?: number;
  weightHistogram?: Histogram;
  gradientHistogram?: Histogram;
}

export interface LayerHealth {
  layer: string;
  weights?: WeightHealth;
  /** Maps of the layer, or values where its maps have one pixel. */
  units: number;
  /** Units behind a relu that were 0 for every picture at every pixel. Absent for other layers. */
  dead?: number;
  /**
   * Units behind tanh, scaledTanh and sigmoid of which at least 95 % of the values lie where the
   * slope is below a twentieth of its largest. Absent for other layers, and for the scores.
   */
  saturated?: number;
  /** Of what the layer made of the pictures. */
  activations?: Histogram;
}

/** Its loss is the one that training makes small: times the weights of the classes, where it has some. */
export interface HealthReport extends LossAndAccuracy {
  /** Pictures that were looked at. */
  examples: number;
  layers: LayerHealth[];
}

export interface HealthOptions {
  /** Pictures to look at, evenly spread over the set. Default 128. */
  pictures?: number;
  /** Default: no. Of at most 8192 values each. */
  histograms?: boolean;
  /** What `weights()` gave before the last step: for `update`. */
  weightsBefore?: Float32Array;
}

export interface ModelHealth {
  /** Looks at the network as it stands, without changing the training. */
  examine(data: EngineDataset, options?: HealthOptions): HealthReport;
  /** At most 4096 weights of each layer that trains some, for `weightsBefore`. */
  weights(): Float32Array;
  /**
   * What the network answers to examples first .. first + count - 1 of a set (default: all of it):
   * count * classes numbers, probabilities where the loss defines them.
   */
  answers(data: EngineDataset, first?: number, count?: number): Float32Array;
  /** The parameters that answers and tests use: the recipe's average, where it has one. */
  scoringParameters(): { name: string; value: Float32Array }[];
}

export function healthOf(hold: ModelHold): ModelHealth {
  const { core, outputs } = hold;
  return {
    examine(data, options = {}) {
      const { object } = hold;
      const given = readOptions('health', options, ['pictures', 'histograms', 'weightsBefore']);
      const { pictures = 128, histograms = false, weightsBefore = new Float32Array(0) } = given;
      checkWhole('pictures', pictures, 1, 65536);
      checkBoolean('histograms', histograms);
      checkFloats('weightsBefore', weightsBefore);
      const dataObject = CoreDataset.objectOf(core, data);
      return structure(
        core.withArrays([weightsBefore], 0, ([at]) =>
          core.raw.examineHealth(
            ...([object, dataObject, pictures, histograms, at!, weightsBefore.length] as const),
          ),
        ),
      );
    },

    weights() {
      const { object } = hold;
      return core.call((raw) => raw.sampledWeights(object));
    },

    answers(data, first, count) {
      const { object } = hold;
      const dataObject = CoreDataset.objectOf(core, data);
      const [begin, length] = exampleRange(data.count, first, count);
      const values = length * outputs;
      return core.withArrays([], values * Float32Array.BYTES_PER_ELEMENT, (_, answers) => {
        core.raw.answerDataset(object, dataObject, begin, length, answers);
        return core.floats(answers, values);
      });
    },

    scoringParameters() {
      const { object } = hold;
      return hold.parameters.map(({ name, index }) => ({
        name,
        value: core.call((raw) => raw.scoringParameter(object, index)),
      }));
    },
  };
}
