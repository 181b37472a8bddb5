import type { Component } from 'svelte';
import type { Column } from '../paint/columns';
import type { LateView } from './lateViews';

// Where the page has room for what instruments show.

/** In the middle of the page, by itself. */
export interface Tab {
  title: string;
  view: LateView;
}

/** Below the network's picture: a place that is there at once, and the panel that it turns into. */
export interface Below {
  place: Component<{ panel: LateView<{ walk: boolean }> }>;
  panel: LateView<{ walk: boolean }>;
}

/** Below the filters of a layer that is looked at closely. */
export type CloseUp = LateView<{ column: Column }>;
