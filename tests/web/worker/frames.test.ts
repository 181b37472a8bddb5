import type { LayerInfo, Model } from 'receptive';
import { describe, expect, it } from 'vitest';
import type { FrameRequest } from '../../../web/protocol/messages';
import { FrameBuilder } from '../../../web/worker/picture/frames';
import { buffersOf } from '../../../web/worker/host/transfer';
import { shownWeights } from '../../../web/worker/picture/weights';
import { fakeEngine, fakeLayers, fakePreset, marked } from './fake-engine';

const request: FrameRequest = {
  run: 1,
  picture: { kind: 'test', index: 0 },
  maxMaps: 16,
  maxFilters: 16,
  maxDepth: 4,
  maxUnits: 64,
};
const image = Float32Array.from({ length: 16 }, (_, i) => i / 16);

function build(changes: Partial<FrameRequest> = {}, label: number | null = 1) {
  const model = fakeEngine().engine.model(fakePreset.spec);
  return new FrameBuilder(model, [1, 4, 4]).view(
    { image, label: label ?? undefined },
    { ...request, ...changes },
  );
}

describe('FrameBuilder', () => {
  it('shows whole layers as they are when they fit', () => {
    const { input, layers, probabilities } = build();
    expect(layers.map((layer) => layer.name)).toEqual(['conv2d', 'relu', 'flatten', 'dense']);
    const conv = layers[0]!;
    expect(conv.maps).toMatchObject({ total: 6, indices: [0, 1, 2, 3, 4, 5], height: 4, width: 4 });
    expect(conv.maps.values).toEqual(marked([6, 4, 4]));
    expect(conv.maps.gradients).toEqual(marked([6, 4, 4]).map((x) => -x));
    expect(conv.limits).toEqual({
      values: 5015,
      gradients: 5015,
      weights: 5008,
      weightGradients: 5008,
    });
    expect(input.values).toEqual(image);
    expect(input.gradients).toEqual(new Float32Array(16).fill(0.5));
    expect(probabilities.length).toBe(2);
  });

  it('cuts maps and filters to the strongest, the same in all layers that keep them apart', () => {
    const { layers } = build({ maxMaps: 2, maxFilters: 2 });
    const [conv, relu] = layers;
    expect(conv!.maps.indices).toEqual([5, 4]);
    expect(relu!.maps.indices).toEqual([5, 4]);
    expect(conv!.maps.values.length).toBe(32);
    expect([conv!.maps.values[0], conv!.maps.values[16]]).toEqual([5000, 4000]);
    const filters = conv!.filters!;
    expect(filters.indices).toEqual([5, 4]);
    expect([filters.values[0], filters.values[9]]).toEqual([5000, 4000]);
    expect([...filters.biases]).toEqual([5000, 4000]);
    // The scale belongs to the whole layer, not to what is shown of it.
    expect(conv!.limits.values).toBe(5015);
  });

  it('cuts vectors to their first values', () => {
    const { layers } = build({ maxUnits: 10 });
    const flatten = layers[2]!;
    expect(flatten.maps).toMatchObject({ total: 96, height: 1, width: 1 });
    expect(flatten.maps.indices).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('shapes the rows of a dense layer like the maps behind the flatten, cut in depth', () => {
    const { layers } = build();
    const filters = layers[3]!.filters!;
    expect(filters).toMatchObject({ total: 2, depth: 4, totalDepth: 6, height: 4, width: 4 });
    expect(filters.values.length).toBe(2 * 4 * 16);
    expect(filters.values[4 * 16]).toBe(1000);
  });

  it('has no gradients for a drawing', () => {
    const { input, layers } = build({}, null);
    expect(input.gradients).toBeUndefined();
    expect(layers.every((layer) => layer.maps.gradients === undefined)).toBe(true);
  });

  it('brings all of a layer that is looked at closely, whatever the limits', () => {
    const { layers } = build({ maxMaps: 2, maxFilters: 2, maxDepth: 1, close: 'conv2d' });
    expect(layers[0]!.maps.indices).toEqual([0, 1, 2, 3, 4, 5]);
    expect(layers[0]!.filters!.indices).toEqual([0, 1, 2, 3, 4, 5]);
    expect(layers[1]!.maps.indices.length).toBe(2);
  });

  it('looks at nothing while the network is out of sight', () => {
    const model = fakeEngine().engine.model(fakePreset.spec);
    let looked = 0;
    const watched: typeof model = Object.assign(Object.create(model) as typeof model, {
      inspect: (...args: Parameters<typeof model.inspect>) => {
        looked += 1;
        return model.inspect(...args);
      },
    });
    const builder = new FrameBuilder(watched, [1, 4, 4]);
    const view = builder.view({ image, label: 1 }, { ...request, figuresOnly: true });
    expect(view.layers).toEqual([]);
    expect(view.input.values).toEqual(image);
    expect(view.probabilities.length).toBe(2);
    expect(looked).toBe(0);
    builder.view({ image, label: 1 }, request);
    expect(looked).toBe(1);
  });

  it('says what a map reads when asked, looking through what only rearranges', () => {
    const { ties } = build({ tiesOf: { layer: 'dense', map: 1 } });
    expect(ties).toMatchObject({ layer: 'dense', map: 1 });
    expect(ties!.reads.map(({ layer, total }) => [layer, total])).toEqual([['relu', 6]]);
    expect(build().ties).toBeUndefined();
  });

  it('can be transferred without taking the picture away', () => {
    const view = build();
    const buffers = buffersOf(view);
    expect(new Set(buffers).size).toBe(buffers.length);
    structuredClone(view, { transfer: buffers });
    expect(image.length).toBe(16);
  });
});

describe('shownWeights', () => {
  const asked: string[] = [];
  const model: Pick<Model, 'parameter'> = {
    parameter(name) {
      asked.push(name);
      const shape = name.endsWith('.bias') ? [500] : [500, 100];
      return { name, shape, value: marked(shape), gradient: marked(shape) };
    },
  };
  const dense = (inputs: number): LayerInfo => ({
    ...fakeLayers(2)[3]!,
    parameters: [
      { name: 'dense.weight', shape: [500, inputs] },
      { name: 'dense.bias', shape: [500] },
    ],
  });

  it('does not even ask for the weights of a layer that is too big', () => {
    expect(shownWeights(model, dense(1001), [1001, 1, 1], [], request)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('cuts rows of a vector to maxUnits inputs', () => {
    const shown = shownWeights(model, dense(100), [100, 1, 1], [0, 1, 2], request)!;
    expect(shown.filters).toMatchObject({ total: 500, depth: 1, height: 1, width: 64 });
    expect(shown.filters.indices.length).toBe(16);
    expect(shown.filters.values.length).toBe(16 * 64);
    expect(shown.filters.values[64]).toBe(1000);
  });
});
