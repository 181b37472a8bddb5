import { lateView } from '../../client/ui/lateViews';
import type { Manifest } from '../manifest';

export const edit: Manifest = {
  id: 'edit',
  closeUp: lateView(() => import('./views/FilterEditor.svelte')),
};
