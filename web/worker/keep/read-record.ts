import type { Preset } from 'receptive';
import * as v from 'valibot';
import type { KeptRun } from '../../protocol/keep';
import { experimentSchema } from '../../protocol/schemas/experiment';
import { late } from '../../protocol/late';

const older = late(() => import('./flat-experiment'));

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const amount = v.pipe(v.number(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** What a browser keeps may have been written by another version of the page, or by hand. */
const schema = v.object({
  id: v.string(),
  name: v.string(),
  kind: v.picklist(['automatic', 'copy']),
  experiment: v.unknown(),
  data: v.string(),
  network: v.string(),
  parameterCount: count,
  step: count,
  epoch: amount,
  testAccuracy: v.union([v.pipe(v.number(), v.minValue(0), v.maxValue(1)), v.nan()]),
  testExamples: count,
  // What a date can be.
  savedAt: v.pipe(amount, v.maxValue(8.64e15)),
  bytes: amount,
});

/** A kept run's record; undefined where it cannot be read. */
export async function readRecord(
  value: unknown,
  presets: readonly Preset[],
): Promise<KeptRun | undefined> {
  const record = v.safeParse(schema, value);
  if (!record.success) return undefined;
  const { experiment: kept } = record.output;
  const present = v.safeParse(experimentSchema, kept);
  const experiment = present.success ? present.output : (await older()).fromFlat(kept, presets);
  return experiment && { ...record.output, experiment };
}
