import type { Experiment } from './experiment';

/** Fields that take effect in mid-run; every other change builds the run anew. */
export const liveFields = [
  'learningRate',
  'batchSize',
  'optimizer',
  'momentum',
  'augmentation',
  'dropout',
] as const;

export type LiveField = (typeof liveFields)[number];

/** A change of the recipe in mid-run. */
export type LiveChange = Partial<Pick<Experiment, LiveField>>;
