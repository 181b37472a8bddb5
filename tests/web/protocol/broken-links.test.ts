import type { Preset } from 'receptive';
import { describe, expect, it } from 'vitest';
import { decodeEngine } from '../../../web/protocol/engine';
import { encodeLink } from '../../../web/protocol/link';
import { decodeShown, unknownFields } from '../../../web/protocol/read-shown';
import { decodeExperiment } from '../../../web/protocol/read-link';

// A link may come from anywhere: every one gives an experiment, and sentences on what could not be used.

const presetFor = (data: string, input: [number, number, number], name: string): Preset => ({
  name,
  title: 'Three filters',
  description: '',
  source: '',
  data: [data],
  spec: { input, layers: [], optimizer: { type: 'sgd', learningRate: 0.05 } },
  epochs: 1,
  columns: [],
});
const presets = [
  presetFor('xo', [1, 9, 9], 'three'),
  presetFor('mnist', [1, 28, 28], 'small'),
  presetFor('sentences', [1, 1, 7], 'words'),
];
const fields = { part: ['slide', 'shift'] } as const;
const stages = ['network', 'judge', 'looks', 'map', 'slide', 'build', 'tours'];

function decode(text: string) {
  const engine = decodeEngine(text);
  const { experiment, problems } = decodeExperiment(text, presets);
  const { shown, hidden, problems: others } = decodeShown(text, stages, fields);
  const unknown = unknownFields(text, Object.keys(fields));
  const link = { experiment, engine: engine.choice, shown, hidden };
  return {
    link,
    problems: [...engine.problems, ...problems, ...others, ...(unknown ? [unknown] : [])],
  };
}

const names =
  'data network optimizer rate batch momentum seed difficulty augment dropout layers loss engine threads view show part hide picture own layer explain near open fold'.split(
    ' ',
  );
const values = [
  ...['xo', 'mnist', 'three', 'sgd', 'adam', '0.05', '1e400', '-1', 'NaN', '7', '1.5', ''],
  ...['conv2d(filters=3,kernelSize=3)', 'conv2d(', 'dense(units=2)~relu', 'hinge(margin=1)'],
  ...['conv2d:7', 'a:b:7', '2_0.5_0.5', 'NaN_1_1'],
  ...['rotation:5', 'auto', 'simd', 'judge', 'slide', '__proto__', 'constructor', '%', '%E0%A4%A'],
  ...['\u0000', '😀', 'a'.repeat(500), '[1,2]', '{"a":1}', 'true', '9007199254740993'],
];

/** FUZZ_ROUNDS=50 tries so many times as many. */
const rounds = 2000 * Number(process.env.FUZZ_ROUNDS ?? 1);

/** Whole numbers below `below`, the same ones every time (Park and Miller, 1988). */
function randoms(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

function* links(): Generator<string> {
  const random = randoms(16);
  for (let round = 0; round < rounds; ++round) {
    const parts = Array.from({ length: random(6) }, () => {
      const value = values[random(values.length)]!;
      const name = random(12) === 0 ? value : names[random(names.length)]!;
      return `${name}${random(15) === 0 ? '' : '='}${random(2) ? value : encodeURIComponent(value)}`;
    });
    let text = parts.join(random(10) ? '&' : ';');
    // A letter lost, doubled or put in.
    for (let change = random(3); change > 0 && text !== ''; --change) {
      const at = random(text.length);
      const letter = ['', text[at]!.repeat(2), '&', '=', ',', '(', ')', '~', '\\'][random(9)]!;
      text = text.slice(0, at) + letter + text.slice(at + 1);
    }
    yield random(2) ? `#${text}` : text;
  }
}

describe('any link', () => {
  it('gives an experiment whose own link says the same, and sentences on the rest', () => {
    let refused = 0;
    for (const text of links()) {
      const { link, problems } = decode(text);
      refused += problems.length > 0 ? 1 : 0;
      for (const problem of problems) {
        expect(problem, text).toMatch(/^[^\n]{10,400}[.)]$/);
        expect(problem, text).not.toMatch(/undefined|\[object|is not a function/);
      }
      const again = decode(encodeLink(link));
      expect(again.link, text).toEqual(link);
      expect(again.problems, text).toEqual([]);
    }
    // They are no links of the page's own.
    expect(refused).toBeGreaterThan(rounds / 4);
    expect(refused).toBeLessThan(rounds);
  });
});
