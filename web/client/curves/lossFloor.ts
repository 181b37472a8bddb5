import type { ModelSpec } from 'receptive';
import { loss, percent } from '../words/format';

/**
 * What a loss with smoothed labels comes down to at best: the right class is to get 1 - smoothing and
 * an even part of the rest, and the cross-entropy of these shares with themselves is not 0 (Szegedy et
 * al. 2016, "Rethinking the Inception Architecture", section 7).
 *
 * @param classes At least 2.
 * @returns undefined for losses that come down to 0.
 */
export function lossFloor(spec: ModelSpec['loss'], classes: number): number | undefined {
  const smoothing = smoothingOf(spec);
  if (smoothing === 0) return undefined;
  const part = smoothing / classes;
  const right = 1 - smoothing + part;
  return -(right * Math.log(right) + (classes - 1) * part * Math.log(part));
}

/** Why a loss stays large though nearly all is right; empty where it need not. */
export function lossFloorSentence(spec: ModelSpec['loss'], classes: number): string {
  const floor = lossFloor(spec, classes);
  if (floor === undefined) return '';
  const smoothing = percent(smoothingOf(spec), 0);
  return `The loss cannot fall below ${loss(floor)}: this recipe smooths the labels by ${smoothing}, so that no answer is to be quite sure.`;
}

function smoothingOf(spec: ModelSpec['loss']): number {
  if (typeof spec !== 'object' || !('labelSmoothing' in spec)) return 0;
  return spec.labelSmoothing ?? 0;
}
