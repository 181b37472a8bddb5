import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';
import WalkButton from './views/WalkButton.svelte';

export const explain: Manifest = {
  id: 'explain',
  beside: {
    id: 'explanation',
    title: 'Explanation',
    place: WalkButton,
    panel: lateView(() => import('./views/ExplainPanel.svelte')),
  },
};
