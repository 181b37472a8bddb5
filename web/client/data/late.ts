import { lateView } from '../ui/lateViews';

export const dataPanel = lateView(() => import('./views/DataPanel.svelte'));
export const dataSheet = lateView(() => import('./views/DataSheet.svelte'));
export const foundDialog = lateView(() => import('./found/FoundDialog.svelte'));
