import type { Engine, LayerInfo, Model, ModelSpec } from 'receptive';
import { ownPreset, type Experiment } from '../../protocol/experiment';
import type { DataSet } from '../data/data-set';
import { modelSpec } from './recipe';

export interface Network {
  /** As the page calls it. */
  title: string;
  spec: ModelSpec;
  model: Model;
  layers: LayerInfo[];
}

/** The experiment's network on its data; throws without a trace when something does not fit. */
export function buildNetwork(engine: Engine, experiment: Experiment, data: DataSet): Network {
  const presets = engine.presets();
  const preset =
    ownPreset(experiment) ?? presets.find((candidate) => candidate.name === experiment.network);
  if (!preset) {
    const names = presets.map((candidate) => candidate.name).join(', ');
    throw new Error(`There is no network '${experiment.network}'; there are ${names}.`);
  }
  const spec = modelSpec(preset, experiment, data.info);
  const model = engine.model(spec);
  try {
    model.setTrainingData(data.train);
    const layers = model.layers();
    const classes = layers.at(-1)?.outputShape[0];
    if (classes !== data.info.classNames.length) {
      throw new Error(
        `The network '${experiment.network}' ends in ${classes} outputs; the data has ` +
          `${data.info.classNames.length} classes.`,
      );
    }
    return { title: preset.title, spec, model, layers };
  } catch (error) {
    model.dispose();
    throw error;
  }
}
