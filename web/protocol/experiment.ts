import type { LayerSpec, LossType, OptimizerSpec, OptimizerType, Preset } from 'receptive';
import { ruleOf, type ArgumentRule, type Rules } from 'receptive/catalogue/declaration';
import { dropoutRate, losses, optimizers, run } from 'receptive/catalogue/recipe';
import {
  augmentationOf,
  decodeAugmentation,
  encodeAugmentation,
  type Augmentation,
} from './augmentation';
import { builtInIds, isKept, type DataSetId, type KeptSet } from './data-sets';
import { decodeLayers, encodeLayers, mostLayers } from './own-layers';

export type { DataSetId } from './data-sets';

/**
 * Everything that decides how a run turns out: one plain object, restorable from the URL. What the
 * page merely shows (theme, chosen picture, values or gradients) is kept in `View`.
 */
export interface Experiment {
  data: DataSetId;
  /** Name of a preset of the core, or `ownNetwork`. */
  network: string;
  /** The layers of a network of one's own, and its loss; a preset has its own. */
  layers?: LayerSpec[];
  loss?: LossType;
  learningRate: number;
  batchSize: number;
  optimizer: OptimizerType;
  momentum: number;
  seed: number;
  /** X and O only, 0 (plain) to 1 (hard). */
  difficulty: number;
  /** How training changes its pictures. */
  augmentation: Augmentation;
  /** Rates of the dropout layers, in their order, where they are not those of the network. */
  dropout?: number[];
}

/** Stands for `Experiment.layers` where the name of a preset stands otherwise. */
export const ownNetwork = 'own';

export const lossTypes = Object.keys(losses) as LossType[];

/** As the page calls them. */
export const lossTitles = titlesOf(losses);

export const optimizerTypes = Object.keys(optimizers) as OptimizerType[];

/** As the page calls them. */
export const optimizerTitles = titlesOf(optimizers);

function titlesOf<Type extends string>(
  parts: Record<Type, { title: string }>,
): Record<Type, string> {
  const pairs = Object.entries<{ title: string }>(parts).map(([type, { title }]) => [type, title]);
  return Object.fromEntries(pairs) as Record<Type, string>;
}

export function hasMomentum(optimizer: OptimizerType): boolean {
  return optimizers[optimizer].arguments.some(({ name }) => name === 'momentum');
}

export type NumberField = 'learningRate' | 'batchSize' | 'momentum' | 'seed' | 'difficulty';

/** What a number of the experiment may be; the page and the URL are held to the same. */
export interface NumberRule {
  /** As the page calls it. */
  title: string;
  min: number;
  max: number;
  /** `max` itself is too large. */
  belowMax?: boolean;
  whole?: boolean;
}

export const numberRules: Record<NumberField, NumberRule> = {
  // The core would take more of these two than a page has any use for.
  learningRate: ruleFrom(ruleOf(optimizers.sgd, 'learningRate'), 10),
  batchSize: ruleFrom(ruleOf(run, 'batchSize'), 2000),
  momentum: ruleFrom(ruleOf(optimizers.sgd, 'momentum')),
  seed: ruleFrom(ruleOf(run, 'seed')),
  difficulty: { title: 'Difficulty', min: 0, max: 1 },
};

function ruleFrom({ title, type, min, max, belowMax }: ArgumentRule, most = max): NumberRule {
  return {
    title,
    min: min ?? -Infinity,
    max: most ?? Infinity,
    ...(belowMax ? { belowMax } : {}),
    ...(type === 'whole' ? { whole: true } : {}),
  };
}

/** What is wrong with `value`, in a sentence that says what is expected; nothing if it will do. */
export function checkNumber(field: NumberField, value: number): string | undefined {
  const rule = numberRules[field];
  if (fits(rule, value)) return undefined;
  const kind = rule.whole ? 'a whole number' : 'a number';
  if (field === 'seed') return `${rule.title} must be a whole number, 0 or more.`;
  const range = rule.belowMax
    ? `from ${rule.min} to below ${rule.max}`
    : `from ${rule.min} to ${rule.max}`;
  return `${rule.title} must be ${kind} ${range}.`;
}

function fits({ min, max, belowMax, whole }: NumberRule, value: number): boolean {
  const inRange = value >= min && (belowMax ? value < max : value <= max);
  return Number.isFinite(value) && inRange && (!whole || Number.isInteger(value));
}

/** As `checkNumber`, for what a person typed. An empty field is not 0. */
export function parseNumber(
  field: NumberField,
  text: string,
): { value: number } | { problem: string } {
  const value = text.trim() === '' ? NaN : Number(text);
  const problem = checkNumber(field, value);
  return problem === undefined ? { value } : { problem };
}

/** What presets say that they are for, as far as it is pictures; see `Preset.data`. */
export const dataOfPresets = ['mnist', 'xo28', 'xo'] as const;

/** What is known of a visitor's own sets where an experiment is read. */
export type KnownSet = Pick<KeptSet, 'id' | 'networks'>;

/**
 * Presets that can be trained on a data set. Generated digits are taken for MNIST's; what can be
 * built for a visitor's own set, the set itself says. Of one that is not among `kept` the worker will
 * know: every preset for pictures is given.
 */
export function presetsFor(
  presets: readonly Preset[],
  data: DataSetId,
  kept: readonly KnownSet[] = [],
): Preset[] {
  const known = kept.find(({ id }) => id === data);
  if (known) return presets.filter(({ name }) => known.networks.includes(name));
  const wanted: readonly string[] = isKept(data)
    ? dataOfPresets
    : [data === 'digits' ? 'mnist' : data];
  const fitting = presets.filter((preset) => preset.data.some((name) => wanted.includes(name)));
  if (!isKept(data)) return fitting;
  // Most sets are of MNIST's size: its presets first.
  const forDigits = (preset: Preset) => Number(preset.data.includes('mnist'));
  return fitting.sort((a, b) => forDigits(b) - forDigits(a));
}

/** A preset with the recipe of its source, on a data set. */
export function experimentOf(preset: Preset, data: DataSetId, seed = 1): Experiment {
  const { layers, loss } = preset.spec;
  const own = preset.name === ownNetwork ? { layers, ...(isLoss(loss) ? { loss } : {}) } : {};
  const given = preset.spec.optimizer ?? 'sgd';
  const optimizer: OptimizerSpec = typeof given === 'string' ? { type: given } : given;
  return {
    data,
    network: preset.name,
    ...own,
    learningRate: optimizer.learningRate ?? defaultOf(optimizers[optimizer.type], 'learningRate'),
    batchSize: preset.spec.batchSize ?? defaultOf(run, 'batchSize'),
    optimizer: optimizer.type,
    momentum: ('momentum' in optimizer ? optimizer.momentum : undefined) ?? 0,
    seed,
    difficulty: 0.5,
    augmentation: augmentationOf(preset.spec.augmentation),
  };
}

function defaultOf(rules: Rules, argument: string): number {
  return ruleOf(rules, argument).default as number;
}

function isLoss(value: unknown): value is LossType {
  return lossTypes.some((type) => type === value);
}

/** The network of an experiment as if it were one of the presets. */
export function ownPreset(experiment: Experiment): Preset | undefined {
  const { layers, loss, learningRate, batchSize, optimizer, momentum, augmentation } = experiment;
  if (experiment.network !== ownNetwork || !layers) return undefined;
  return {
    name: ownNetwork,
    title: 'Your own network',
    description: 'Built layer by layer in the Build tab.',
    source: 'you',
    data: [],
    epochs: 0,
    columns: [],
    spec: {
      // Of the pictures; whoever builds it puts those of the data in its place.
      input: [1, 1, 1],
      layers,
      ...(loss === undefined ? {} : { loss }),
      optimizer: { type: optimizer, learningRate, ...(hasMomentum(optimizer) ? { momentum } : {}) },
      batchSize,
      augmentation,
    },
  };
}

const dropoutRule = ruleFrom(dropoutRate);

const urlNames: Record<NumberField, string> = {
  learningRate: 'rate',
  batchSize: 'batch',
  momentum: 'momentum',
  seed: 'seed',
  difficulty: 'difficulty',
};

const numberFields = Object.keys(urlNames) as NumberField[];

/**
 * The experiment as the part of a URL behind '#'. Every field is written, so that a link keeps its
 * meaning when the recipe of a preset changes.
 */
export function encodeExperiment(experiment: Experiment): string {
  const query = new URLSearchParams({
    data: experiment.data,
    network: experiment.network,
    optimizer: experiment.optimizer,
  });
  for (const field of numberFields) query.set(urlNames[field], String(experiment[field]));
  query.set('augment', encodeAugmentation(experiment.augmentation));
  if (experiment.dropout) query.set('dropout', experiment.dropout.join('_'));
  if (experiment.layers) query.set('layers', encodeLayers(experiment.layers));
  if (experiment.loss) query.set('loss', experiment.loss);
  return query.toString();
}

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
export function decodeExperiment(
  text: string,
  presets: readonly Preset[],
  kept: readonly KnownSet[] = [],
): DecodedExperiment {
  const query = new URLSearchParams(text.replace(/^[#?]/, ''));
  const problems: string[] = [];

  let data: DataSetId = 'xo';
  const dataName = query.get('data');
  if (dataName !== null) {
    const known = builtInIds.find((id) => id === dataName);
    if (known !== undefined || isKept(dataName)) {
      data = known ?? (dataName as DataSetId);
    } else if (dataName === 'files') {
      problems.push(
        'The link was made with opened files, which a link cannot carry. Opened files are kept by ' +
          'name now: open them again.',
      );
    } else {
      problems.push(
        `The link names a data set that this page does not have: ${shorten(dataName)}.`,
      );
    }
  }

  let fitting = presetsFor(presets, data, kept);
  if (fitting.length === 0) {
    problems.push('There is no network for pictures like those of the data set in the link.');
    data = 'xo';
    fitting = presetsFor(presets, data);
  }
  const first = fitting[0];
  if (first === undefined) throw new Error(`There is no network for the data set '${data}'.`);
  let preset = first;
  const network = query.get('network');
  const own = network === ownNetwork ? decodeOwn(query) : undefined;
  if (own && 'problem' in own) problems.push(own.problem);
  if (network !== null && network !== ownNetwork) {
    const known = fitting.find((candidate) => candidate.name === network);
    if (known) preset = known;
    else problems.push(`The link names a network that does not fit: ${shorten(network)}.`);
  }

  const experiment = experimentOf(preset, data);
  if (own && 'layers' in own) Object.assign(experiment, { network: ownNetwork, ...own });
  const optimizer = query.get('optimizer');
  if (optimizer !== null) {
    const known = optimizerTypes.find((type) => type === optimizer);
    if (known) experiment.optimizer = known;
    else problems.push(`The link names an unknown optimizer: ${shorten(optimizer)}.`);
  }
  for (const field of numberFields) {
    const typed = query.get(urlNames[field]);
    if (typed === null) continue;
    const parsed = parseNumber(field, typed);
    if ('value' in parsed) experiment[field] = parsed.value;
    else problems.push(`In the link: ${parsed.problem}`);
  }
  const augmented = query.get('augment');
  if (augmented !== null) {
    const decoded = decodeAugmentation(augmented);
    if ('augmentation' in decoded) experiment.augmentation = decoded.augmentation;
    else problems.push(`In the link: ${decoded.problem}`);
  }
  const dropout = query.get('dropout');
  if (dropout !== null) {
    const rates = dropout.split('_').map((rate) => (rate === '' ? NaN : Number(rate)));
    if (rates.length <= mostLayers && rates.every((rate) => fits(dropoutRule, rate))) {
      experiment.dropout = rates;
    } else {
      problems.push('In the link: Dropout rates must be numbers from 0 to below 1.');
    }
  }
  return { experiment, problems };
}

/** The network of one's own in a link. */
function decodeOwn(
  query: URLSearchParams,
): { problem: string } | { layers: LayerSpec[]; loss?: LossType } {
  const decoded = decodeLayers(query.get('layers') ?? '');
  if ('problem' in decoded) {
    return { problem: `The network in the link cannot be read: ${decoded.problem}.` };
  }
  const loss = query.get('loss');
  if (loss === null) return decoded;
  if (isLoss(loss)) return { ...decoded, loss };
  return { problem: `The link names an unknown loss: ${shorten(loss)}.` };
}

/** A stranger's text, short enough for a sentence. */
function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
