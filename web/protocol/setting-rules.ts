import { ruleOf, type ArgumentRule } from 'receptive/catalogue/declaration';
import { dropoutRate, optimizers, run } from 'receptive/catalogue/recipe';
import { problemWith, readNumber, type NumberRule } from './numbers-typed';
import type { SettingName } from './settings';

/** What each setting is called and may be, by the core. */
export const settingRules: Readonly<Record<SettingName, NumberRule>> = {
  // The core would take more of these two than a page has any use for.
  learningRate: numberRule(ruleOf(optimizers.sgd, 'learningRate'), 10),
  batchSize: numberRule(ruleOf(run, 'batchSize'), 2000),
  momentum: numberRule(ruleOf(optimizers.sgd, 'momentum')),
  seed: numberRule(ruleOf(run, 'seed')),
  difficulty: { title: 'Difficulty', min: 0, max: 1 },
};

/** Each layer that leaves values out has a rate of its own. */
export const dropoutRule = numberRule(dropoutRate);

/** @param most Less than what the core takes. */
function numberRule({ title, type, min, max, belowMax }: ArgumentRule, most = max): NumberRule {
  return {
    title,
    min: min ?? -Infinity,
    max: most ?? Infinity,
    ...(belowMax ? { belowMax } : {}),
    ...(type === 'whole' ? { whole: true } : {}),
  };
}

/** What is wrong with `value`, in a sentence that says what is expected; nothing if it will do. */
export function checkNumber(name: SettingName, value: number): string | undefined {
  return problemWith(settingRules[name], value);
}

/** As `checkNumber`, for what a person typed. */
export function parseNumber(
  name: SettingName,
  text: string,
): { value: number } | { problem: string } {
  return readNumber(settingRules[name], text);
}
