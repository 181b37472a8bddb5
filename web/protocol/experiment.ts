import type {
  LayerSpec,
  LossSpec,
  ModelSpec,
  OptimizerSpec,
  OptimizerType,
  Preset,
} from 'receptive';
import { usual } from 'receptive/catalogue/usual';
import { completeAugmentation, type Augmentation } from './augmentation';
import type { DataSetId } from './data-sets';

export type { DataSetId } from './data-sets';

/**
 * The core's own specification without the size of its pictures: that, and the number of outputs, are
 * those of the data set. What the page can set is always there.
 */
export interface RunSpec extends Omit<ModelSpec, 'input'> {
  optimizer: OptimizerSpec & { learningRate: number };
  batchSize: number;
  seed: number;
  augmentation: Augmentation;
}

/**
 * Everything that decides how a run turns out: one plain object, restorable from the URL. What the
 * page merely shows (theme, chosen picture, values or gradients) is kept in `View`.
 */
export interface Experiment {
  data: DataSetId;
  /** Name of the preset of the core that the specification comes from, or `ownNetwork`. */
  network: string;
  /** X and O only, 0 (plain) to 1 (hard). */
  difficulty: number;
  spec: RunSpec;
}

/** Stands for the network that a visitor has built where the name of a preset stands otherwise. */
export const ownNetwork = 'own';

/** A preset with the recipe of its source, on a data set. */
export function experimentOf(preset: Preset, data: DataSetId, seed = 1): Experiment {
  const { input, ...rest } = preset.spec;
  const spec: RunSpec = {
    ...rest,
    optimizer: completeOptimizer(rest.optimizer),
    batchSize: rest.batchSize ?? usual.batchSize,
    seed,
    augmentation: completeAugmentation(rest.augmentation),
  };
  return { data, network: preset.name, difficulty: 0.5, spec };
}

/**
 * A network of a visitor's own with the settings of another experiment. Schedules, averaging and the
 * like stay behind: they were made for the other network.
 */
export function ownExperiment(
  settings: Experiment,
  layers: LayerSpec[],
  loss?: ModelSpec['loss'],
): Experiment {
  const { optimizer, batchSize, seed, augmentation } = settings.spec;
  const { type, learningRate } = optimizer;
  const momentum = hasMomentum(type) ? { momentum: momentumOf(optimizer) } : {};
  const spec: RunSpec = {
    layers,
    ...(loss === undefined ? {} : { loss }),
    optimizer: { type, learningRate, ...momentum },
    batchSize,
    seed,
    augmentation,
  };
  return { ...settings, network: ownNetwork, spec };
}

/** The network of an experiment as if it were one of the presets. */
export function ownPreset({ network, spec }: Experiment): Preset | undefined {
  if (network !== ownNetwork) return undefined;
  return {
    name: ownNetwork,
    title: 'Your own network',
    description: 'Built layer by layer in the Build tab.',
    source: 'you',
    data: [],
    epochs: 0,
    columns: [],
    // Of the pictures; whoever builds it puts those of the data in its place.
    spec: { ...spec, input: [1, 1, 1] },
  };
}

/**
 * An optimizer of another type at the same learning rate.
 *
 * @param usual The preset's, whose other arguments hold where it is of that type.
 */
export function optimizerOf(
  type: OptimizerType,
  learningRate: number,
  usual?: ModelSpec['optimizer'],
): RunSpec['optimizer'] {
  const given = typeof usual === 'string' ? { type: usual } : usual;
  return completeOptimizer({ ...(given?.type === type ? given : { type }), learningRate });
}

/** With the arguments that the page shows, also where they were left to their defaults. */
function completeOptimizer(given: ModelSpec['optimizer'] = 'sgd'): RunSpec['optimizer'] {
  const optimizer: OptimizerSpec = typeof given === 'string' ? { type: given } : given;
  return {
    ...optimizer,
    learningRate: optimizer.learningRate ?? usual.learningRate[optimizer.type],
    ...(hasMomentum(optimizer.type) ? { momentum: momentumOf(optimizer) } : {}),
  };
}

export function hasMomentum(optimizer: OptimizerType): boolean {
  return usual.withMomentum.includes(optimizer);
}

/** 0 where there is none. */
export function momentumOf(optimizer: OptimizerSpec): number {
  return ('momentum' in optimizer ? optimizer.momentum : undefined) ?? 0;
}

/** With a place for its arguments, also where only its type was said. */
export function lossOf({ loss = 'softmaxCrossEntropy' }: Pick<ModelSpec, 'loss'>): LossSpec {
  return typeof loss === 'string' ? { type: loss } : loss;
}
