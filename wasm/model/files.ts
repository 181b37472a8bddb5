import { checkBytes, describe } from '../border/checks.js';
import { unexpected } from '../border/errors.js';
import { toJson } from '../border/plain-json.js';
import type { ModelHold } from './hold.js';
import type { ModelSpec } from './spec.js';

/** Which tensor of a file each parameter of a network takes its values from. */
export interface WeightMatch {
  /** `type`: F32; F16 and BF16 are widened, F64 is rounded. */
  pairs: { parameter: string; tensor: string; type: string }[];
  /** Tensors that hold no weights: counters, empty ones. */
  leftOut: string[];
  /**
   * Each tensor has its parameter's name. Otherwise they were matched by their shapes and the numbers
   * in their names, and whoever knows the file should look at it.
   */
  ownNames: boolean;
}

/**
 * What a model file says besides its weights (core/io/model_file.h has all of it); of another
 * program's file nothing.
 */
export interface ModelRemarks {
  spec?: ModelSpec;
  /** The preset's name, or what the network is called. */
  network?: string;
  /** Id of the data set. */
  data?: string;
  classes?: readonly string[];
  /** Values of paper and ink. */
  range?: readonly [number, number];
  step?: number;
  testAccuracy?: number;
  testExamples?: number;
  addedDigits?: number;
  [other: string]: unknown;
}

/** Weights and whole runs as bytes. */
export interface ModelFiles {
  /** Which tensors of a model file `loadWeights` would take; throws what that would throw. */
  matchWeights(file: Uint8Array): WeightMatch;
  /**
   * Weights from a model file (safetensors, as this package, `receptive train --save` or PyTorch write
   * it) of the same layers. Nothing changes when it does not fit.
   */
  loadWeights(file: Uint8Array): WeightMatch;
  /**
   * The weights that answer as a safetensors file, which `loadWeights` and `engine.loadModel` read;
   * where they are an average, with the trained ones beside them.
   * `remarks`: plain data to keep in it. What the network is made from, and classes and range of the
   * training data, are there by themselves.
   */
  saveWeights(remarks?: ModelRemarks): Uint8Array<ArrayBuffer>;
  /**
   * All that decides how the run goes on, as bytes: weights, statistics and their average, what the
   * optimizer remembers, the place in the training data, seed and counts, batch size, dropout rates
   * and what is frozen. Not the data, and not the rest of the recipe.
   */
  checkpoint(): Uint8Array<ArrayBuffer>;
  /**
   * Goes on where a checkpoint of the same network, recipe and training data was made: on the same
   * build the next steps have the same bits as without the interruption. Nothing changes when it
   * does not fit.
   */
  restore(checkpoint: Uint8Array): void;
}

export function filesOf(hold: ModelHold): ModelFiles {
  const { core } = hold;
  function open(file: Uint8Array, takes: boolean): WeightMatch {
    const { object, parameters } = hold;
    checkBytes('file', file);
    const texts = core.withArrays([file], 0, ([at]) =>
      core.raw.openModel(object, at!, file.length, takes),
    );
    const pairs = parameters.map(({ name: parameter }, i) => {
      return { parameter, tensor: texts[2 * i]!, type: texts[2 * i + 1]! };
    });
    return {
      pairs,
      leftOut: texts.slice(2 * pairs.length),
      ownNames: pairs.every(({ parameter, tensor }) => parameter === tensor),
    };
  }
  return {
    matchWeights: (file) => open(file, false),
    loadWeights: (file) => open(file, true),

    saveWeights(remarks = {}) {
      const { object } = hold;
      const given: unknown = JSON.parse(toJson('remarks', remarks));
      if (typeof given !== 'object' || given === null || Array.isArray(given)) {
        throw unexpected('remarks', 'an object', describe(remarks));
      }
      const spec: unknown = JSON.parse(hold.spec);
      return core.withText(JSON.stringify({ spec, ...given }), (at, bytes) =>
        core.raw.saveWeights(object, at, bytes),
      );
    },

    checkpoint() {
      const { object } = hold;
      return core.call((raw) => raw.checkpoint(object));
    },

    restore(checkpoint) {
      const { object } = hold;
      checkBytes('checkpoint', checkpoint);
      core.withArrays([checkpoint], 0, ([at]) => core.raw.restore(object, at!, checkpoint.length));
    },
  };
}
