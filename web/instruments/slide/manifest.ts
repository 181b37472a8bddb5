import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';

export const slide: Manifest = {
  id: 'slide',
  title: 'Slide & shift',
  view: lateView(() => import('./views/Slide.svelte')),
};
