import { checkBytes, describe } from '../border/checks.js';
import { unexpected } from '../border/errors.js';
import { textsAsBytes } from '../border/texts.js';
import type { ModelHold } from './hold.js';

/** Weights and whole runs as bytes. */
export interface ModelFiles {
  /**
   * Weights from a model file (safetensors, as `receptive train --save` writes it) of the same
   * layers. Nothing changes when it does not fit.
   */
  loadWeights(file: Uint8Array): void;
  /**
   * The weights that answer (their average, where the recipe has one) as a safetensors file, which
   * `loadWeights` and `engine.loadModel` read.
   * `metadata`: texts to keep in it; `spec`, what the network is made from, is there by itself.
   */
  saveWeights(metadata?: Record<string, string>): Uint8Array<ArrayBuffer>;
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
  return {
    loadWeights(file) {
      const { object } = hold;
      checkBytes('file', file);
      core.withArrays([file], 0, ([at]) => core.raw.loadWeights(object, at!, file.length));
    },

    saveWeights(metadata = {}) {
      const { object } = hold;
      for (const [name, remark] of Object.entries(metadata)) {
        if (typeof remark !== 'string') {
          throw unexpected(`metadata.${name}`, 'a text', describe(remark));
        }
      }
      const remarks = textsAsBytes(
        'metadata',
        Object.entries({ spec: hold.spec, ...metadata }).flat(),
      );
      return core.withArrays([remarks], 0, ([at]) =>
        core.raw.saveWeights(object, at!, remarks.length),
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
