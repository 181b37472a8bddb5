import * as v from 'valibot';
import type { Stroke } from './data-sets';
import type { PictureChoice } from './messages';

// What many commands are given.

/** A run by its number. */
export const run = v.pipe(v.number(), v.integer());

/** A place in a list, from 0. */
export const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Which picture is looked at. */
export const picture = v.variant('kind', [
  v.object({ kind: v.literal('test'), index }),
  v.object({ kind: v.literal('drawing') }),
]) satisfies v.GenericSchema<unknown, PictureChoice>;

/** Where a pen went: places and pressure. */
export const stroke: v.GenericSchema<unknown, Stroke> = v.array(
  v.strictTuple([v.number(), v.number(), v.number()]),
);

/** What the engine checks further when it makes something of it. */
export function checkedFurther<Value>(schema: v.GenericSchema): v.GenericSchema<unknown, Value> {
  return schema as v.GenericSchema<unknown, Value>;
}
