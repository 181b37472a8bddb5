import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';

export const tours: Manifest = {
  id: 'tours',
  aside: { title: 'Tours', view: lateView(() => import('./views/Tours.svelte')) },
};
