import * as v from 'valibot';
import type { ModelSpec, UnitArithmetic } from 'receptive';
import { takes, type Api } from '../../protocol/door';
import { checkedFurther, index } from '../../protocol/given';
import type { LessonAnswer } from './protocol';

const spec = checkedFurther<ModelSpec>(
  v.looseObject({
    input: v.array(v.number()),
    layers: v.array(v.looseObject({ type: v.string() })),
  }),
);

const numbers = v.pipe(v.array(v.number()), v.readonly());

/** A small network of a lesson: its weights and its picture are written down. */
const lessonNet = v.object({
  spec,
  /** Values of parameters by name, where they are not in the specification. */
  values: v.exactOptional(v.record(v.string(), numbers)),
  /** Channel-major. */
  image: numbers,
});

export type LessonNet = v.InferOutput<typeof lessonNet>;

/** Networks of lessons, computed by the engine beside the run that goes on. */
export const commands = {
  /** Throws what the engine says where the layers do not fit together. */
  lesson: takes(lessonNet).gives<LessonAnswer>(),
  /** One value of a layer written out. */
  lessonUnit: takes(lessonNet, v.string(), index).gives<UnitArithmetic>(),
};

export type LessonApi = Api<typeof commands>;
