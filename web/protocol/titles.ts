import type { LossType, OptimizerType } from 'receptive';
import { losses, optimizers } from 'receptive/catalogue/recipe';

export const lossTypes = Object.keys(losses) as LossType[];

/** As the page calls them. */
export const lossTitles = titlesOf(losses);

export const optimizerTypes = Object.keys(optimizers) as OptimizerType[];

/** As the page calls them. */
export const optimizerTitles = titlesOf(optimizers);

function titlesOf<Type extends string>(
  parts: Record<Type, { title: string }>,
): Record<Type, string> {
  const pairs = Object.entries<{ title: string }>(parts).map(([type, { title }]) => [type, title]);
  return Object.fromEntries(pairs) as Record<Type, string>;
}
