import type { View } from '../view/view.svelte';
import { asides, beside } from './stages';

/** What the drawer can show. */
export interface Shown {
  id: string;
  title: string;
}

/** What the drawer can show just now: some always, some while it is asked about. */
export function besideOf(
  view: Pick<View, 'pinned' | 'selected' | 'drawer'>,
  hides: (part: 'curves' | 'recipe' | 'tabs') => boolean,
): Shown[] {
  return [
    ...(hides('curves') ? [] : [{ id: 'curves', title: 'Curves' }]),
    ...(hides('recipe') ? [] : [{ id: 'recipe', title: 'Recipe' }]),
    ...asides.filter(({ id }) => view.drawer === id || !hides('tabs')),
    ...(view.selected === undefined ? [] : [{ id: 'layer', title: 'Layer' }]),
    ...beside.filter(({ id }) => view.pinned !== undefined || view.drawer === id),
  ];
}
