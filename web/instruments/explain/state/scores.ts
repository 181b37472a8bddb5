import type { Frame } from '../../../protocol/messages';
import { noticed, shareOfNone } from '../../../client/words/shareOfNone';

/** The last layer's scores, and what makes shares of them. */
export interface Scores {
  values: Float32Array;
  /**
   * A score that belongs to no class and takes part in the softmax: the network may say that the
   * picture is none of them (LeNet-5). Undefined where the classes share all of it.
   */
  none?: number;
}

/**
 * The scores of all classes, if `layer` is the last one and a softmax makes the probabilities of
 * them, with or without a share for "none of them"; other losses make other shares.
 */
export function scoresOf(layer: string, frame: Frame | undefined): Scores | undefined {
  const last = frame?.layers.at(-1);
  const votes = frame?.probabilities;
  const values = last?.maps.values;
  if (!votes || !values || last?.name !== layer || values.length !== votes.length) return undefined;
  const none = shareOfNone(votes);
  const best = votes.indexOf(Math.max(...votes));
  const powers = values.map((score) => Math.exp(score - values[best]!));
  const sum = powers.reduce((all, one) => all + one, 0) / (1 - none);
  if (!powers.every((power, k) => Math.abs(power / sum - votes[k]!) < noticed)) return undefined;
  return none > 0 ? { values, none: values[best]! + Math.log(none / votes[best]!) } : { values };
}
