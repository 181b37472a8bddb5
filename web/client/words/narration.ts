import type { ModelSpec } from 'receptive';
import type { FilterStack, Frame, SetUp } from '../../protocol/messages';
import { capitalised, count, inWords, percent } from './format';

/** What is wrong with a network, and what to do about it. */
export interface Warning {
  text: string;
  advice: string;
}

/** What the page knows when it chooses its one line of explanation. */
export interface Situation {
  setUp: SetUp;
  frame: Frame | undefined;
  /** Something is drawn on the pad. */
  drawn: boolean;
  /** Whose weights the network began with, where they are not random: the name of a file. */
  opened?: string | undefined;
  /** What the watch on the network's health finds wrong. */
  warning?: Warning | undefined;
  /** It began with the weights of an earlier run. */
  resumed?: boolean;
  /** Whether the first filters have changed since the run's first frame; undefined: not known. */
  moved?: boolean | undefined;
  /** What the network was made of: which layers are not trained. */
  spec?: Omit<ModelSpec, 'input'> | undefined;
}

/** Sees by the numbers whether the first filters of a run change. */
export class FilterWatch {
  private run = -1;
  private first: FilterStack | undefined;
  private known = false;
  private changed = false;

  /** Undefined where it cannot be known: the run was begun earlier, or its weights are not shown. */
  moved(setUp: SetUp, frame: Frame | undefined): boolean | undefined {
    if (!frame || frame.run !== setUp.run) return undefined;
    const name = firstFilters(setUp)?.layer;
    const filters = frame.layers.find((layer) => layer.name === name)?.filters;
    // Frames of a network out of sight have no filters.
    if (frame.run !== this.run || (!this.first && filters)) {
      [this.run, this.first, this.changed] = [frame.run, filters, false];
      this.known = frame.step === 0 && filters !== undefined;
    } else if (this.first && filters && !this.changed) {
      this.changed = differ(this.first, filters);
    }
    if (this.changed) return true;
    return this.known ? false : undefined;
  }
}

/** Those that both show are compared. */
function differ(a: FilterStack, b: FilterStack): boolean {
  return b.indices.some((filter, at) => {
    const before = a.indices.indexOf(filter);
    const length = b.values.length / b.indices.length;
    if (before < 0 || a.values.length / a.indices.length !== length) return false;
    const now = b.values.subarray(at * length, (at + 1) * length);
    return now.some((value, i) => value !== a.values[before * length + i]);
  });
}

/**
 * The line under the network: what one sees, and what to do next. It follows what happens: before
 * training, while the loss falls, once the network is good, and when it is paused half-way.
 */
export function narrate(situation: Situation): string {
  const { setUp, frame, drawn, opened, warning } = situation;
  if (frame?.stopped) return `${capitalised(frame.stopped)}.`;
  const things = thingsOf(setUp);
  if (!frame || frame.step === 0) {
    const next = opened ? 'Train goes on from there.' : 'Press Train.';
    return `${opening(situation, things)} ${frame?.running ? 'Training begins.' : next}`;
  }
  const more = opened ? 'more ' : '';
  const seen = `${count(Math.round(frame.epoch * setUp.data.trainCount))} ${more}examples`;
  // The test set is measured now and then; while the network changes, the last batches know more.
  const tested = !frame.running && Number.isFinite(frame.testAccuracy);
  const accuracy = tested ? frame.testAccuracy : frame.trainAccuracy;
  // 99.8 % is not 100 %.
  const digits = accuracy > 0.99 && accuracy < 1 ? 1 : 0;
  const right = Number.isFinite(accuracy)
    ? `${percent(accuracy, digits)} right after ${seen}.`
    : '';
  const chance = 1 / setUp.data.classNames.length;
  if (accuracy >= goodEnough(setUp)) {
    const next = drawn ? 'Clear the pad and draw another.' : invitation(setUp);
    return [right, became(situation), next].filter(Boolean).join(' ');
  }
  if (!frame.running) {
    return `${right} Paused${things ? ': point at any square to read its number' : ''}. Train goes on from here.`;
  }
  const dead = deadLayer(setUp, frame);
  if (dead) {
    return `${right} Every map of ${dead} is 0 for this picture, and 0 lets no gradient through. If it stays so: lower the learning rate and press Reset.`;
  }
  if (!(accuracy > chance * 1.5)) {
    if (warning) return `${right} ${warning.text} ${warning.advice}`;
    return `${right} Every batch nudges the weights against their gradient; the loss has to fall first.`;
  }
  return situation.moved
    ? `${right} Watch the filters take shape as the loss falls.`
    : `${right} The curves show how the loss falls.`;
}

/** The empty pad's and the bars' invitation. */
export function invitation(setUp: SetUp): string {
  const { id, classNames } = setUp.data;
  if (id.startsWith('xo')) return 'Draw an X or an O.';
  if (ofDigits(setUp)) return 'Draw a digit 0–9.';
  // So many names fit on a line.
  if (classNames.length > 4) return `Draw one of the ${inWords(classNames.length)} classes.`;
  return `Draw: ${classNames.slice(0, -1).join(', ')} or ${classNames.at(-1)}.`;
}

function thingsOf(setUp: SetUp): string {
  if (setUp.data.id.startsWith('xo')) return 'X’s and O’s';
  return ofDigits(setUp) ? 'digits' : 'the pictures';
}

/** Also of a visitor's own set, if its classes are called so. */
function ofDigits({ data }: SetUp): boolean {
  return data.classNames.length === 10 && data.classNames.every((name, i) => name === String(i));
}

interface FirstFilters {
  layer: string;
  filters: number;
  size: number;
  /** They were written down, not drawn by chance. */
  written: boolean;
}

/** The layer that looks at the picture through small windows, where there is one. */
function firstFilters({ layers }: SetUp): FirstFilters | undefined {
  for (const { name, paintable, parameters, settings } of layers) {
    const weight = paintable ? parameters.find(({ shape }) => shape.length === 4) : undefined;
    if (!weight) continue;
    const [filters, , size] = weight.shape as [number, number, number];
    return { layer: name, filters, size, written: settings['kernelValues'] !== undefined };
  }
  return undefined;
}

/** Layers without a name have that of their type, where they are the first of it. */
function isFixed(layer: string, spec: Omit<ModelSpec, 'input'> | undefined): boolean {
  const made = spec?.layers.find(({ name, type }) => (name ?? type) === layer);
  return made?.['trainable'] === false;
}

function opening({ setUp, opened, resumed, moved, spec }: Situation, things: string): string {
  const first = firstFilters(setUp);
  const given = opened
    ? `come from ${shortName(opened)}.`
    : resumed
      ? 'are as the run before left them.'
      : undefined;
  if (!first) return `${withoutFilters(setUp)} The weights ${given ?? 'are random now.'}`;
  const size = first.size <= 5 ? 'small ' : '';
  const verb = first.filters === 1 ? 'filter looks' : 'filters look';
  const they = first.filters === 1 ? 'It' : 'They';
  const are = first.filters === 1 ? 'is' : 'are';
  const what = `${inWords(first.filters)} ${size}${verb} for pieces of ${things}.`;
  const state = given
    ? `${opened && first.filters > 1 ? 'They' : 'The weights'} ${given}`
    : isFixed(first.layer, spec)
      ? `${they} ${first.written ? 'were made by hand and stay' : 'stay'} as they are; the weights behind them are random now.`
      : moved
        ? 'You have changed them.'
        : first.written
          ? `${they} begin as they were made by hand.`
          : `${they} ${are} random now.`;
  return capitalised(`${what} ${state}`);
}

/** A name as long as a line bears, with both its ends. */
function shortName(name: string): string {
  return name.length > 48 ? `${name.slice(0, 24)}…${name.slice(-22)}` : name;
}

/** What weighs the pixels where no filter does. */
function withoutFilters(setUp: SetUp): string {
  const weighing = setUp.layers.filter(({ parameters }) =>
    parameters.some(({ shape }) => shape.length >= 2),
  );
  const classes = `${inWords(setUp.data.classNames.length)} classes`;
  const [first] = weighing;
  if (weighing.length < 2 || !first) return `No filters here: ${classes} weigh every pixel.`;
  return `No filters here: ${inWords(first.outputShape[0])} units weigh every pixel, and ${classes} weigh what they say.`;
}

/** A layer of which nothing is left for the shown picture, and which then passes no gradient on. */
function deadLayer(setUp: SetUp, frame: Frame): string | undefined {
  const dead = setUp.layers.find(
    ({ name, fate }) =>
      fate === 'dies' &&
      frame.layers.some((layer) => layer.name === name && layer.limits.values === 0),
  );
  return dead?.name;
}

/** Only what the numbers show: nothing here has looked at what the filters look like. */
function became({ setUp, moved, opened, resumed, spec }: Situation): string {
  if (opened) return `It began with the weights of ${shortName(opened)}.`;
  const first = firstFilters(setUp);
  if (!first) {
    const single = setUp.layers.filter(({ parameters }) => parameters.length > 0).length === 1;
    return single ? 'Its weights are pictures of what speaks for each class.' : '';
  }
  if (moved === undefined) return '';
  if (!moved) return 'The filters are as they were; what reads them has learned.';
  const random = !resumed && !first.written && !isFixed(first.layer, spec);
  return random ? 'The filters are no longer random.' : 'The filters have changed.';
}

function goodEnough(setUp: SetUp): number {
  return setUp.data.classNames.length <= 2 ? 0.95 : 0.9;
}
