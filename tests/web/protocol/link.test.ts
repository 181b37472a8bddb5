import type { Preset } from 'receptive';
import { describe, expect, it } from 'vitest';
import { decodeEngine } from '../../../web/protocol/engine';
import { experimentOf } from '../../../web/protocol/experiment';
import { decodeExperiment } from '../../../web/protocol/read-link';
import {
  encodeLink,
  hideableNames,
  saysExperiment,
  type PageLink,
} from '../../../web/protocol/link';
import { decodeShown, unknownFields } from '../../../web/protocol/read-shown';

const preset: Preset = {
  name: 'three',
  title: 'Three filters',
  description: '',
  source: '',
  data: ['xo'],
  spec: { input: [1, 9, 9], layers: [], optimizer: { type: 'sgd', learningRate: 0.05 } },
  epochs: 1,
  columns: [],
};
/** Of an instrument. */
const fields = { part: ['slide', 'shift'] } as const;
const stages = ['network', 'judge', 'looks', 'map', 'slide', 'build', 'tours'];

/** The whole link, as the page reads it part by part. */
function decode(text: string): PageLink & { problems: string[] } {
  const engine = decodeEngine(text);
  const { experiment, problems } = decodeExperiment(text, [preset]);
  const { shown, hidden, problems: others } = decodeShown(text, stages, fields);
  const unknown = unknownFields(text, Object.keys(fields));
  return {
    ...{ experiment, engine: engine.choice, shown, hidden },
    problems: [...engine.problems, ...problems, ...others, ...(unknown ? [unknown] : [])],
  };
}

const plain: PageLink = {
  experiment: experimentOf(preset, 'xo', 7),
  engine: { variant: 'auto' },
  shown: { stage: 'network', mode: 'values' },
  hidden: [],
};

describe('a link', () => {
  it('leaves out what is as usual', () => {
    expect(encodeLink(plain)).not.toMatch(/view|show|picture|hide|engine/);
  });

  it('says what an instrument cannot be shown as', () => {
    const { shown, problems } = decode(`${encodeLink(plain)}&view=slide&part=jump`);
    expect(shown).toEqual({ stage: 'slide', mode: 'values' });
    expect(problems).toEqual(['In the link: part must be slide or shift.']);
  });

  it('restores everything that it was made of', () => {
    const whole: PageLink = {
      ...plain,
      engine: { variant: 'simd-threads', threads: 2 },
      shown: { stage: 'judge', mode: 'gradients', picture: 12 },
      hidden: ['data', 'recipe', 'tabs'],
    };
    const half: PageLink = {
      ...plain,
      shown: { stage: 'slide', mode: 'values', fields: { part: 'shift' } },
    };
    const near: PageLink = {
      ...plain,
      shown: {
        ...{ stage: 'network', mode: 'values' },
        place: {
          layer: 'conv 2',
          explained: { kind: 'weight', layer: 'conv 2', parameter: 'conv 2.weight', place: 61 },
          camera: { near: 2.4, x: 0.31, y: 1 },
          unfolded: [
            ['conv 2', true],
            ['add_1', false],
          ],
        },
      },
    };
    const unit: PageLink = {
      ...plain,
      shown: {
        ...{ stage: 'network', mode: 'gradients' },
        place: { explained: { kind: 'unit', layer: 'input', place: 0 } },
      },
    };
    for (const link of [plain, whole, half, near, unit]) {
      expect(decode(`#${encodeLink(link)}`)).toEqual({ ...link, problems: [] });
    }
    expect(decode(encodeLink({ ...plain, hidden: hideableNames })).hidden).toEqual(hideableNames);
  });

  it.each([
    ['view=cellar', /a view that this page does not have/],
    ['show=everything', /show must be/],
    ['picture=-1', /picture must be/],
    ['picture=1e3', /picture must be/],
    ['explain=conv2d', /explain must be/],
    ['explain=conv2d:1:2:3', /explain must be/],
    ['near=0.5_0_0', /near must be/],
    ['near=2_0', /near must be/],
    ['near=1e3_0_0', /near must be/],
    ['hide=recipe_windows', /hides something/],
    ['colour=red', /does not know: colour\.$/],
    [`${'x'.repeat(500)}=1`, /does not know: x{20}…\.$/],
    ['a=1&b=1&c=1&d=1', /does not know: a, b, c, …\.$/],
  ])('reports %s, and is good for the rest', (part, about) => {
    const { problems, experiment, shown } = decode(`#data=xo&seed=7&${part}`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(about);
    expect(experiment.spec.seed).toBe(7);
    expect(shown).toEqual({ stage: 'network', mode: 'values' });
  });

  it('still hides what it knows beside what it does not', () => {
    expect(decode('hide=recipe_windows').hidden).toEqual(['recipe']);
  });

  it('never throws', () => {
    for (const text of ['', '#', '#%E0%A4%A&&&==;;', '#hide=&view=&picture=&show=', '#&&&']) {
      expect(() => decode(text)).not.toThrow();
    }
  });

  it('says an experiment, or only what to show', () => {
    expect(saysExperiment('')).toBe(false);
    expect(saysExperiment('#view=judge&hide=recipe')).toBe(false);
    expect(saysExperiment('#data=xo')).toBe(true);
  });
});
