import type { Component } from 'svelte';
import type { Stage } from '../../shared/link';

interface StageEntry {
  id: Stage;
  title: string;
  /** Fetched when it is first wanted: the network alone comes with the page. */
  load: () => Promise<{ default: Component }>;
}

/** What the middle of the page can show, in the order of its tabs. */
export const stages: readonly StageEntry[] = [
  { id: 'network', title: 'Network', load: () => import('../views/network/Network.svelte') },
  { id: 'judge', title: 'Judge', load: () => import('../views/judge/Judge.svelte') },
  { id: 'looks', title: 'Looks for', load: () => import('../views/looks/Looks.svelte') },
  { id: 'map', title: 'Map', load: () => import('../views/map/FeatureMap.svelte') },
  { id: 'slide', title: 'Slide & shift', load: () => import('../views/slide/Slide.svelte') },
  { id: 'build', title: 'Build', load: () => import('../views/build/Build.svelte') },
  { id: 'tours', title: 'Tours', load: () => import('../views/tours/Tours.svelte') },
];
