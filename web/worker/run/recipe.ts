import type {
  ExampleShape,
  AugmentationSpec,
  LayerSpec,
  ModelSpec,
  OptimizerSpec,
  Preset,
} from 'receptive';
import type { DataSetInfo } from '../../protocol/data-sets';
import type { Augmentation } from '../../protocol/augmentation';
import { type Experiment, hasMomentum } from '../../protocol/experiment';
import { isDropout, keepsOutputs, makesOutputs } from '../../protocol/layer-kinds';

/**
 * The preset as the experiment wants it: for this data's pictures and classes, with this optimizer,
 * batch size and seed.
 */
export function modelSpec(preset: Preset, experiment: Experiment, data: DataSetInfo): ModelSpec {
  const { channels, height, width, classNames } = data;
  const { layers, ...rest } = fittedSpec(preset.spec, [channels, height, width], classNames.length);
  return {
    ...rest,
    layers: withDropout(layers, experiment.dropout),
    optimizer: optimizerSpec(experiment, preset.spec.optimizer),
    augmentation: augmentationSpec(experiment.augmentation, preset.spec),
    seed: experiment.seed,
    batchSize: experiment.batchSize,
  };
}

/** A preset's network for other pictures and classes than it was written for. */
export function fittedSpec(spec: ModelSpec, input: ExampleShape, classes: number): ModelSpec {
  return { ...spec, input, layers: withOutputs(spec.layers, classes) };
}

/** What the page does not ask for stays as the preset has it, as long as the type is the same. */
export function optimizerSpec(
  wanted: Pick<Experiment, 'optimizer' | 'learningRate' | 'momentum'>,
  preset?: ModelSpec['optimizer'],
): OptimizerSpec {
  const given: OptimizerSpec | undefined = typeof preset === 'string' ? { type: preset } : preset;
  const { optimizer: type, learningRate, momentum } = wanted;
  const kept = given?.type === type ? given : {};
  return { ...kept, type, learningRate, ...(hasMomentum(type) ? { momentum } : {}) };
}

/** How smooth an elastic deformation is stays as the preset has it. */
export function augmentationSpec(
  wanted: Augmentation,
  { augmentation }: Pick<ModelSpec, 'augmentation'>,
): AugmentationSpec {
  const { smoothness } = augmentation ?? {};
  return { ...wanted, ...(smoothness === undefined ? {} : { smoothness }) };
}

/**
 * The last dense layer gives one output for each class; presets are written for their own data. What
 * may stand behind it keeps the number of outputs.
 */
export function withOutputs(layers: LayerSpec[], classes: number): LayerSpec[] {
  const last = layers.map((layer) => !keepsOutputs(layer)).lastIndexOf(true);
  const layer = layers[last];
  if (!layer || !makesOutputs(layer) || !('units' in layer)) return layers;
  if (layer.units === classes) return layers;
  return layers.map((one, i) => (i === last ? { ...one, units: classes } : one));
}

/** Dropout layers with these rates, in their order; where there is none the layer's own stays. */
export function withDropout(layers: LayerSpec[], rates: readonly number[] = []): LayerSpec[] {
  let next = 0;
  return layers.map((layer) => {
    if (!isDropout(layer)) return layer;
    const rate = rates[next++];
    return rate === undefined ? layer : { ...layer, rate };
  });
}
