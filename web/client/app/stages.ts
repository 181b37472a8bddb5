import type { Manifest } from '../../instruments/manifest';
import { manifests } from '../../instruments/manifests';

/** What the middle of the page can show, in the order of its tabs; the network comes with the page. */
export const stages: readonly (Omit<Manifest, 'view'> & Partial<Pick<Manifest, 'view'>>)[] = [
  { id: 'network', title: 'Network' },
  ...manifests,
];

export const stageIds = stages.map(({ id }) => id);
