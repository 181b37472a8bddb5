import type { LayerSpec, Model } from 'receptive';
import { describe, expect, it } from 'vitest';
import type { FrameRequest } from '../../../web/protocol/messages';
import { FrameBuilder } from '../../../web/worker/picture/frames';
import { buffersOf } from '../../../web/worker/host/transfer';
import { shownWeights } from '../../../web/worker/picture/weights';
import { Watch } from './watched-engine';

const request: FrameRequest = {
  run: 1,
  picture: { kind: 'test', index: 0 },
  maxMaps: 16,
  maxRows: 64,
  maxFilters: 16,
  maxDepth: 4,
  maxUnits: 64,
};
/** The six maps, the strongest behind the relu first: of the first nothing is left there. */
const strongest = [5, 4, 3, 2, 1, 0];
/** Bright everywhere, so that a filter's sum decides how strong its map is. */
const image = Float32Array.from({ length: 16 }, (_, i) => 1 + i / 16);
const label = 1;

/**
 * Six filters whose maps grow from the second to the last. The first has the largest values of all,
 * but all of them are negative: behind the relu nothing is left of its map.
 */
function sixFilters(watch = new Watch()): Model {
  const layers: LayerSpec[] = [
    { type: 'conv2d', filters: 6, kernelSize: 3, padding: 'same' },
    { type: 'relu' },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ];
  const model = watch.engine.model({ input: [1, 4, 4], layers });
  model.trainBatch(image, Uint8Array.of(label)); // for gradients of the weights
  const filters = Float32Array.from({ length: 54 }, (_, i) => Math.floor(i / 9) + (i % 9) / 100);
  model.setParameter('conv2d.weight', filters.fill(-9, 0, 9));
  model.setParameter('conv2d.bias', Float32Array.of(0, 1, 2, 3, 4, 5));
  return model;
}

const model = sixFilters();
const seen = model.inspect(image, { label });

const build = (changes: Partial<FrameRequest> = {}) =>
  new FrameBuilder(model, [1, 4, 4]).view({ image, label }, { ...request, ...changes });

const size = (values: Float32Array) => Math.max(...values.map(Math.abs));

describe('FrameBuilder', () => {
  it('shows whole layers where they fit, the strongest maps first', () => {
    const { input, inputLimit, layers, probabilities } = build();
    expect(layers.map((layer) => layer.name)).toEqual(['conv2d', 'relu', 'flatten', 'dense']);
    const [conv] = layers;
    const { activation, gradient } = seen['conv2d']!;
    expect(conv!.maps).toMatchObject({ total: 6, indices: strongest });
    expect([conv!.maps.height, conv!.maps.width]).toEqual([4, 4]);
    const ordered = (values: Float32Array, size: number) =>
      Float32Array.from(
        strongest.flatMap((map) => [...values.slice(map * size, (map + 1) * size)]),
      );
    expect(conv!.maps.values).toEqual(ordered(activation, 16));
    expect(conv!.maps.gradients).toEqual(ordered(gradient!, 16));
    const weight = model.parameter('conv2d.weight');
    expect(conv!.filters).toMatchObject({
      values: ordered(weight.value, 9),
      gradients: ordered(weight.gradient, 9),
    });
    expect(conv!.limits).toEqual({
      values: size(activation),
      gradients: size(gradient!),
      weights: 9,
      weightGradients: size(weight.gradient),
    });
    expect(Math.min(conv!.limits.gradients, conv!.limits.weightGradients)).toBeGreaterThan(0);
    expect(input.values).toEqual(image);
    expect(input.gradients).toEqual(seen['input']!.gradient);
    expect(inputLimit).toBe(size(seen['input']!.gradient!));
    expect(probabilities).toEqual(model.predict(image));
  });

  it('copies only what is in sight and the answer, and goes back only where gradients are shown', () => {
    const watch = new Watch();
    const builder = new FrameBuilder(sixFilters(watch), [1, 4, 4]);
    const near = { ...request, layers: ['relu', 'gone'], forwardOnly: true };
    const view = builder.view({ image, label }, near);
    expect(view.layers.map(({ name }) => name)).toEqual(['relu', 'dense']);
    expect(view.layers.every(({ maps }) => maps.gradients === undefined)).toBe(true);
    expect(view.probabilities).toEqual(model.predict(image));
    const looks = watch.calls('inspect');
    builder.view({ image, label }, near);
    expect(watch.calls('inspect') - looks).toBe(1);
    expect(watch.calls('predict')).toBe(0);
  });

  it('keeps the order of maps while the picture stays, until it is sorted', () => {
    const other = sixFilters();
    const builder = new FrameBuilder(other, [1, 4, 4]);
    const order = (changes: Partial<FrameRequest> = {}) =>
      builder.view({ image, label }, { ...request, ...changes }).layers[1]!.maps.indices;
    expect(order()).toEqual(strongest);
    const weights = other.parameter('conv2d.weight').value.fill(9, 9, 18);
    other.setParameter('conv2d.weight', weights);
    expect(order()).toEqual(strongest);
    expect(order({ sorted: 1 })[0]).toBe(1);
    expect(order({ picture: { kind: 'test', index: 1 }, sorted: 1 })[0]).toBe(1);
  });

  it('cuts maps and filters to the strongest, the same in all layers that keep them apart', () => {
    const { layers } = build({ maxMaps: 2, maxFilters: 2 });
    const [conv, relu] = layers;
    expect(conv!.maps.indices).toEqual([5, 4]);
    expect(relu!.maps.indices).toEqual([5, 4]);
    const map = (index: number) => [
      ...seen['conv2d']!.activation.slice(16 * index, 16 * index + 16),
    ];
    expect([...conv!.maps.values]).toEqual([...map(5), ...map(4)]);
    const filters = conv!.filters!;
    expect(filters.indices).toEqual([5, 4]);
    const { value } = model.parameter('conv2d.weight');
    expect([...filters.values]).toEqual([...value.slice(45, 54), ...value.slice(36, 45)]);
    expect([...filters.biases]).toEqual([5, 4]);
    // The scale belongs to the whole layer, not to what is shown of it.
    expect(conv!.limits.values).toBe(Math.max(...map(0).map(Math.abs)));
    expect(conv!.limits.values).toBeGreaterThan(size(conv!.maps.values));
  });

  it('keeps maps of one row in their own order, as many as are asked for', () => {
    const watch = new Watch();
    const rows = watch.engine.model({
      input: [1, 4, 4],
      layers: [
        { type: 'conv2d', filters: 6, kernelSize: [4, 1] },
        { type: 'flatten' },
        { type: 'dense', units: 2 },
      ],
    });
    const builder = new FrameBuilder(rows, [1, 4, 4]);
    const indices = (maxRows: number) =>
      builder.view({ image, label }, { ...request, maxMaps: 2, maxRows }).layers[0]!.maps.indices;
    expect(indices(64)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(indices(4)).toEqual([0, 1, 2, 3]);
  });

  it('cuts vectors to their first values', () => {
    const { layers } = build({ maxUnits: 10 });
    const flatten = layers[2]!;
    expect(flatten.maps).toMatchObject({ total: 96, height: 1, width: 1 });
    expect(flatten.maps.indices).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(flatten.maps.values).toEqual(seen['relu']!.activation.slice(0, 10));
  });

  it('shapes the rows of a dense layer like the maps behind the flatten, cut in depth', () => {
    const { layers } = build();
    const filters = layers[3]!.filters!;
    expect(filters).toMatchObject({ total: 2, depth: 4, totalDepth: 6, height: 4, width: 4 });
    const { value } = model.parameter('dense.weight');
    const rows = [...value.slice(0, 64), ...value.slice(96, 96 + 64)];
    expect([...filters.values]).toEqual(rows);
  });

  it('has no gradients for a drawing', () => {
    const view = new FrameBuilder(model, [1, 4, 4]).view({ image, label: undefined }, request);
    expect(view.input.gradients).toBeUndefined();
    expect(view.layers.every((layer) => layer.maps.gradients === undefined)).toBe(true);
  });

  it('brings all of a layer that is looked at closely, whatever the limits', () => {
    const { layers } = build({ maxMaps: 2, maxFilters: 2, maxDepth: 1, whole: ['conv2d'] });
    expect(layers[0]!.maps.indices).toEqual(strongest);
    expect(layers[0]!.filters!.indices).toEqual(strongest);
    expect(layers[1]!.maps.indices.length).toBe(2);
  });

  it('looks at nothing while the network is out of sight', () => {
    const watch = new Watch();
    const builder = new FrameBuilder(sixFilters(watch), [1, 4, 4]);
    const view = builder.view({ image, label }, { ...request, figuresOnly: true });
    expect(view.layers).toEqual([]);
    expect(view.input.values).toEqual(image);
    expect(view.probabilities.length).toBe(2);
    expect([watch.calls('inspect'), watch.calls('predict')]).toEqual([0, 0]);
    builder.view({ image, label }, request);
    expect(watch.calls('inspect')).toBe(1);
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
  const wide = (inputs: number) => {
    const watch = new Watch();
    const model = watch.engine.model({
      input: [inputs, 1, 1],
      layers: [
        { type: 'dense', units: 500 },
        { type: 'dense', name: 'votes', units: 2 },
      ],
      batchSize: 1,
    });
    return { watch, model, layer: model.layers()[0]! };
  };

  it('does not even ask for the weights of a layer that is too big', () => {
    const { watch, model, layer } = wide(1001);
    expect(shownWeights(model, layer, [1001, 1, 1], [], request)).toBeUndefined();
    expect(watch.calls('parameter')).toBe(0);
  });

  it('cuts rows of a vector to maxUnits inputs', () => {
    const { model, layer } = wide(100);
    const shown = shownWeights(model, layer, [100, 1, 1], [0, 1, 2], request)!;
    expect(shown.filters).toMatchObject({ total: 500, depth: 1, height: 1, width: 64 });
    expect(shown.filters.indices.length).toBe(16);
    const { value } = model.parameter('dense.weight');
    const rows = Array.from({ length: 16 }, (_, row) => [
      ...value.slice(100 * row, 100 * row + 64),
    ]);
    expect([...shown.filters.values]).toEqual(rows.flat());
  });
});
