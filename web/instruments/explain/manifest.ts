import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';
import ExplainPlace from './views/ExplainPlace.svelte';

export const explain: Manifest = {
  id: 'explain',
  below: { place: ExplainPlace, panel: lateView(() => import('./views/ExplainPanel.svelte')) },
};
