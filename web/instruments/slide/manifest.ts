import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';

export const slide: Manifest = {
  id: 'slide',
  tab: { title: 'Slide & shift', view: lateView(() => import('./views/Slide.svelte')) },
  link: { part: ['slide', 'shift'] },
};
