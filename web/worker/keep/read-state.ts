import * as v from 'valibot';
import type { KeptRun } from '../../protocol/keep';
import type { StoredState } from '../storage/run-state';

/** A run that has diverged has figures that are none. */
const figure = v.union([v.number(), v.nan()]);

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const milliseconds = v.pipe(v.number(), v.minValue(0), v.finite());

/** What makes a kept run go on; the checkpoint itself is checked by the core. */
const schema = v.looseObject({
  of: v.string(),
  id: v.string(),
  checkpoint: v.instance(Uint8Array),
  progress: v.looseObject({
    steps: count,
    epochs: count,
    seen: count,
    trainedMilliseconds: milliseconds,
    recent: v.array(v.strictTuple([figure, figure])),
    curve: v.instance(Float64Array),
  }),
  tests: v.array(
    v.looseObject({
      step: count,
      loss: figure,
      accuracy: figure,
      examples: count,
    }),
  ),
  changes: v.optional(
    v.array(v.looseObject({ step: count, before: v.object({}), after: v.object({}) })),
  ),
  stopped: v.optional(v.string()),
  records: v.optional(v.record(v.string(), v.unknown())),
  model: v.optional(v.instance(Uint8Array)),
});

/** As `readRecord`, of what is kept beside the record: it must tell of the same moment. */
export function readState(
  value: unknown,
  record: Pick<KeptRun, 'step' | 'epoch'>,
): StoredState | undefined {
  if (!v.safeParse(schema, value).success) return undefined;
  const state = value as StoredState;
  const { steps, epochs, curve } = state.progress;
  const sameMoment = steps === record.step && epochs <= record.epoch && record.epoch <= epochs + 1;
  const within = (step: number): boolean => step >= 0 && step <= steps;
  const past =
    state.tests.every(({ step }) => within(step)) &&
    curve.every((figure, place) => place % 3 !== 0 || within(figure));
  return sameMoment && past ? state : undefined;
}
