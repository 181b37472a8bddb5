import type { LoggedChange } from '../../protocol/recipe-log';
import { momentumOf, type RunSpec } from '../../protocol/experiment';
import { settingRules } from '../../protocol/setting-rules';
import { optimizerTitles } from '../../protocol/titles';

/** What was changed in mid-run, in words. */
export function recipeChange({ before, after }: LoggedChange): string {
  const told: string[] = [];
  if (before.optimizer && after.optimizer) {
    told.push(...optimizerChange(before.optimizer, after.optimizer));
  }
  if (before.batchSize !== undefined && after.batchSize !== undefined) {
    told.push(moved(settingRules.batchSize.title, before.batchSize, after.batchSize));
  }
  if (after.augmentation) told.push('augmentation changed');
  if (after.layers) told.push('dropout changed');
  return told.join(', ');
}

function optimizerChange(before: RunSpec['optimizer'], after: RunSpec['optimizer']): string[] {
  const told: string[] = [];
  const { learningRate, momentum } = settingRules;
  if (before.learningRate !== after.learningRate) {
    told.push(moved(learningRate.title, before.learningRate, after.learningRate));
  }
  if (before.type !== after.type) {
    told.push(moved('optimizer', optimizerTitles[before.type], optimizerTitles[after.type]));
  } else if (momentumOf(before) !== momentumOf(after)) {
    told.push(moved(momentum.title, momentumOf(before), momentumOf(after)));
  }
  return told;
}

function moved(title: string, from: string | number, to: string | number): string {
  return `${title.toLowerCase()} ${from} → ${to}`;
}
