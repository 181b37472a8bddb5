import type { Experiment } from './experiment';
import { liveChange, type LiveChange } from './live-change';

/** A change of the recipe in mid-run: the parts that are other than before. */
export interface LoggedChange {
  /** Steps that were trained before it. */
  step: number;
  before: LiveChange;
  after: LiveChange;
}

export function loggedChange(step: number, before: Experiment, after: Experiment): LoggedChange {
  return { step, before: liveChange(after, before) ?? {}, after: liveChange(before, after) ?? {} };
}
