import { lateView } from '../ui/lateViews';

// Fetched when it is first wanted, or when the pointer is on its way to the button.

export const helpDialog = lateView(() => import('./HelpDialog.svelte'));
export const keepDialog = lateView(() => import('../keep/KeepDialog.svelte'));
export const shareDialog = lateView(() => import('../keep/ShareDialog.svelte'));
