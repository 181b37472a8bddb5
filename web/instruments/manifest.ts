import type { Component } from 'svelte';
import type { Column } from '../client/paint/columns';
import type { LateView } from '../client/ui/lateViews';
import type { InstrumentFields } from '../protocol/link';

/**
 * What the page knows of an instrument before it is opened. The rest of what an instrument declares is
 * found by the names of files in its folder, as it is wanted: `commands.ts` with their schemas,
 * `worker/half.ts`, which answers them, `worker/watch.ts`, which sees every step, and `words/keys.ts` for
 * the help.
 */
export interface Manifest {
  /** In links (`view=`), and the name of its folder. */
  id: string;
  tab?: Tab;
  below?: Below;
  closeUp?: CloseUp;
  /** What it keeps in the link. */
  link?: InstrumentFields;
}

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
