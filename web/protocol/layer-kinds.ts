import type { LayerSpec } from 'receptive';
import { kinds } from 'receptive/catalogue/kinds';

// What a layer of a specification is, where there is no network yet that could be asked.

type Typed = Pick<LayerSpec, 'type'> | { type: string };

/** It makes as many values as it is told, of all that it reads: the last one makes the votes. */
export function makesOutputs({ type }: Typed): boolean {
  const kind = kinds[type];
  return kind?.role === 'weighs' && kind.arguments.includes('units');
}

/** Behind the votes it leaves their number as it is. */
export function keepsOutputs({ type }: Typed): boolean {
  const kind = kinds[type];
  return kind?.role === 'keepsMaps' || (kind?.role === 'mixes' && kind.arguments.length === 0);
}

/** All that it joins must have the same shape; otherwise maps of the same size. */
export function joinsEqual({ type }: Typed): boolean {
  const kind = kinds[type];
  return kind?.joins === true && kind.role === 'keepsMaps';
}
