import * as v from 'valibot';
import type { LayerSpec, LossSpec } from 'receptive';
import { takes, type Api } from '../../protocol/door';
import { checkedFurther, run } from '../../protocol/given';
import type { DraftDescription, DraftProblem } from './protocol';

/** A network that is being put together. */
const draft = v.object({
  layers: checkedFurther<LayerSpec[]>(v.array(v.looseObject({ type: v.string() }))),
  loss: v.exactOptional(checkedFurther<LossSpec>(v.looseObject({ type: v.string() }))),
});

export type Draft = v.InferOutput<typeof draft>;

/** For the present run's pictures and classes; the last dense layer gets a unit for each class. */
export const commands = {
  describeDraft: takes(run, draft).gives<DraftDescription>(),
  /** Why each of these drafts would fail; undefined for those that would not. */
  tryDrafts: takes(run, v.array(draft)).gives<(DraftProblem | undefined)[]>(),
};

export type BuildApi = Api<typeof commands>;
