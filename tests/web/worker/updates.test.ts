import type { LayerInfo } from 'receptive';
import { describe, expect, it } from 'vitest';
import type { FrameRequest } from '../../../web/protocol/messages';
import { FrameBuilder, mostTracked } from '../../../web/worker/picture/frames';
import { engine } from './watched-engine';

const request: FrameRequest = {
  run: 1,
  picture: { kind: 'test', index: 0 },
  maxMaps: 8,
  maxRows: 64,
  maxFilters: 8,
  maxDepth: 4,
  maxUnits: 64,
};
const picture = { image: new Float32Array(81), label: 0 };

describe('what the last step changed', () => {
  it('is there when it is asked for after the step, and is that step’s', () => {
    const { spec } = engine.presets().find(({ name }) => name === 'xo-three-filters')!;
    const model = engine.model(spec);
    model.setTrainingData(engine.xoDataset({ count: 100, seed: 1 }));
    const frames = new FrameBuilder(model, [1, 9, 9]);
    const updates = () =>
      frames.view(picture, { ...request, updates: true }).layers[0]!.filters!.updates;
    expect(updates()).toBeUndefined();
    frames.view(picture, request);
    for (let i = 0; i < 4; ++i) model.step();
    // The network may be out of sight meanwhile.
    frames.view(picture, { ...request, figuresOnly: true });
    const before = model.parameter('conv2d.weight').value;
    model.step();
    frames.view(picture, request);
    const after = model.parameter('conv2d.weight').value;
    expect(updates()).toEqual(after.map((value, i) => value - before[i]!));
    // At full speed nothing is kept unless somebody looks.
    frames.watchSteps(false);
    model.step();
    frames.view(picture, request);
    expect(updates()).toBeUndefined();
    model.step();
    expect(updates()).toBeDefined();
  });

  it('is kept of a very large network only while somebody looks', () => {
    const spec = { input: [1, 9, 9], layers: [{ type: 'dense', units: 2 }] } as const;
    const model = engine.model({ ...spec, input: [1, 9, 9], layers: [...spec.layers] });
    const large = (layer: LayerInfo): LayerInfo => ({ ...layer, parameterCount: mostTracked + 1 });
    const told: boolean[] = [];
    const editing = { ...model.editing, trackUpdates: (on: boolean) => void told.push(on) };
    const frames = new FrameBuilder(
      {
        inspect: (image, options) => model.inspect(image, options),
        parameter: (name) => model.parameter(name),
        inspectedAnswer: () => model.inspectedAnswer(),
        layers: () => model.layers().map(large),
        editing,
      },
      [1, 9, 9],
    );
    frames.view(picture, request);
    expect(told).toEqual([]);
    frames.view(picture, { ...request, updates: true });
    frames.view(picture, request);
    expect(told).toEqual([true, false]);
  });
});
