import { sameButRates } from './dropout';
import type { Experiment, RunSpec } from './experiment';
import { same } from './same';

/** Parts of a specification that take effect in mid-run; every other change builds the run anew. */
const liveParts = ['optimizer', 'batchSize', 'augmentation', 'layers'] as const;

/**
 * A change of the recipe in mid-run: the parts that are other than before. Of the layers only the rates
 * of dropout may change.
 */
export type LiveChange = Partial<Pick<RunSpec, (typeof liveParts)[number]>>;

/** What must change in a run of `before` to make it one of `after`; undefined where none could. */
export function liveChange(before: Experiment, after: Experiment): LiveChange | undefined {
  const change = Object.fromEntries(
    liveParts
      .filter((part) => !same(before.spec[part], after.spec[part]))
      .map((part) => [part, after.spec[part]]),
  ) as LiveChange;
  if (!same(changed(before, change), after)) return undefined;
  return sameButRates(before.spec.layers, after.spec.layers) ? change : undefined;
}

/** An experiment with what another one says of all that can be changed in mid-run. */
export function withLive(experiment: Experiment, { spec }: Experiment): Experiment {
  const { optimizer, batchSize, augmentation, layers } = spec;
  const { spec: present } = experiment;
  const rates = sameButRates(present.layers, layers) ? { layers } : {};
  return changed(experiment, { optimizer, batchSize, augmentation, ...rates });
}

export function changed(experiment: Experiment, change: LiveChange): Experiment {
  return { ...experiment, spec: { ...experiment.spec, ...change } };
}
