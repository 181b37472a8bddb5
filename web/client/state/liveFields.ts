import type { Experiment } from '../../shared/experiment';
import type { WorkerApi } from '../../shared/messages';

/** Fields that take effect in mid-run; every other change builds the run anew. */
export type LiveField = 'learningRate' | 'batchSize' | 'optimizer' | 'momentum' | 'augmentation';

/** Tells the worker what such a field has become. */
export function sendLive(
  api: WorkerApi,
  run: number,
  field: LiveField,
  { learningRate, batchSize, optimizer, momentum, augmentation }: Experiment,
): Promise<void> {
  if (field === 'learningRate') return api.setLearningRate(run, learningRate);
  if (field === 'batchSize') return api.setBatchSize(run, batchSize);
  if (field === 'augmentation') return api.setAugmentation(run, augmentation);
  return api.setOptimizer(run, optimizer, momentum);
}
