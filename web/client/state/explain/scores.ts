import type { Frame } from '../../../shared/messages';

/**
 * The scores of all classes, if `layer` is the last one and a softmax makes the probabilities of
 * them; other losses make other shares.
 */
export function scoresOf(layer: string, frame: Frame | undefined): Float32Array | undefined {
  const last = frame?.layers.at(-1);
  const votes = frame?.probabilities;
  const scores = last?.maps.values;
  if (!votes || !scores || last?.name !== layer || scores.length !== votes.length) return undefined;
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((all, one) => all + one, 0);
  return powers.every((power, k) => Math.abs(power / sum - votes[k]!) < 1e-3) ? scores : undefined;
}
