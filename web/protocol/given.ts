import * as v from 'valibot';
import type { Stroke } from './data-sets';
import type { PictureChoice } from './messages';

// What many commands are given. Of valibot they use what is in the first load anyway: it comes as one.

/** A run by its number. */
export const run = v.pipe(v.number(), v.integer());

/** A place in a list, from 0. */
export const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the schema says in part: the engine, or a check in it, holds the rest. */
export function checkedFurther<Value>(schema: v.GenericSchema): v.GenericSchema<unknown, Value> {
  return schema as v.GenericSchema<unknown, Value>;
}

/** Which picture is looked at. */
export const picture = checkedFurther<PictureChoice>(
  v.pipe(
    v.object({ kind: v.picklist(['test', 'drawing']), index: v.optional(index) }),
    v.check(
      ({ kind, index: at }) => (kind === 'test') === (at !== undefined),
      'of the test pictures one is named by its index',
    ),
  ),
);

/** 0xRRGGBB. */
export const colour = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffff));

/** Where a pen went: places and pressure. */
export const stroke = checkedFurther<Stroke>(
  v.array(
    v.pipe(
      v.array(v.number()),
      v.check(({ length }) => length === 3, 'it takes three'),
    ),
  ),
);
