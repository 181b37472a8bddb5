import type { Stage } from '../../shared/link';
import { lateView, type LateView } from './lateViews';

interface StageEntry {
  id: Stage;
  title: string;
  /** Fetched when it is first wanted; the network alone comes with the page. */
  view?: LateView;
}

/** What the middle of the page can show, in the order of its tabs. */
export const stages: readonly StageEntry[] = [
  { id: 'network', title: 'Network' },
  { id: 'judge', title: 'Judge', view: lateView(() => import('../views/judge/Judge.svelte')) },
  { id: 'looks', title: 'Looks for', view: lateView(() => import('../views/looks/Looks.svelte')) },
  { id: 'map', title: 'Map', view: lateView(() => import('../views/map/FeatureMap.svelte')) },
  {
    id: 'slide',
    title: 'Slide & shift',
    view: lateView(() => import('../views/slide/Slide.svelte')),
  },
  { id: 'build', title: 'Build', view: lateView(() => import('../views/build/Build.svelte')) },
  { id: 'tours', title: 'Tours', view: lateView(() => import('../views/tours/Tours.svelte')) },
];
