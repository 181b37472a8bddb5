import * as v from 'valibot';
import type { StoredState } from '../storage/run-state';

/** A run that has diverged has figures that are none. */
const figure = v.union([v.number(), v.nan()]);

/** What makes a kept run go on; the checkpoint itself is checked by the core. */
const schema = v.looseObject({
  of: v.string(),
  id: v.string(),
  checkpoint: v.instance(Uint8Array),
  progress: v.looseObject({
    steps: v.number(),
    epochs: v.number(),
    seen: v.number(),
    trainedMilliseconds: v.number(),
    recent: v.array(v.array(figure)),
    curve: v.instance(Float64Array),
  }),
  tests: v.array(
    v.looseObject({
      step: v.number(),
      loss: figure,
      accuracy: figure,
      examples: v.number(),
    }),
  ),
  changes: v.optional(
    v.array(v.looseObject({ step: v.number(), before: v.object({}), after: v.object({}) })),
  ),
  stopped: v.optional(v.string()),
  records: v.optional(v.record(v.string(), v.unknown())),
  model: v.optional(v.instance(Uint8Array)),
});

/** As `readRecord`, of what is kept beside the record. */
export function readState(value: unknown): StoredState | undefined {
  return v.safeParse(schema, value).success ? (value as StoredState) : undefined;
}
