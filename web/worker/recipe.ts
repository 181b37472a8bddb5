import type { LayerSpec, ModelSpec, OptimizerSpec, Preset } from 'receptive';
import type { DataSetInfo } from '../shared/messages';
import type { Experiment } from '../shared/experiment';

/**
 * The preset as the experiment wants it: for this data's pictures and classes, with this optimizer,
 * batch size and seed.
 */
export function modelSpec(preset: Preset, experiment: Experiment, data: DataSetInfo): ModelSpec {
  return {
    ...preset.spec,
    input: [data.channels, data.height, data.width],
    layers: withOutputs(preset.spec.layers, data.classNames.length),
    optimizer: optimizerSpec(experiment, preset.spec.optimizer),
    seed: experiment.seed,
    batchSize: experiment.batchSize,
  };
}

/** Momentum belongs to SGD, the moments' decay to Adam; what the page does not ask stays. */
export function optimizerSpec(
  wanted: Pick<Experiment, 'optimizer' | 'learningRate' | 'momentum'>,
  preset?: ModelSpec['optimizer'],
): OptimizerSpec {
  const given: OptimizerSpec | undefined = typeof preset === 'string' ? { type: preset } : preset;
  const { optimizer: type, learningRate, momentum } = wanted;
  if (type === 'sgd') return { type, learningRate, momentum };
  return { ...(given?.type === 'adam' ? given : {}), type, learningRate };
}

/** The last dense layer gives one output for each class; presets are written for their own data. */
function withOutputs(layers: LayerSpec[], classes: number): LayerSpec[] {
  const last = layers.map((layer) => layer.type).lastIndexOf('dense');
  if (last < 0 || layers[last]!['units'] === classes) return layers;
  return layers.map((layer, place) => (place === last ? { ...layer, units: classes } : layer));
}
