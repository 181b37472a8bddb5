import type { Engine, ModelRemarks, ModelSpec } from 'receptive';
import { isDataSet, type DataSetId } from '../../protocol/data-sets';
import { sameButRates } from '../../protocol/dropout';
import { experimentOf, ownNetwork, type Experiment } from '../../protocol/experiment';
import { fittedSpec } from '../../protocol/fitted-spec';
import type { ModelFileRemarks } from '../../protocol/keep';
import { decodeExperiment } from '../../protocol/read-link';
import { same } from '../../protocol/same';
import type { Session } from '../host/run-host';

type OpeningEngine = Pick<Engine, 'loadModel' | 'modelRemarks' | 'presets'>;

/**
 * What a model file says of itself; all of it is read, and refused where something in it is wrong. What
 * another program made need not say what its network is made of, and only that network can read it.
 */
export function checkModelFile(engine: OpeningEngine, file: Uint8Array): ModelFileRemarks {
  const remarks = engine.modelRemarks(file);
  const { spec } = remarks;
  if (!spec) return {};
  const model = engine.loadModel(file, { batchSize: 1 });
  try {
    const classes = model.layers().at(-1)!.outputShape[0];
    const experiment = experimentIn(engine, { ...remarks, spec }, classes);
    // A page of another version may have had networks of its own.
    const network = typeof remarks['link'] === 'string' ? remarks.network : experiment.network;
    return {
      ...(network === undefined ? {} : { network }),
      experiment,
      reads: { input: spec.input, classes },
      match: model.matchWeights(file),
    };
  } finally {
    model.dispose();
  }
}

/** What a file's network was trained as. Pages used to write that as a link. */
function experimentIn(
  engine: OpeningEngine,
  remarks: ModelRemarks & { spec: ModelSpec },
  classes: number,
): Experiment {
  const { link, spec } = remarks;
  const presets = engine.presets();
  if (typeof link === 'string') return decodeExperiment(link, presets).experiment;
  const preset = presets.find(({ name }) => name === remarks.network);
  const usual = preset && fittedSpec(preset.spec, spec.input, classes);
  const isPreset = usual && sameButRates(usual.layers, spec.layers) && same(usual.loss, spec.loss);
  const made = {
    ...{ title: '', description: '', source: '', data: [], epochs: 0, columns: [] },
    name: isPreset ? preset.name : ownNetwork,
    spec,
  };
  const experiment = experimentOf(made, dataIn(remarks, classes), spec.seed);
  // Not one of the core's remarks: it comes back as a text.
  const difficulty = Number(remarks['difficulty'] ?? NaN);
  return Number.isFinite(difficulty) ? { ...experiment, difficulty } : experiment;
}

/** The data set that is named, or else the one of the page's own whose pictures are of that form. */
function dataIn({ data, spec }: ModelRemarks & { spec: ModelSpec }, classes: number): DataSetId {
  if (data !== undefined && isDataSet(data)) return data;
  const form = [...spec.input, classes].join();
  if (form === '1,28,28,10') return 'mnist';
  if (form === '1,28,28,2') return 'xo28';
  return form === '1,9,9,2' ? 'xo' : 'kept:unnamed';
}

/** The network of a run as a file, with all that opening it in another browser takes. */
export function modelBytes(session: Session): Uint8Array<ArrayBuffer> {
  const { tuning, progress, tested, data, network } = session;
  const { present } = tuning;
  // The figure of other weights would be none of these; of a run that diverged there is none.
  const isOfThese =
    tested?.step === progress.steps && !session.isMeasuring && Number.isFinite(tested.accuracy);
  return network.model.saveWeights({
    network: present.network,
    data: present.data,
    classes: data.info.classNames,
    range: data.info.range,
    difficulty: present.difficulty,
    step: progress.steps,
    ...(isOfThese ? { testAccuracy: tested.accuracy, testExamples: tested.examples } : {}),
  });
}

/** "three-filters-xo-step-1240.safetensors" */
export function modelFileName(network: string, data: string, step: number): string {
  const plain = (text: string): string => text.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  return `${plain(network)}-${plain(data)}-step-${step}.safetensors`;
}
