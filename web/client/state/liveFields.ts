import type { Experiment } from '../../shared/experiment';
import type { EditApi } from '../../shared/edit';
import type { WorkerApi } from '../../shared/messages';

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

/** The part of the worker that takes them. */
export type LiveApi = WorkerApi & Pick<EditApi, 'setDropout'>;

/** Tells the worker what such a field has become. */
export function sendLive(
  api: LiveApi,
  run: number,
  field: LiveField,
  { learningRate, batchSize, optimizer, momentum, augmentation, dropout }: Experiment,
): Promise<void> {
  if (field === 'learningRate') return api.setLearningRate(run, learningRate);
  if (field === 'batchSize') return api.setBatchSize(run, batchSize);
  if (field === 'dropout') return api.setDropout(run, dropout ?? []);
  if (field === 'augmentation') return api.setAugmentation(run, augmentation);
  return api.setOptimizer(run, optimizer, momentum);
}
