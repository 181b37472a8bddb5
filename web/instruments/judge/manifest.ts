import { lateView } from '../../client/ui/lateViews';
import { instrumentApi } from '../../protocol/ask';
import type { Manifest } from '../manifest';
import type { JudgeApi } from './commands';

export const judge: Manifest = {
  id: 'judge',
  tab: { title: 'Judge', view: lateView(() => import('./views/Judge.svelte')) },
  warnings: async (ask, run) => (await instrumentApi<JudgeApi>(ask, 'judge').health(run)).warnings,
};
