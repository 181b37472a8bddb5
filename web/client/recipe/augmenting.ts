import type { WorkerApi } from '../../protocol/messages';
import { context } from '../context';

/** What changes pictures as training does: the recipe, which comes late, shows some. */
export const [provideAugmenting, useAugmenting] =
  context<Pick<WorkerApi, 'augmented'>>('augmenting');
