import * as v from 'valibot';
import { takes, type Api } from '../../protocol/door';
import { index, picture, run } from '../../protocol/given';
import type { Maximised, QuickAttribution, SlowAttribution, TopNine } from './protocol';

const attributionQuestion = v.object({
  picture,
  /** Default, for those that are left out: the likeliest class, then the next one. */
  classes: v.pipe(v.array(v.optional(index)), v.maxLength(2)),
  /** The layer for Grad-CAM; default: the last one with maps. */
  camLayer: v.exactOptional(v.string()),
  /** 'random': the same network as it would start from another seed. */
  weights: v.picklist(['trained', 'random']),
});

export type AttributionQuestion = v.InferOutput<typeof attributionQuestion>;

const slowMethod = v.picklist(['smooth', 'occlusion']);

const topNineQuestion = v.object({
  split: v.picklist(['test', 'train']),
  layer: v.string(),
  /** Maps first .. first + count - 1 of the layer in this order. */
  first: index,
  count: index,
  order: v.picklist(['number', 'strongest']),
  /** Forgets what was found with the weights of another step. */
  anew: v.exactOptional(v.boolean()),
});

export type TopNineQuestion = v.InferOutput<typeof topNineQuestion>;

const maximiseQuestion = v.object({
  layer: v.string(),
  maps: v.array(index),
  /** The whole map's mean, or the unit in its middle. */
  aim: v.picklist(['map', 'unit']),
  /** Random noise to start from, as a share of the range; 0: plain grey. */
  noise: v.number(),
  seed: v.number(),
});

export type MaximiseQuestion = v.InferOutput<typeof maximiseQuestion>;

/** Asked again, each of these replaces its question before: that one is answered by undefined. */
export const commands = {
  attribution: takes(run, attributionQuestion).gives<QuickAttribution | undefined>(),
  slowAttribution: takes(run, slowMethod, attributionQuestion).gives<SlowAttribution | undefined>(),
  /** What is known so far, after some tenths of a second of looking at more pictures. */
  topNine: takes(run, topNineQuestion).gives<TopNine | undefined>(),
  maximise: takes(run, maximiseQuestion).gives<Maximised>(),
  /** The next steps of a climb; undefined when another one replaced it, or it was stopped. */
  maximiseOn: takes(run, v.number()).gives<Maximised | undefined>(),
  stopMaximising: takes(run).gives<void>(),
};

export type LooksApi = Api<typeof commands>;
