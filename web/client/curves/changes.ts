import type { Experiment } from '../../protocol/experiment';

const names: Partial<Record<keyof Experiment, string>> = {
  learningRate: 'learning rate',
  batchSize: 'batch size',
  optimizer: 'optimizer',
  momentum: 'momentum',
};

/** What is different between two recipes of the same run, in words; empty when nothing is. */
export function recipeChange(before: Experiment, after: Experiment): string {
  const keys = Object.keys(after) as (keyof Experiment)[];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return changed
    .map((key) => {
      const [from, to] = [before[key], after[key]];
      const name = names[key] ?? key;
      const plain = typeof from !== 'object' && typeof to !== 'object';
      return plain ? `${name} ${from} → ${to}` : `${name} changed`;
    })
    .join(', ');
}
