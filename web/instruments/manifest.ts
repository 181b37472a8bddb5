import type { LateView } from '../client/ui/lateViews';

/** What the page knows of an instrument before it is opened. */
export interface Manifest {
  /** In links (`view=`) and of its tab. */
  id: string;
  /** On its tab. */
  title: string;
  /** Fetched when it is first wanted. */
  view: LateView;
}
