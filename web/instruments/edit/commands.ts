import * as v from 'valibot';
import { takes, type Api } from '../../protocol/door';
import { index, run } from '../../protocol/given';
import { kernelNames } from '../../protocol/kernels';
import type { FilterView, FrozenFilters, QuickTest } from './protocol';

/** One filter of a convolution, or the row of one unit of a dense layer. */
const filterPlace = v.object({
  /** Name of the layer. */
  layer: v.string(),
  /** From 0, in the layer's own order. */
  index,
});

export type FilterPlace = v.InferOutput<typeof filterPlace>;

/** Squares of one filter and what they are to be; the bias stands behind the last of them. */
const filterChange = v.object({
  ...filterPlace.entries,
  at: v.array(index),
  values: v.array(v.number()),
});

export type FilterChange = v.InferOutput<typeof filterChange>;

const kernelRequest = v.object({
  ...filterPlace.entries,
  kernel: v.picklist(kernelNames),
  /** 'all': every input channel gets the same. */
  channel: v.union([index, v.picklist(['all'])]),
  scale: v.picklist(['asPublished', 'asLayer']),
});

export type KernelRequest = v.InferOutput<typeof kernelRequest>;

const seed = v.number();
const milliseconds = v.number();

export const commands = {
  filter: takes(run, filterPlace).gives<FilterView>(),
  /** Takes effect at once, in the answers too; training goes on from there. */
  setFilter: takes(run, filterChange).gives<FilterView>(),
  /** What a known filter would be here, as values for `setFilter`; nothing is changed. */
  kernel: takes(run, kernelRequest).gives<FilterChange>(),
  /** New starting values by the layer's own rule, as values for `setFilter`. */
  randomFilter: takes(run, filterPlace, seed).gives<FilterChange>(),
  /** Training leaves the filter and its bias alone, whatever the optimizer, or no longer. */
  freeze: takes(run, filterPlace, v.boolean()).gives<FrozenFilters>(),
  frozen: takes(run).gives<FrozenFilters>(),
  /** On at most 1,000 test pictures, and on fewer where they take longer than so many milliseconds. */
  quickTest: takes(run, milliseconds).gives<QuickTest>(),
};

export type EditApi = Api<typeof commands>;
