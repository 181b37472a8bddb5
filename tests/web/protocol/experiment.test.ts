import type { Preset } from 'receptive';
import { describe, expect, it } from 'vitest';
import { noAugmentation } from '../../../web/protocol/augmentation';
import { ratesOf } from '../../../web/protocol/dropout';
import { experimentOf, ownExperiment, type Experiment } from '../../../web/protocol/experiment';
import { encodeExperiment } from '../../../web/protocol/experiment-link';
import { presetsFor, type KnownSet } from '../../../web/protocol/fitting-presets';
import { decodeExperiment } from '../../../web/protocol/read-link';
import { checkNumber, parseNumber } from '../../../web/protocol/setting-rules';
import { settings, withSpec } from '../../../web/protocol/settings';

function preset(name: string, data: string[], spec: Partial<Preset['spec']> = {}): Preset {
  const text = { title: name, description: '', source: '' };
  const full = { input: [1, 9, 9] as [number, number, number], layers: [], ...spec };
  return { name, ...text, data, spec: full, epochs: 1, columns: [] };
}

const presets = [
  preset('three', ['xo'], {
    optimizer: { type: 'sgd', learningRate: 0.05, momentum: 0.9 },
    batchSize: 16,
  }),
  preset('softmax', ['xo', 'xo28', 'mnist'], { optimizer: 'adam' }),
  preset('digits', ['mnist', 'xo28']),
];

const experiment: Experiment = {
  data: 'mnist',
  network: 'digits',
  difficulty: 0.25,
  spec: {
    layers: [],
    optimizer: { type: 'adam', learningRate: 0.0123 },
    batchSize: 60,
    seed: Number.MAX_SAFE_INTEGER,
    augmentation: noAugmentation,
  },
};

describe('the experiment in the URL', () => {
  it('comes back as it was written', () => {
    const link = `#${encodeExperiment(experiment)}`;
    expect(decodeExperiment(link, presets)).toEqual({ experiment, problems: [] });
  });

  it('carries a network of one’s own, its loss and the rates of dropout', () => {
    const own: Experiment = {
      ...experiment,
      network: 'own',
      spec: {
        ...experiment.spec,
        layers: [
          { type: 'dropout', rate: 0.25 },
          { type: 'dense', units: 10 },
        ],
        loss: 'meanSquaredError',
      },
    };
    expect(decodeExperiment(encodeExperiment(own), presets)).toEqual({
      experiment: own,
      problems: [],
    });
  });

  it.each([
    { type: 'softmaxCrossEntropy', classWeight: 'balanced' },
    { type: 'softmaxCrossEntropy', labelSmoothing: 0.1, classWeight: [1, 25, 0] },
    { type: 'hinge', margin: 2, classWeight: [0.5, 1e-7, 123456] },
  ] as const)('carries what a loss is made with: %j', (loss) => {
    const preset = withSpec(experimentOf(presets[0]!, 'xo'), { loss });
    const own = ownExperiment(experiment, [{ type: 'dense', units: 10 }], loss);
    for (const wanted of [preset, own]) {
      const link = encodeExperiment(wanted);
      expect(decodeExperiment(link, presets)).toEqual({ experiment: wanted, problems: [] });
    }
  });

  it('a preset has the loss of its recipe where the link says nothing of it, or nonsense', () => {
    for (const said of [
      '',
      '&loss=best',
      '&loss=hinge+classWeight',
      '&loss=hinge+magic+3',
      '&loss=',
    ]) {
      const { experiment: found, problems } = decodeExperiment(`data=xo${said}`, presets);
      expect(found).toEqual(experimentOf(presetsFor(presets, 'xo')[0]!, 'xo'));
      expect(problems).toHaveLength(said === '' ? 0 : 1);
    }
    for (const name of ['constructor', '__proto__', 'toString']) {
      const { problems } = decodeExperiment(`data=xo&loss=${name}`, presets);
      expect(problems).toEqual([`The link names an unknown loss: ${name}.`]);
    }
  });

  it('says what is wrong with a network of one’s own, and takes the first preset', () => {
    for (const [layers, problem] of [
      ['', /The network in the link cannot be read: layer 1 has no type/],
      ['dense units', /cannot be read: dense: an argument has no value/],
      ['dense units 2&loss=best', /unknown loss: best/],
      ['dense units 2&dropout=2', /Dropout rates must be numbers from 0 to below 1/],
      ['dense units 2&dropout=', /Dropout rates/],
    ] as const) {
      const link = `data=xo&network=own&layers=${layers}`;
      const { experiment: found, problems } = decodeExperiment(link, presets);
      expect(problems.join(' ')).toMatch(problem);
      expect(ratesOf(found.spec.layers)).toEqual([]);
      if (!/Dropout/.test(problem.source)) expect(found.network).toBe('three');
    }
  });

  it('survives every pair of preset and data set that the page offers', () => {
    for (const data of [
      'xo',
      'xo28',
      'digits',
      'mnist',
      'kept:fashion-mnist',
      'kept:数字',
    ] as const) {
      for (const one of presetsFor(presets, data)) {
        const wanted = experimentOf(one, data, 7);
        expect(decodeExperiment(encodeExperiment(wanted), presets).experiment).toEqual(wanted);
      }
    }
  });

  it('takes the recipe of the first preset that fits where nothing is said', () => {
    const opening = decodeExperiment('', presets).experiment;
    expect(opening).toMatchObject({ data: 'xo', network: 'three' });
    expect(settings.learningRate.of(opening)).toBe(0.05);
    expect(settings.batchSize.of(opening)).toBe(16);
    const mnist = decodeExperiment('#data=mnist', presets).experiment;
    expect(mnist.network).toBe('softmax');
    expect(mnist.spec.optimizer).toEqual({ type: 'adam', learningRate: 0.001 });
  });

  it.each([
    ['data=mars', /data set.*mars/],
    ['data=files', /opened files.*kept by name now/],
    ['data=kept:', /data set.*kept:/],
    ['data=mnist&network=three', /network.*three/],
    ['optimizer=lbfgs', /optimizer.*lbfgs/],
    ['rate=-1', /Learning rate must be a number from 0 to 10/],
    ['rate=', /Learning rate/],
    ['batch=2.5', /Batch size must be a whole number/],
    ['batch=1e9', /Batch size/],
    ['momentum=1', /Momentum must be a number from 0 to below 1/],
    ['seed=NaN', /Seed must be a whole number, 0 or more/],
    ['difficulty=Infinity', /Difficulty/],
  ])('names what it cannot use of %s, and keeps the default', (link, about) => {
    const { experiment: decoded, problems } = decodeExperiment(link, presets);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(about);
    const data = link.startsWith('data=mnist') ? '#data=mnist' : '';
    expect(decoded).toEqual(decodeExperiment(data, presets).experiment);
  });

  it('is not led astray by a stranger’s text', () => {
    for (const link of ['#%E0%A4%A&&==;;', `network=${'x'.repeat(9999)}`, '<script>', '?a#b=c']) {
      const { experiment: decoded, problems } = decodeExperiment(link, presets);
      expect(decoded).toEqual(decodeExperiment('', presets).experiment);
      for (const problem of problems) expect(problem.length).toBeLessThan(200);
    }
  });
});

describe('numbers of the recipe', () => {
  it('takes the ends of a range, and nothing beyond them', () => {
    expect(checkNumber('learningRate', 0)).toBeUndefined();
    expect(checkNumber('learningRate', 10)).toBeUndefined();
    expect(checkNumber('learningRate', 10.001)).toMatch(/from 0 to 10/);
    expect(checkNumber('momentum', 0.999)).toBeUndefined();
    expect(checkNumber('momentum', 1)).toMatch(/below 1/);
    expect(checkNumber('batchSize', 0)).toMatch(/whole number from 1/);
  });

  it('does not take an empty field for 0', () => {
    expect(parseNumber('learningRate', ' ')).toHaveProperty('problem');
    expect(parseNumber('learningRate', '1e-3')).toEqual({ value: 0.001 });
  });
});

describe('the networks of a data set', () => {
  const names = (of: readonly Preset[]) => of.map(({ name }) => name);

  it('are MNIST’s for generated digits', () => {
    expect(presetsFor(presets, 'digits')).toEqual(presetsFor(presets, 'mnist'));
  });

  it('are what an own set says that can be built', () => {
    const kept: KnownSet[] = [{ id: 'kept:a', networks: ['digits', 'three'] }];
    expect(names(presetsFor(presets, 'kept:a', kept))).toEqual(['three', 'digits']);
  });

  it('are all for pictures, digits first, where the set is not known', () => {
    const more = [...presets, preset('words', ['sentences'])];
    expect(names(presetsFor(more, 'kept:b'))).toEqual(['softmax', 'digits', 'three']);
    const { experiment: decoded, problems } = decodeExperiment('data=kept:b&network=three', more);
    expect(decoded).toMatchObject({ data: 'kept:b', network: 'three' });
    expect(problems).toEqual([]);
  });
});
