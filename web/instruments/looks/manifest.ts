import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';

export const looks: Manifest = {
  id: 'looks',
  aside: { title: 'Looks for', view: lateView(() => import('./views/Looks.svelte')) },
};
