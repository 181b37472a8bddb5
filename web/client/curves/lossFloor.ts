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

/**
 * Why a loss stays large though nearly all is right, and what of it the two curves do not share; empty
 * where neither is so.
 */
export function lossSentences(spec: ModelSpec['loss'], classes: number): string {
  const weighted = typeof spec === 'object' && spec.classWeight !== undefined;
  const floor = lossFloor(spec, classes);
  const said: string[] = [];
  if (floor !== undefined) {
    const smoothing = percent(smoothingOf(spec), 0);
    said.push(
      `The loss ${weighted ? 'on the test set ' : ''}cannot fall below ${loss(floor)}: this recipe smooths the labels by ${smoothing}, so that no answer is to be quite sure.`,
    );
  }
  if (weighted) said.push('In training the loss weighs the classes, on the test set it does not.');
  return said.join(' ');
}

function smoothingOf(spec: ModelSpec['loss']): number {
  if (typeof spec !== 'object' || !('labelSmoothing' in spec)) return 0;
  return spec.labelSmoothing ?? 0;
}
