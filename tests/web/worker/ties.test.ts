import type { LayerInfo, Model } from 'receptive';
import { describe, expect, it } from 'vitest';
import { tiesOf } from '../../../web/worker/picture/ties';
import { fakeLayers } from './fake-engine';

type Weights = Record<string, { shape: number[]; value: number[] }>;

function modelOf(weights: Weights): Pick<Model, 'parameter'> {
  return {
    parameter(name) {
      const { shape, value } = weights[name]!;
      const values = Float32Array.from(value);
      return { name, shape, value: values, gradient: values.map((x) => -2 * x) };
    },
  };
}

function layerOf(changes: Partial<LayerInfo>): LayerInfo {
  return { ...fakeLayers(2)[0]!, parameters: [], paintable: false, ...changes };
}

const numbers = (values: Float32Array | undefined) => [...(values ?? [])];

describe('what a map takes from those that it reads', () => {
  it('is the length of each slice of a filter, without a sign', () => {
    const value = [3, 4, 0, 0, 1, 0, 0, 0, 0, 0, 5, 12, 0, 0, 0, 2];
    const model = modelOf({ 'c.weight': { shape: [2, 2, 2, 2], value } });
    const layer = layerOf({
      type: 'conv2d',
      paintable: true,
      name: 'c',
      parameters: [{ name: 'c.weight', shape: [2, 2, 2, 2] }],
    });
    const source = { name: 'before', shape: [2, 5, 5] as [number, number, number] };
    const [first] = tiesOf(model, layer, layer, 0, [source]).reads;
    expect(first).toMatchObject({ layer: 'before', maps: [0, 1], total: 2, signed: false });
    expect(numbers(first!.weights)).toEqual([5, 1]);
    expect(numbers(first!.gradients)).toEqual([10, 2]);
    const [second] = tiesOf(model, layer, layer, 1, [source]).reads;
    expect(numbers(second!.weights)).toEqual([13, 2]);
  });

  it('stays within its group of channels', () => {
    const value = [1, 2, 3, 4];
    const model = modelOf({ 'd.weight': { shape: [4, 1, 1, 1], value } });
    const layer = layerOf({
      type: 'depthwiseConv2d',
      paintable: true,
      parameters: [{ name: 'd.weight', shape: [4, 1, 1, 1] }],
    });
    const [only] = tiesOf(model, layer, layer, 2, [{ name: 'x', shape: [4, 3, 3] }]).reads;
    expect(only).toMatchObject({ maps: [2], total: 1, signed: true });
    expect(numbers(only!.weights)).toEqual([3]);
  });

  it('is single weights with their sign behind a vector, the strongest of many', () => {
    const value = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? i : -i));
    const model = modelOf({ 'd.weight': { shape: [1, 100], value } });
    const layer = layerOf({
      type: 'dense',
      paintable: true,
      parameters: [{ name: 'd.weight', shape: [1, 100] }],
    });
    const [only] = tiesOf(model, layer, layer, 0, [{ name: 'x', shape: [100, 1, 1] }]).reads;
    expect(only!.maps.length).toBe(24);
    expect(only!.maps.slice(0, 3)).toEqual([99, 98, 97]);
    expect(numbers(only!.weights).slice(0, 2)).toEqual([-99, 98]);
    expect(only).toMatchObject({ total: 100, signed: true });
  });

  it('is the same map where no weights stand between, and the right one behind a join', () => {
    const model = modelOf({});
    const a = { name: 'a', shape: [3, 4, 4] as [number, number, number] };
    const b = { name: 'b', shape: [2, 4, 4] as [number, number, number] };
    const relu = tiesOf(model, layerOf({ type: 'relu', mapOffsets: [0] }), layerOf({}), 2, [a]);
    expect(relu.reads).toEqual([{ layer: 'a', maps: [2], total: 1, signed: false }]);
    const join = layerOf({ type: 'concatenate', mapOffsets: [0, 3] });
    const maps = (map: number) =>
      tiesOf(model, join, join, map, [a, b]).reads.map((read) => read.maps);
    expect(maps(1)).toEqual([[1], []]);
    expect(maps(4)).toEqual([[], [1]]);
  });
});
