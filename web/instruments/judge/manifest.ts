import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';

export const judge: Manifest = {
  id: 'judge',
  tab: { title: 'Judge', view: lateView(() => import('./views/Judge.svelte')) },
};
