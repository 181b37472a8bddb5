import { checkWhole, listOf } from '../border/checks.js';
import { unexpected } from '../border/errors.js';
import type { ModelHold } from './hold.js';
import type { LayerInfo } from './layers.js';

/** Pictures that climb together, and noisy copies in one call: memory is planned for all of them. */
export const mostAtOnce = 256;
/** In a list of units, maps or classes. */
const mostNumbers = 65_536;

/** Whole numbers below `most`, as the core takes them. */
export function checkNumbers(
  list: string,
  one: string,
  numbers: unknown,
  most: number,
): Int32Array {
  const whole = listOf(list, numbers, mostNumbers, 'numbers');
  for (const number of whole) checkWhole(one, number, 0, most - 1);
  return Int32Array.from(whole as number[]);
}

export function checkClasses(hold: ModelHold, classes: unknown): Int32Array {
  return checkNumbers('classes', 'class', classes, hold.outputs);
}

/** A layer, which the picture is not. */
export function layerOf(hold: ModelHold, name: unknown): LayerInfo {
  const layer = hold.layers[hold.nodeOf(name)];
  if (!layer) throw unexpected('layer', 'a layer', `'${name}', the picture`);
  return layer;
}
