import { lateView } from './lateViews';

// Fetched when it is first wanted, or when the pointer is on its way to what opens it.

export const augmentationFields = lateView(() => import('../recipe/AugmentationFields.svelte'));
export const dataPanel = lateView(() => import('../data/views/DataPanel.svelte'));
export const dataSheet = lateView(() => import('../data/views/DataSheet.svelte'));
export const explainPanel = lateView(
  () => import('../../instruments/explain/views/ExplainPanel.svelte'),
);
export const helpDialog = lateView(() => import('../app/HelpDialog.svelte'));
export const keepDialog = lateView(() => import('../keep/KeepDialog.svelte'));
export const layerDetail = lateView(() => import('../figure/views/LayerDetail.svelte'));
export const readingStages = lateView(() => import('../drawing/ReadingStages.svelte'));
export const shareDialog = lateView(() => import('../keep/ShareDialog.svelte'));
