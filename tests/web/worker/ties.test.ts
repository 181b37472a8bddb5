import type { LayerSpec, Model, ModelSpec } from 'receptive';
import { describe, expect, it } from 'vitest';
import { tiesOf } from '../../../web/worker/picture/ties';
import { engine } from './watched-engine';

/** A network whose gradients are those of one picture, and whose weights a step leaves alone. */
function trained(input: ModelSpec['input'], layers: LayerSpec[], weights: number[] = []): Model {
  const end: LayerSpec[] = [{ type: 'flatten' }, { type: 'dense', name: 'end', units: 2 }];
  const optimizer = { type: 'sgd', learningRate: 0 } as const;
  const model = engine.model({ input, layers: [...layers, ...end], optimizer });
  const [first] = model.parameters();
  if (weights.length > 0) model.setParameter(first!.name, Float32Array.from(weights));
  const size = input[0] * input[1] * input[2];
  const image = Float32Array.from({ length: size }, (_, i) => Math.sin(i) + 0.1);
  model.trainBatch(image, Uint8Array.of(1));
  return model;
}

const numbers = (values: Float32Array | undefined) => [...(values ?? [])];

describe('what a map takes from those that it reads', () => {
  it('is the length of each slice of a filter, without a sign', () => {
    const value = [3, 4, 0, 0, 1, 0, 0, 0, 0, 0, 5, 12, 0, 0, 0, 2];
    const filters: LayerSpec = { type: 'conv2d', filters: 2, kernelSize: 2, useBias: false };
    const model = trained([2, 5, 5], [filters], value);
    const [layer] = model.layers();
    const source = { name: 'before', shape: [2, 5, 5] as [number, number, number] };
    const [first] = tiesOf(model, layer!, layer!, 0, [source]).reads;
    expect(first).toMatchObject({ layer: 'before', maps: [0, 1], total: 2, signed: false });
    expect(numbers(first!.weights)).toEqual([5, 1]);
    const [second] = tiesOf(model, layer!, layer!, 1, [source]).reads;
    expect(numbers(second!.weights)).toEqual([13, 2]);
    const { gradient } = model.parameter('conv2d.weight');
    const lengths = [0, 4, 8, 12].map((at) => Math.hypot(...gradient.slice(at, at + 4)));
    expect(Math.min(...lengths)).toBeGreaterThan(0);
    const found = [...numbers(first!.gradients), ...numbers(second!.gradients)];
    found.forEach((length, i) => expect(length).toBeCloseTo(lengths[i]!, 6));
  });

  it('stays within its group of channels', () => {
    const model = trained([4, 3, 3], [{ type: 'depthwiseConv2d', kernelSize: 1 }], [1, 2, 3, 4]);
    const [layer] = model.layers();
    const [only] = tiesOf(model, layer!, layer!, 2, [{ name: 'x', shape: [4, 3, 3] }]).reads;
    expect(only).toMatchObject({ maps: [2], total: 1, signed: true });
    expect(numbers(only!.weights)).toEqual([3]);
    const { gradient } = model.parameter(layer!.parameters[0]!.name);
    expect(gradient[2]).not.toBe(0);
    expect(numbers(only!.gradients)).toEqual([gradient[2]]);
  });

  it('is single weights with their sign behind a vector, the strongest of many', () => {
    const value = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? i : -i));
    const model = trained([100, 1, 1], [{ type: 'dense', units: 1 }], value);
    const [layer] = model.layers();
    const [only] = tiesOf(model, layer!, layer!, 0, [{ name: 'x', shape: [100, 1, 1] }]).reads;
    expect(only!.maps.length).toBe(24);
    expect(only!.maps.slice(0, 3)).toEqual([99, 98, 97]);
    expect(numbers(only!.weights).slice(0, 2)).toEqual([-99, 98]);
    const { gradient } = model.parameter('dense.weight');
    expect(gradient[99]).not.toBe(0);
    expect(numbers(only!.gradients).slice(0, 2)).toEqual([gradient[99], gradient[98]]);
    expect(only).toMatchObject({ total: 100, signed: true });
  });

  it('is the same map where no weights stand between, and the right one behind a join', () => {
    const model = trained(
      [1, 4, 4],
      [
        { type: 'conv2d', name: 'a', filters: 3, kernelSize: 1, inputs: ['input'] },
        { type: 'conv2d', name: 'b', filters: 2, kernelSize: 1, inputs: ['input'] },
        { type: 'relu', inputs: ['a'] },
        { type: 'concatenate', inputs: ['relu', 'b'] },
      ],
    );
    const named = (type: string) => model.layers().find((layer) => layer.type === type)!;
    const a = { name: 'a', shape: [3, 4, 4] as [number, number, number] };
    const b = { name: 'b', shape: [2, 4, 4] as [number, number, number] };
    const relu = named('relu');
    expect(tiesOf(model, relu, relu, 2, [a]).reads).toEqual([
      { layer: 'a', maps: [2], total: 1, signed: false },
    ]);
    const join = named('concatenate');
    const maps = (map: number) =>
      tiesOf(model, join, join, map, [a, b]).reads.map((read) => read.maps);
    expect(maps(1)).toEqual([[1], []]);
    expect(maps(4)).toEqual([[], [1]]);
  });
});
