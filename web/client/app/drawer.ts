import type { View } from '../view/view.svelte';
import { beside } from './stages';

/** What the drawer can show. */
export interface Shown {
  id: string;
  title: string;
}

/** What the drawer can show just now: curves and recipe always, the rest while it is asked about. */
export function besideOf(
  view: Pick<View, 'pinned' | 'selected' | 'drawer'>,
  hides: (part: 'curves' | 'recipe') => boolean,
): Shown[] {
  return [
    ...(hides('curves') ? [] : [{ id: 'curves', title: 'Curves' }]),
    ...(hides('recipe') ? [] : [{ id: 'recipe', title: 'Recipe' }]),
    ...(view.selected === undefined ? [] : [{ id: 'layer', title: 'Layer' }]),
    ...beside.filter(({ id }) => view.pinned !== undefined || view.drawer === id),
  ];
}
