import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';

export const looks: Manifest = {
  id: 'looks',
  tab: { title: 'Looks for', view: lateView(() => import('./views/Looks.svelte')) },
};
