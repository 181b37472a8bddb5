import { ruleOf, type ArgumentRule } from 'receptive/catalogue/declaration';
import { dropoutRate, optimizers, run } from 'receptive/catalogue/recipe';
import { momentumOf, type Experiment, type RunSpec } from './experiment';
import { problemWith, readNumber, type NumberRule } from './numbers-typed';

/** One number of the experiment: all that is known of it, in one place. */
export interface Setting {
  rule: NumberRule;
  /** Its name in a link. */
  link: string;
  of(experiment: Experiment): number;
  /** The experiment with another value of it. */
  with(experiment: Experiment, value: number): Experiment;
}

export type SettingName = 'learningRate' | 'batchSize' | 'momentum' | 'seed' | 'difficulty';

export const settings: Readonly<Record<SettingName, Setting>> = {
  // The core would take more of these two than a page has any use for.
  learningRate: {
    rule: numberRule(ruleOf(optimizers.sgd, 'learningRate'), 10),
    link: 'rate',
    of: ({ spec }) => spec.optimizer.learningRate,
    with: (experiment, learningRate) => withOptimizer(experiment, { learningRate }),
  },
  batchSize: {
    rule: numberRule(ruleOf(run, 'batchSize'), 2000),
    link: 'batch',
    of: ({ spec }) => spec.batchSize,
    with: (experiment, batchSize) => withSpec(experiment, { batchSize }),
  },
  momentum: {
    rule: numberRule(ruleOf(optimizers.sgd, 'momentum')),
    link: 'momentum',
    of: ({ spec }) => momentumOf(spec.optimizer),
    with: (experiment, momentum) => withOptimizer(experiment, { momentum }),
  },
  seed: {
    rule: numberRule(ruleOf(run, 'seed')),
    link: 'seed',
    of: ({ spec }) => spec.seed,
    with: (experiment, seed) => withSpec(experiment, { seed }),
  },
  difficulty: {
    rule: { title: 'Difficulty', min: 0, max: 1 },
    link: 'difficulty',
    of: ({ difficulty }) => difficulty,
    with: (experiment, difficulty) => ({ ...experiment, difficulty }),
  },
};

export const settingNames = Object.keys(settings) as SettingName[];

/** Each layer that leaves values out has a rate of its own. */
export const dropoutRule = numberRule(dropoutRate);

/** The experiment with other values of some settings. */
export function withSettings(
  experiment: Experiment,
  values: Partial<Record<SettingName, number | undefined>>,
): Experiment {
  return settingNames.reduce((changed, name) => {
    const value = values[name];
    return value === undefined ? changed : settings[name].with(changed, value);
  }, experiment);
}

export function withSpec(experiment: Experiment, change: Partial<RunSpec>): Experiment {
  return { ...experiment, spec: { ...experiment.spec, ...change } };
}

function withOptimizer(
  experiment: Experiment,
  change: { learningRate: number } | { momentum: number },
): Experiment {
  const optimizer = { ...experiment.spec.optimizer, ...change };
  return withSpec(experiment, { optimizer });
}

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
  return problemWith(settings[name].rule, value);
}

/** As `checkNumber`, for what a person typed. */
export function parseNumber(
  name: SettingName,
  text: string,
): { value: number } | { problem: string } {
  return readNumber(settings[name].rule, text);
}
