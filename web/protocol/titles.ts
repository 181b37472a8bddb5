import type { OptimizerType } from 'receptive';
import { optimizers } from 'receptive/catalogue/recipe';

export const optimizerTypes = Object.keys(optimizers) as OptimizerType[];

/** As the page calls them. */
export const optimizerTitles = Object.fromEntries(
  Object.entries(optimizers).map(([type, { title }]) => [type, title]),
) as Record<OptimizerType, string>;
