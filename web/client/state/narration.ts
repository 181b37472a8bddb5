import type { HealthWarning } from '../../shared/judge';
import type { Frame, SetUp } from '../../shared/messages';
import { capitalised, count, inWords, percent } from './format';

/** What the page knows when it chooses its one line of explanation. */
export interface Situation {
  setUp: SetUp;
  frame: Frame | undefined;
  /** Something is drawn on the pad. */
  drawn: boolean;
  /** Whose weights the network began with, where they are not random: the name of a file. */
  opened?: string | undefined;
  /** What the watch on the network's health finds wrong. */
  warning?: HealthWarning | undefined;
}

/**
 * The line under the network: what one sees, and what to do next. It follows what happens: before
 * training, while the loss falls, once the network is good, and when it is paused half-way.
 */
export function narrate({ setUp, frame, drawn, opened, warning }: Situation): string {
  if (frame?.stopped) return frame.stopped;
  const things = thingsOf(setUp);
  if (!frame || frame.step === 0) {
    const next = opened ? 'Train goes on from there.' : 'Press Train.';
    return `${opening(setUp, things, opened)} ${frame?.running ? 'Training begins.' : next}`;
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
    return `${right} ${opened ? `It began with the weights of ${shortName(opened)}.` : became(setUp)} ${drawn ? 'Clear the pad and draw another.' : invitation(setUp)}`;
  }
  if (!frame.running) {
    return `${right} Paused${things ? ': point at any square to read its number' : ''}. Train goes on from here.`;
  }
  if (!(accuracy > chance * 1.5)) {
    if (warning) return `${right} ${warning.text} ${warning.advice}`;
    return `${right} Every batch nudges the weights against their gradient; the loss has to fall first.`;
  }
  return `${right} Watch the filters take shape as the loss falls.`;
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

function firstFilters(setUp: SetUp): { filters: number; size: number } | undefined {
  const weight = setUp.layers
    .filter(({ paintable }) => paintable)
    .flatMap(({ parameters }) => parameters)
    .find(({ shape }) => shape.length === 4);
  return weight && { filters: weight.shape[0]!, size: weight.shape[2]! };
}

function opening(setUp: SetUp, things: string, opened: string | undefined): string {
  const are = opened ? `come from ${shortName(opened)}` : 'are random now';
  const first = firstFilters(setUp);
  if (!first) {
    const classes = setUp.data.classNames.length;
    return `No filters here: ${inWords(classes)} classes weigh every pixel. The weights ${are}.`;
  }
  const size = first.size <= 5 ? 'small ' : '';
  const verb = first.filters === 1 ? 'filter looks' : 'filters look';
  return capitalised(
    `${inWords(first.filters)} ${size}${verb} for pieces of ${things}. They ${are}.`,
  );
}

/** A name as long as a line bears, with both its ends. */
function shortName(name: string): string {
  return name.length > 48 ? `${name.slice(0, 24)}…${name.slice(-22)}` : name;
}

/** Only what is certain: nothing here has looked at the filters. */
function became(setUp: SetUp): string {
  return firstFilters(setUp)
    ? 'The filters are no longer random.'
    : 'The weights have become faint pictures of the classes.';
}

function goodEnough(setUp: SetUp): number {
  return setUp.data.classNames.length <= 2 ? 0.95 : 0.9;
}
