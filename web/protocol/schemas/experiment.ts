import type { OptimizerType } from 'receptive';
import * as v from 'valibot';
import { augmentationKinds, augmentationRules } from '../augmentation';
import { isDataSet } from '../data-sets';
import type { Experiment, RunSpec } from '../experiment';
import type { LiveChange } from '../live-change';
import { checkNumber } from '../setting-rules';
import type { SettingName } from '../settings';
import { optimizerTypes } from '../titles';
import { layersSchema } from './layers';

function setting(name: SettingName) {
  return v.pipe(
    v.number(),
    v.check(
      (value) => checkNumber(name, value) === undefined,
      ({ input }) => checkNumber(name, input)!,
    ),
  );
}

/** Arguments that the page does not know are the core's to check; so are its other parts. */
const optimizer = v.looseObject({
  type: v.picklist(optimizerTypes as [OptimizerType, ...OptimizerType[]]),
  learningRate: setting('learningRate'),
  momentum: v.optional(setting('momentum')),
});

const augmentation = v.looseObject(
  Object.fromEntries(
    augmentationKinds.map((kind) => [
      kind,
      v.pipe(v.number(), v.minValue(0), v.maxValue(augmentationRules[kind].max)),
    ]),
  ),
);

/** With these fields and no others. */
function only(fields: v.ObjectEntries) {
  const known = Object.keys(fields);
  return v.pipe(
    v.looseObject(fields),
    v.check(
      (value) => Object.keys(value).every((name) => known.includes(name)),
      `it has ${known.join(', ')} and nothing else`,
    ),
  );
}

const live: Record<keyof LiveChange, v.GenericSchema> = {
  layers: layersSchema,
  optimizer,
  batchSize: setting('batchSize'),
  augmentation,
};

/** What may be changed in mid-run. */
export const liveChangeSchema = only(
  Object.fromEntries(
    Object.entries<v.GenericSchema>(live).map(([part, schema]) => [part, v.exactOptional(schema)]),
  ),
) as unknown as v.GenericSchema<unknown, LiveChange>;

const spec = v.looseObject({
  ...live,
  seed: setting('seed'),
}) as unknown as v.GenericSchema<unknown, RunSpec>;

/** Throws away nothing and adds nothing: what is checked is what there was. */
export const experimentSchema = only({
  data: v.pipe(v.string(), v.check(isDataSet, 'there is no such data set')),
  network: v.string(),
  difficulty: setting('difficulty'),
  spec,
}) as unknown as v.GenericSchema<unknown, Experiment>;
