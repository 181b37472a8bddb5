import type { ExampleShape, LayerSpec, ModelSpec } from 'receptive';
import type { DataSetInfo } from './data-sets';
import type { Experiment } from './experiment';
import { keepsOutputs, makesOutputs } from './layer-kinds';

/** The experiment's specification for this data's pictures and classes. */
export function modelSpec({ spec }: Experiment, data: DataSetInfo): ModelSpec {
  const { channels, height, width, classNames } = data;
  return fittedSpec(spec, [channels, height, width], classNames.length);
}

/** A network for other pictures and classes than it was written for. */
export function fittedSpec(
  spec: Omit<ModelSpec, 'input'>,
  input: ExampleShape,
  classes: number,
): ModelSpec {
  return { ...spec, input, layers: withOutputs(spec.layers, classes) };
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
