import { getContext, setContext } from 'svelte';

/** Whether the page is light or dark just now, for who paints by hand. */
export interface Shaded {
  readonly shade: 'light' | 'dark';
}

const key = Symbol('shade');

export function provideShade(page: Shaded): void {
  setContext(key, page);
}

export function useShade(): Shaded {
  return getContext<Shaded>(key);
}
