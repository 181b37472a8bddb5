import { momentumOf, type Experiment, type RunSpec } from './experiment';

/** One number of the experiment: what it is in a link, and where it stands. */
export interface Setting {
  /** Its name in a link. */
  link: string;
  of(experiment: Experiment): number;
  /** The experiment with another value of it. */
  with(experiment: Experiment, value: number): Experiment;
}

export type SettingName = 'learningRate' | 'batchSize' | 'momentum' | 'seed' | 'difficulty';

export const settings: Readonly<Record<SettingName, Setting>> = {
  learningRate: {
    link: 'rate',
    of: ({ spec }) => spec.optimizer.learningRate,
    with: (experiment, learningRate) => withOptimizer(experiment, { learningRate }),
  },
  batchSize: {
    link: 'batch',
    of: ({ spec }) => spec.batchSize,
    with: (experiment, batchSize) => withSpec(experiment, { batchSize }),
  },
  momentum: {
    link: 'momentum',
    of: ({ spec }) => momentumOf(spec.optimizer),
    with: (experiment, momentum) => withOptimizer(experiment, { momentum }),
  },
  seed: {
    link: 'seed',
    of: ({ spec }) => spec.seed,
    with: (experiment, seed) => withSpec(experiment, { seed }),
  },
  difficulty: {
    link: 'difficulty',
    of: ({ difficulty }) => difficulty,
    with: (experiment, difficulty) => ({ ...experiment, difficulty }),
  },
};

export const settingNames = Object.keys(settings) as SettingName[];

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
