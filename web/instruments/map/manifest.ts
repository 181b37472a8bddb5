import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';

export const map: Manifest = {
  id: 'map',
  tab: { title: 'Map', view: lateView(() => import('./views/FeatureMap.svelte')) },
};
