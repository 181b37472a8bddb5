import { context } from '../context';

/** Whether the page is light or dark just now, for who paints by hand. */
export interface Shaded {
  readonly shade: 'light' | 'dark';
}

export const [provideShade, useShade] = context<Shaded>('shade');
