import type { Preset } from 'receptive';
import { describe, expect, it } from 'vitest';
import { experimentOf, optimizerOf } from '../../../web/protocol/experiment';
import { withSettings } from '../../../web/protocol/settings';
import type { DataSetInfo } from '../../../web/protocol/data-sets';
import { drawingOptions } from '../../../web/worker/drawing/drawings';
import { modelSpec } from '../../../web/protocol/fitted-spec';

const digits: DataSetInfo = {
  id: 'mnist',
  title: '',
  channels: 1,
  height: 28,
  width: 28,
  classNames: [...'0123456789'],
  trainCount: 0,
  testCount: 0,
  range: [0, 1],
  origin: '',
};
const small: Preset = {
  name: 'small',
  title: 'Small',
  description: '',
  source: '',
  data: ['xo'],
  spec: {
    input: [1, 4, 4],
    layers: [
      { type: 'conv2d', filters: 6, kernelSize: 3 },
      { type: 'relu' },
      { type: 'flatten' },
      { type: 'dense', units: 2 },
    ],
    optimizer: { type: 'sgd', learningRate: 0.1 },
  },
  epochs: 1,
  columns: [],
};

describe('modelSpec', () => {
  it("fits the preset to the data's pictures and classes and leaves the preset as it is", () => {
    const before = structuredClone(small);
    const wanted = withSettings(experimentOf(small, 'mnist', 5), { batchSize: 64 });
    const spec = modelSpec(wanted, digits);
    expect(spec.input).toEqual([1, 28, 28]);
    expect(spec.layers.at(-1)).toEqual({ type: 'dense', units: 10 });
    expect(spec.layers.slice(0, -1)).toEqual(small.spec.layers.slice(0, -1));
    expect(spec).toMatchObject({ seed: 5, batchSize: 64 });
    expect(spec.optimizer).toEqual({ type: 'sgd', learningRate: 0.1, momentum: 0 });
    expect(small).toEqual(before);
  });

  it('changes the last dense layer only', () => {
    const preset: Preset = {
      ...small,
      spec: {
        input: [1, 28, 28],
        layers: [{ type: 'dense', units: 100 }, { type: 'relu' }, { type: 'dense', units: 2 }],
      },
    };
    const units = modelSpec(experimentOf(preset, 'mnist'), digits).layers.map((layer) =>
      'units' in layer ? layer.units : undefined,
    );
    expect(units).toEqual([100, undefined, 10]);
  });
});

describe('another optimizer', () => {
  it('keeps the rate, and of the preset’s own what that says of it', () => {
    const adam = { type: 'adam', learningRate: 1, beta2: 0.99 } as const;
    expect(optimizerOf('adam', 0.02, adam)).toEqual({ ...adam, learningRate: 0.02 });
    expect(optimizerOf('adam', 0.02, 'sgd')).toEqual({ type: 'adam', learningRate: 0.02 });
    const sgd = { type: 'sgd', learningRate: 0.02, momentum: 0 };
    expect(optimizerOf('sgd', 0.02, adam)).toEqual(sgd);
    expect(optimizerOf('sgd', 0.02, { type: 'sgd', momentum: 0.9 })).toEqual({
      ...sgd,
      momentum: 0.9,
    });
  });
});

describe('drawingOptions', () => {
  const all = { crop: true, scale: true, pen: 'figure' };

  it("are MNIST's for digits and the generator's for X and O", () => {
    expect(drawingOptions(digits)).toEqual({
      ...all,
      side: 28,
      box: 20,
      centre: 'mass',
      range: [0, 1],
    });
    expect(drawingOptions({ ...digits, id: 'xo', height: 9, width: 9, range: [-1, 1] })).toEqual({
      ...all,
      side: 9,
      box: 7,
      centre: 'box',
      range: [-1, 1],
    });
    expect(drawingOptions({ ...digits, id: 'xo28', range: [-1, 1] })).toMatchObject({
      side: 28,
      box: 22,
    });
  });

  it('leave out the stages that are switched off', () => {
    const none = { pen: false, crop: false, scale: false, centre: false, several: false };
    expect(drawingOptions(digits, none)).toMatchObject({
      crop: false,
      scale: false,
      centre: 'paper',
      pen: 'pad',
    });
  });

  it('draw into a square in the middle of pictures that are not as high as wide', () => {
    expect(drawingOptions({ ...digits, width: 20 })).toMatchObject({ side: 20, box: 14 });
  });
});
