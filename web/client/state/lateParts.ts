import { lateView } from './lateViews';

// Fetched when it is first wanted, or when the pointer is on its way to what opens it.

export const augmentationFields = lateView(
  () => import('../views/recipe/AugmentationFields.svelte'),
);
export const dataPanel = lateView(() => import('../views/data/DataPanel.svelte'));
export const dataSheet = lateView(() => import('../views/data/DataSheet.svelte'));
export const explainPanel = lateView(() => import('../views/explain/ExplainPanel.svelte'));
export const helpDialog = lateView(() => import('../views/shell/HelpDialog.svelte'));
export const keepDialog = lateView(() => import('../views/keep/KeepDialog.svelte'));
export const layerDetail = lateView(() => import('../views/network/LayerDetail.svelte'));
export const readingStages = lateView(() => import('../views/drawing/ReadingStages.svelte'));
export const shareDialog = lateView(() => import('../views/keep/ShareDialog.svelte'));
