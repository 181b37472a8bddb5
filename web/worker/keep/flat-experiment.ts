import type { Preset } from 'receptive';
import * as v from 'valibot';
import { encodeAugmentation } from '../../protocol/augmentation-link';
import { completeAugmentation } from '../../protocol/augmentation';
import type { Experiment } from '../../protocol/experiment';
import { encodeLayers } from '../../protocol/layers-text';
import { decodeExperiment } from '../../protocol/read-link';

/** An experiment as pages kept it until November 2026, when it came to hold the core's specification. */
const flat = v.object({
  data: v.string(),
  network: v.string(),
  optimizer: v.string(),
  learningRate: v.number(),
  batchSize: v.number(),
  momentum: v.number(),
  seed: v.number(),
  difficulty: v.number(),
  augmentation: v.record(v.string(), v.number()),
  dropout: v.optional(v.array(v.number())),
  layers: v.optional(v.array(v.looseObject({ type: v.string() }))),
  loss: v.optional(v.string()),
});

/** Read as the link that such a page would have written; undefined where it is none of that kind. */
export function fromFlat(value: unknown, presets: readonly Preset[]): Experiment | undefined {
  const checked = v.safeParse(flat, value);
  if (!checked.success) return undefined;
  const { data, network, optimizer, loss, layers, dropout, ...numbers } = checked.output;
  const query = new URLSearchParams({
    ...{ data, network, optimizer },
    rate: String(numbers.learningRate),
    batch: String(numbers.batchSize),
    momentum: String(numbers.momentum),
    seed: String(numbers.seed),
    difficulty: String(numbers.difficulty),
    augment: encodeAugmentation(completeAugmentation(numbers.augmentation)),
    ...(dropout ? { dropout: dropout.join('_') } : {}),
    ...(layers ? { layers: encodeLayers(layers) } : {}),
    ...(loss === undefined ? {} : { loss }),
  });
  return decodeExperiment(query.toString(), presets).experiment;
}
