import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';

export const build: Manifest = {
  id: 'build',
  tab: { title: 'Build', view: lateView(() => import('./views/Build.svelte')) },
};
