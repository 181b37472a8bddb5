// Made from the core by `npm run catalogue`.

import type { OptimizerType } from './specs.js';

export interface Usual {
  batchSize: number;
  learningRate: Readonly<Record<OptimizerType, number>>;
  /** Optimizers that have one. */
  withMomentum: readonly string[];
  /** Types of the layers that leave values out. */
  dropouts: readonly string[];
  dropoutRate: number;
}

export const usual: Usual = {
  batchSize: 32,
  learningRate: { sgd: 0.01, adagrad: 0.001, rmsprop: 0.001, adam: 0.001, adamw: 0.001 },
  withMomentum: ['sgd', 'rmsprop'],
  dropouts: ['dropout', 'spatialDropout2d'],
  dropoutRate: 0.5,
};
