import {
  checkLabels,
  checkNumber,
  readOptions,
  checkPicture,
  checkRange,
  checkSeed,
  checkWhole,
  countPictures,
} from '../border/checks.js';
import { toJson } from '../border/plain-json.js';
import { ruleOf } from '../catalogue/declaration.js';
import { run } from '../catalogue/recipe.js';
import { CoreDataset, type EngineDataset } from '../data/dataset.js';
import type { ModelHold } from './hold.js';
import { type LossAndAccuracy, scoreOf, type StepReport } from './report.js';
import type { AugmentationSpec, OptimizerSpec } from './spec.js';

const batchRule = ruleOf(run, 'batchSize');

/** Steps, and what decides them. */
export interface ModelTraining {
  /** Refused where the loss weighs classes by 'balanced' and no training data is there to count in. */
  trainBatch(images: Float32Array, labels: Uint8Array): LossAndAccuracy;
  /** The data that `step()` walks through, shuffled anew for each epoch. The walk begins anew. */
  setTrainingData(data: EngineDataset): void;
  /**
   * One pass over the training data that replaces the running statistics of batch normalization by
   * those of the whole set. Does nothing to a model without them.
   */
  collectStatistics(): void;
  /** One optimizer step on the next batch of the training data. */
  step(): StepReport;
  /** Takes effect with the next step and keeps the optimizer's memory (momentum, moments). */
  setLearningRate(rate: number): void;
  /** Another optimizer from the next step on; its memory starts empty. */
  setOptimizer(optimizer: OptimizerSpec): void;
  /** Examples per step from the next step on. Plans memory anew when it grows. */
  setBatchSize(batchSize: number): void;
  /** Another augmentation from the next step on; what is left out is 0. */
  setAugmentation(augmentation: AugmentationSpec): void;
  /**
   * One picture, changed as a step would change it, by chance that starts from `seed` (default 1).
   * `range`: the values of paper and ink, default [0, 1].
   */
  augmented(
    image: Float32Array,
    options?: { seed?: number; range?: readonly [number, number] },
  ): Float32Array;
  /**
   * Weights, the optimizer's memory and the order of the data as at the start, from this seed. The
   * optimizer with its learning rate, the batch size and the training data stay.
   */
  reset(seed: number): void;
}

export function trainingOf(hold: ModelHold): ModelTraining {
  const { core, input, outputs } = hold;
  return {
    trainBatch(images, labels) {
      const { object } = hold;
      const count = countPictures('images', images, input);
      checkLabels(labels, count, outputs);
      return core.withArrays([images, labels], 0, ([imagesAt, labelsAt]) =>
        scoreOf(core.raw.trainBatch(object, imagesAt!, count, labelsAt!)),
      );
    },

    setTrainingData(data) {
      const { object } = hold;
      const dataObject = CoreDataset.objectOf(core, data);
      core.call((raw) => raw.setTrainingData(object, dataObject));
    },

    collectStatistics() {
      const { object } = hold;
      core.call((raw) => raw.collectStatistics(object));
    },

    step() {
      const { object } = hold;
      return core.call((raw) => raw.step(object));
    },

    setLearningRate(rate) {
      const { object } = hold;
      checkNumber('learningRate', rate, 0, Number.MAX_VALUE);
      core.call((raw) => raw.setLearningRate(object, rate));
    },

    setOptimizer(optimizer) {
      const { object } = hold;
      core.withText(toJson('optimizer', optimizer), (text, bytes) =>
        core.raw.setOptimizer(object, text, bytes),
      );
    },

    setBatchSize(batchSize) {
      const { object } = hold;
      checkWhole('batchSize', batchSize, batchRule.min!, batchRule.max!);
      core.call((raw) => raw.setBatchSize(object, batchSize));
    },

    setAugmentation(augmentation) {
      const { object } = hold;
      core.withText(toJson('augmentation', augmentation), (text, bytes) =>
        core.raw.setAugmentation(object, text, bytes),
      );
    },

    augmented(image, options = {}) {
      const { object } = hold;
      const { seed = 1, range = [0, 1] } = readOptions('augmented', options, ['seed', 'range']);
      checkSeed('seed', seed);
      const [paper, ink] = checkRange(range);
      checkPicture('image', image, input);
      return core.withArrays([image], 0, ([at]) => {
        core.raw.augment(object, at!, paper, ink, seed);
        return core.floats(at!, image.length);
      });
    },

    reset(seed) {
      const { object } = hold;
      checkSeed('seed', seed);
      core.call((raw) => raw.reset(object, seed));
    },
  };
}
