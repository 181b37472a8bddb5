import type { Component } from 'svelte';
import type { Column } from '../paint/columns';
import type { LateView } from './lateViews';

// Where the page has room for what instruments show.

/** In the middle of the page or in the drawer, by itself. */
export interface Tab {
  title: string;
  view: LateView;
}

/** In the drawer beside the network: a place that is there at once, and the panel that it turns into. */
export interface Beside {
  /** What the drawer calls it while it is open (`View.drawer`). */
  id: string;
  title: string;
  place: Component<{ panel: LateView }>;
  panel: LateView;
}

/** Below the facts of a layer with weights that is looked at closely. */
export type CloseUp = LateView<{ column: Column }>;
