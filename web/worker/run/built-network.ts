import type { Engine, LayerInfo, Model, ModelSpec } from 'receptive';
import { ownNetwork, type Experiment } from '../../protocol/experiment';
import type { DataSet } from '../data/data-set';
import { modelSpec } from '../../protocol/fitted-spec';

export interface BuiltNetwork {
  /** As the page calls it. */
  title: string;
  spec: ModelSpec;
  model: Model;
  layers: LayerInfo[];
}

/** The experiment's network on its data; throws without a trace when something does not fit. */
export function buildNetwork(engine: Engine, experiment: Experiment, data: DataSet): BuiltNetwork {
  const { network } = experiment;
  const presets = engine.presets();
  const preset = presets.find(({ name }) => name === network);
  if (!preset && network !== ownNetwork) {
    const names = presets.map(({ name }) => name).join(', ');
    throw new Error(`There is no network '${network}'; there are ${names}.`);
  }
  const title = preset?.title ?? 'Your own network';
  const spec = modelSpec(experiment, data.info);
  const model = engine.model(spec);
  try {
    model.setTrainingData(data.train);
    const layers = model.layers();
    const classes = layers.at(-1)?.outputShape[0];
    if (classes !== data.info.classNames.length) {
      throw new Error(
        `The network '${network}' ends in ${classes} outputs; the data has ` +
          `${data.info.classNames.length} classes.`,
      );
    }
    return { title, spec, model, layers };
  } catch (error) {
    model.dispose();
    throw error;
  }
}
