import type { ModelSpec } from 'receptive';
import type { FilterStack, Frame, SetUp } from '../../protocol/messages';
import { capitalised, inWords } from './format';

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

/** What is told of a network that has begun to learn; fetched then (progress.ts). */
export type TellProgress = (situation: Situation, frame: Frame) => string;

/**
 * The line over the network: what one sees, and what to do next. It follows what happens: before
 * training, while the loss falls, once the network is good, and when it is paused half-way.
 *
 * @param progress Until it is there, the training has only just begun.
 */
export function narrate(situation: Situation, progress?: TellProgress): string {
  const { setUp, frame, opened } = situation;
  if (frame?.stopped) return `${capitalised(frame.stopped)}.`;
  if (frame && frame.step > 0 && progress) return progress(situation, frame);
  const next = opened ? 'Train goes on from there.' : 'Press Train.';
  const now = frame?.running || (frame?.step ?? 0) > 0 ? 'Training begins.' : next;
  return `${opening(situation, thingsOf(setUp))} ${now}`;
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

export function thingsOf(setUp: SetUp): string {
  if (setUp.data.id.startsWith('xo')) return 'X’s and O’s';
  return ofDigits(setUp) ? 'digits' : 'the pictures';
}

/** Also of a visitor's own set, if its classes are called so. */
function ofDigits({ data }: SetUp): boolean {
  return data.classNames.length === 10 && data.classNames.every((name, i) => name === String(i));
}

export interface FirstFilters {
  layer: string;
  filters: number;
  size: number;
  /** They were written down, not drawn by chance. */
  written: boolean;
}

/** The layer that looks at the picture through small windows, where there is one. */
export function firstFilters({ layers }: SetUp): FirstFilters | undefined {
  for (const { name, paintable, parameters, settings } of layers) {
    const weight = paintable ? parameters.find(({ shape }) => shape.length === 4) : undefined;
    if (!weight) continue;
    const [filters, , size] = weight.shape as [number, number, number];
    return { layer: name, filters, size, written: settings['kernelValues'] !== undefined };
  }
  return undefined;
}

/** Layers without a name have that of their type, where they are the first of it. */
export function isFixed(layer: string, spec: Omit<ModelSpec, 'input'> | undefined): boolean {
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
export function shortName(name: string): string {
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
