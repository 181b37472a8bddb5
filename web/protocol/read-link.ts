import type { LayerSpec, LossSpec, ModelSpec, Preset } from 'receptive';
import { lossArguments } from 'receptive/catalogue/kinds';
import * as v from 'valibot';
import { decodeAugmentation } from './augmentation-link';
import { isDataSet } from './data-sets';
import { withRates } from './dropout';
import {
  experimentOf,
  hasMomentum,
  optimizerOf,
  ownExperiment,
  ownNetwork,
  type DataSetId,
  type Experiment,
} from './experiment';
import { presetsFor } from './fitting-presets';
import { decodeLayers, decodePart } from './read-layers';
import { mostLayers, shorten } from './schemas/layers';
import { dropoutRule, parseNumber } from './setting-rules';
import { withSettings, withSpec, type SettingName } from './settings';
import { fits } from './numbers-typed';
import { optimizerTypes } from './titles';

/** What a text says, or a sentence on what is wrong with it. */
type Read<T> = { value: T } | { problem: string };

function field<T>(read: (text: string) => Read<T>) {
  return v.optional(
    v.pipe(
      v.string(),
      v.rawTransform(({ dataset, addIssue, NEVER }): T => {
        const found = read(dataset.value);
        if ('value' in found) return found.value;
        addIssue({ message: found.problem });
        return NEVER;
      }),
    ),
  );
}

function number(name: SettingName) {
  return field((text) => inLink(parseNumber(name, text)));
}

function oneOf<T extends string>(what: string, known: readonly T[]) {
  return field((text): Read<T> => {
    const value = known.find((one) => one === text);
    return value ? { value } : { problem: `The link names an unknown ${what}: ${shorten(text)}.` };
  });
}

function inLink<T>(read: Read<T>): Read<T> {
  return 'value' in read ? read : { problem: `In the link: ${read.problem}` };
}

/** What a link may say of an experiment; each field holds without the others. */
const schema = v.object({
  data: field(readData),
  network: field((value) => ({ value })),
  optimizer: oneOf('optimizer', optimizerTypes),
  rate: number('learningRate'),
  batch: number('batchSize'),
  momentum: number('momentum'),
  seed: number('seed'),
  difficulty: number('difficulty'),
  augment: field((text) => inLink(decodeAugmentation(text))),
  dropout: field(readRates),
  layers: field(readLayers),
  loss: field(readLoss),
});

type Said = v.InferOutput<typeof schema>;

export interface DecodedExperiment {
  experiment: Experiment;
  /** What of the URL could not be used, a sentence each. */
  problems: string[];
}

/**
 * Reads what `encodeExperiment` wrote, or a part of it: whatever is missing or cannot be used is
 * taken from the data set's first preset. Never throws; a URL may come from anywhere. Whether there is
 * an own set of the name in it, only the worker knows.
 */
export function decodeExperiment(text: string, presets: readonly Preset[]): DecodedExperiment {
  const { said, problems } = readFields(text);
  const data = said.data ?? 'xo';
  const fitting = presetsFor(presets, data);
  const known = fitting.find(({ name }) => name === said.network);
  const own = said.network === ownNetwork;
  if (said.network !== undefined && !known && !own) {
    problems.push(`The link names a network that does not fit: ${shorten(said.network)}.`);
  }
  const preset = known ?? fitting[0];
  if (!preset) throw new Error(`There is no network for the data set '${data}'.`);
  return { experiment: experimentFrom(said, experimentOf(preset, data)), problems };
}

function readFields(text: string): { said: Said; problems: string[] } {
  const query = new URLSearchParams(text.replace(/^[#?]/, ''));
  // The first of a name counts.
  const given = Object.fromEntries([...query].reverse());
  const checked = v.safeParse(schema, given);
  if (checked.success) return { said: checked.output, problems: [] };
  const wrong = new Set(checked.issues.map(({ path }) => String(path?.[0].key)));
  // A network is read whole or not at all.
  if (wrong.has('layers') || (given['network'] === ownNetwork && wrong.has('loss'))) {
    for (const name of ['network', 'layers', 'loss']) wrong.add(name);
  }
  const good = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)));
  const { output } = v.safeParse(schema, good);
  return { said: output as Said, problems: checked.issues.map(({ message }) => message) };
}

/** @param usual What holds where nothing is said. */
function experimentFrom(said: Said, usual: Experiment): Experiment {
  let experiment = usual;
  if (said.optimizer) {
    const { optimizer } = usual.spec;
    const chosen = optimizerOf(said.optimizer, optimizer.learningRate, optimizer);
    experiment = withSpec(experiment, { optimizer: chosen });
  }
  experiment = withSettings(experiment, {
    learningRate: said.rate,
    batchSize: said.batch,
    momentum: hasMomentum(experiment.spec.optimizer.type) ? said.momentum : undefined,
    seed: said.seed,
    difficulty: said.difficulty,
  });
  if (said.augment) experiment = withSpec(experiment, { augmentation: said.augment });
  if (said.loss) experiment = withSpec(experiment, { loss: said.loss });
  if (said.network === ownNetwork && said.layers) {
    experiment = ownExperiment(experiment, said.layers, said.loss);
  }
  if (!said.dropout) return experiment;
  return withSpec(experiment, { layers: withRates(experiment.spec.layers, said.dropout) });
}

function readData(text: string): Read<DataSetId> {
  if (isDataSet(text)) return { value: text };
  const problem =
    text === 'files'
      ? 'The link was made with opened files, which a link cannot carry. Opened files are kept by ' +
        'name now: open them again.'
      : `The link names a data set that this page does not have: ${shorten(text)}.`;
  return { problem };
}

function readRates(text: string): Read<number[]> {
  const value = text.split('_').map((rate) => (rate === '' ? NaN : Number(rate)));
  if (value.length <= mostLayers && value.every((rate) => fits(dropoutRule, rate)))
    return { value };
  return { problem: 'In the link: Dropout rates must be numbers from 0 to below 1.' };
}

/** Of its arguments only the names are known here; what they may be, the core says. */
function readLoss(text: string): Read<NonNullable<ModelSpec['loss']>> {
  try {
    const { type, ...settings } = decodePart(text, '') as LossSpec;
    const names = Object.keys(settings);
    const known = Object.hasOwn(lossArguments, type) && lossArguments[type]!;
    if (known && names.every((name) => known.includes(name))) {
      return { value: names.length > 0 ? { type, ...settings } : type };
    }
  } catch {
    // Said below.
  }
  return { problem: `The link names an unknown loss: ${shorten(text)}.` };
}

function readLayers(text: string): Read<LayerSpec[]> {
  const read = decodeLayers(text);
  if ('layers' in read) return { value: read.layers };
  return { problem: `The network in the link cannot be read: ${read.problem}.` };
}
