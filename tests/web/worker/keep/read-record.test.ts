import type { LayerSpec } from 'receptive';
import { describe, expect, it } from 'vitest';
import { ratesOf, withRates } from '../../../../web/protocol/dropout';
import { ownExperiment } from '../../../../web/protocol/experiment';
import { withSettings, withSpec } from '../../../../web/protocol/settings';
import { readRecord } from '../../../../web/worker/keep/read-record';
import { presetOn } from '../service-harness';
import { engine } from '../watched-engine';

const presets = engine.presets();
const experiment = withSettings(presetOn('xo', 'xo-three-filters'), { learningRate: 0.07 });
const record = {
  id: 'a',
  name: 'My run',
  kind: 'automatic',
  experiment,
  data: 'X and O',
  network: 'Three filters',
  parameterCount: 126,
  step: 10,
  epoch: 0.1,
  testAccuracy: NaN,
  testExamples: 0,
  savedAt: 5,
  bytes: 1000,
};

/** What a page of before November 2026 kept. */
const flat = {
  data: 'mnist',
  network: 'mnist-99',
  learningRate: 0.003,
  batchSize: 40,
  optimizer: 'sgd',
  momentum: 0.8,
  seed: 12,
  difficulty: 0.5,
  augmentation: { shift: 2, rotation: 0, scale: 0, shear: 0, elastic: 0, erasing: 0, noise: 0.1 },
};

describe('a kept run', () => {
  it('is read as it was written', async () => {
    expect(await readRecord(structuredClone(record), presets)).toEqual(record);
  });

  it('of an earlier page has the network of its preset, and the recipe that was kept', async () => {
    const [preset] = presets.filter(({ data }) => data.includes('mnist'));
    const read = await readRecord(
      { ...record, experiment: { ...flat, network: preset!.name } },
      presets,
    );
    const { augmentation } = flat;
    const expected = withSettings(
      withSpec(presetOn('mnist', preset!.name), {
        augmentation,
        optimizer: { type: 'sgd', learningRate: 0.003, momentum: 0.8 },
      }),
      { batchSize: 40, seed: 12 },
    );
    expect(read?.experiment).toEqual(expected);
  });

  it('of an earlier page keeps a network of one’s own, and its rates of dropout', async () => {
    const layers: LayerSpec[] = [
      { type: 'dropout', rate: 0.5 },
      { type: 'dense', units: 10 },
    ];
    const own = { ...flat, network: 'own', layers, loss: 'hinge', dropout: [0.25] };
    const read = await readRecord({ ...record, experiment: own }, presets);
    expect(read?.experiment.spec).toMatchObject({
      layers: withRates(layers, [0.25]),
      loss: 'hinge',
    });
    expect(read?.experiment).toEqual(
      ownExperiment(read!.experiment, withRates(layers, [0.25]), 'hinge'),
    );
    const rates = { ...flat, network: 'dlfs', dropout: [0.1] };
    const other = await readRecord({ ...record, experiment: rates }, presets);
    expect(ratesOf(other!.experiment.spec.layers)).toEqual([0.1]);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'xo'],
    ['half a record', { ...record, savedAt: undefined }],
    ['no experiment', { ...record, experiment: undefined }],
    [
      'a learning rate that is none',
      { ...record, experiment: withSettings(experiment, { learningRate: NaN }) },
    ],
    [
      'a rate beyond what the page takes',
      { ...record, experiment: withSettings(experiment, { learningRate: 1e9 }) },
    ],
    [
      'another kind of layer',
      {
        ...record,
        experiment: withSpec(experiment, { layers: [{ type: 'magic' } as unknown as LayerSpec] }),
      },
    ],
    ['a data set that cannot be', { ...record, experiment: { ...experiment, data: 'mars' } }],
    ['half of an old experiment', { ...record, experiment: { ...flat, batchSize: '40' } }],
  ])('is not read where it is %s', async (_, value) => {
    expect(await readRecord(value, presets)).toBeUndefined();
  });
});
