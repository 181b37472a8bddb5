// What a visitor may do next, as fast-check draws it: a kind, and numbers that choose among what there
// is on the page at that moment.
import fc from 'fast-check';

/**
 * @typedef {object} Action
 * @property {Kind} kind
 * @property {number} which among the controls in sight
 * @property {number} value what is typed, chosen or drawn
 */

/** How often each is drawn; the first does nothing, and is what a failing walk is shrunk to. */
const often = {
  rest: 1,
  press: 30,
  control: 10,
  hurry: 5,
  choose: 7,
  type: 10,
  slide: 4,
  point: 8,
  draw: 5,
  key: 12,
  escape: 6,
  resize: 2,
  hide: 2,
  back: 1,
  reload: 1,
};

/** @typedef {keyof typeof often} Kind */

const kinds = /** @type {Kind[]} */ (
  Object.entries(often).flatMap(([kind, times]) => Array.from({ length: times }, () => kind))
);

/**
 * @param {number} length
 * @returns {fc.Arbitrary<Action[]>}
 */
export const actions = (length) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      which: fc.nat(9999),
      value: fc.nat(9999),
    }),
    { minLength: length, maxLength: length },
  );

/** What is typed into fields: what they want, and what they do not. */
export const typed = [
  ...[
    '0',
    '1',
    '2',
    '3',
    '7',
    '16',
    '0.5',
    '0.01',
    '0,1',
    '1e10',
    '-1',
    '1e-30',
    '1e400',
    '99999999',
  ],
  ...[
    '',
    ' ',
    'abc',
    'NaN',
    'Infinity',
    '0.1.2',
    '٣',
    '<b>x</b>',
    'Å漢🙂',
    '__proto__',
    '007',
    '1.5',
  ],
];

/** Of those, what is a mistake where the page says it (in-page.mjs). */
export const mistaken = /^(NaN|Infinity)$/;

/** Keys that are pressed; the page has many of its own. */
export const keys = [
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Enter', 'Space', 'Tab', 'Shift+Tab'],
  ...['Home', 'End', 'PageDown', 'Delete', 'Backspace', 'Control+z', '?', '+', '-', '0', '1', '3'],
  ...[...'abcdefghijklmnopqrstuvwxyz'],
  'Shift+r',
];

export const desk = { width: 1440, height: 900 };

/** A desk, a phone, the phone turned, and a small window. */
export const sizes = [
  desk,
  { width: 390, height: 844 },
  { width: 844, height: 390 },
  { width: 800, height: 600 },
];
