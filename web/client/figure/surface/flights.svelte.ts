import { untrack } from 'svelte';
import type { View } from '../../view/view.svelte';
import type { Place } from '../plan/surface';
import type { Look } from './look.svelte';
import type { Surface } from './surface.svelte';

/** A camera that has not moved for so long rests, in milliseconds. */
const rest = 300;

/** The camera goes to what was asked for. To be called while a component is made. */
export function followAsked(view: View, look: Look, surface: Surface): void {
  $effect.pre(() => {
    const { plan, ratio, width } = surface;
    if (width > 0) untrack(() => look.follow(plan, ratio));
  });

  const places = (chosen: (place: Place) => boolean): Place[] =>
    surface.stacked ? [] : surface.plan.places.filter((place) => !place.pin && chosen(place));

  // What was opened, as large as it was planned.
  let groups = view.unfolded;
  $effect(() => {
    const { unfolded } = view;
    if (unfolded === groups) return;
    const opened = [...unfolded].find(([group, open]) => open && groups.get(group) !== true)?.[0];
    const parts = places(({ slab }) => slab.group === opened);
    // What plans its branches may be on its way.
    if (opened !== undefined && surface.wantsFurther) return;
    groups = unfolded;
    if (parts.length > 0) untrack(() => look.showFrom(around(parts)));
  });

  let whole = view.whole;
  $effect(() => {
    if (view.whole === whole) return;
    if (surface.wantsFurther) return;
    whole = view.whole;
    const [place] = places(({ slab }) => slab.name === whole);
    if (place) untrack(() => look.showFrom(place));
  });

  // The layer that is looked at closely; without one, back to everything.
  let selected = view.selected;
  $effect(() => {
    if (view.selected === selected) return;
    selected = view.selected;
    const [place] = places(({ slab }) => slab.members.some(({ name }) => name === selected));
    if (place) untrack(() => look.flyTo(place));
    else if (selected === undefined) untrack(() => look.fit());
  });

  // Where exactly, which a link may hold, goes before what the layer would have it be.
  $effect(() => {
    const { camera } = view;
    untrack(() => look.goTo(camera));
  });
  $effect(() => {
    const { place } = look;
    if (!look.plan?.pieces.length) return;
    const settled = setTimeout(() => (view.camera = place), rest);
    return () => clearTimeout(settled);
  });
}

/** From the left end of the first to the right end of the last. */
function around(parts: readonly Place[]): { left: number; width: number } {
  const left = Math.min(...parts.map((part) => part.left));
  const right = Math.max(...parts.map((part) => part.left + part.width));
  return { left, width: right - left };
}
