import * as tf from '@tensorflow/tfjs-core';
import type { ExampleShape, LayerSpec } from 'receptive';
import { channelsFirst, filterLast } from '../support/layout.js';
import type { Configuration, Parameters, Peer } from '../support/peer.js';
import type { Random } from '../support/random.js';
import { type Window, padded, paddingSides, someWindow, spread } from '../support/window.js';

function someInput(random: Random, channels = random.whole(1, 5)): ExampleShape {
  return [channels, random.whole(1, 9), random.whole(1, 9)];
}

const sizeOf = ([, height, width]: ExampleShape): [number, number] => [height, width];

const withBias = (y: tf.Tensor, name: string, useBias: boolean, parameters: Parameters) =>
  useBias ? tf.add(y, parameters(`${name}.bias`)) : y;

function convolution(
  input: ExampleShape,
  window: Window,
  filters: number,
  groups: number,
  useBias: boolean,
): Configuration {
  const layer = { type: 'conv2d', name: 'layer', filters, groups, useBias, ...window };
  return {
    input,
    layers: [layer as LayerSpec],
    forward(x, parameters) {
      const map = padded(x, paddingSides(window, sizeOf(input)));
      const weight = parameters('layer.weight') as tf.Tensor4D;
      const group = (maps: tf.Tensor4D, weights: tf.Tensor4D) =>
        tf.conv2d(maps, spread(filterLast(weights), window.dilationRate), window.strides, 'valid');
      if (groups === 1) return withBias(group(map, weight), 'layer', useBias, parameters);
      const maps = tf.split<tf.Tensor4D>(map, groups, 3);
      const weights = tf.split<tf.Tensor4D>(weight, groups, 0);
      const parts = maps.map((part, i) => group(part, weights[i]!));
      return withBias(tf.concat(parts, 3), 'layer', useBias, parameters);
    },
  };
}

export const convolutions: Peer[] = [
  {
    name: 'conv2d',
    count: 80,
    configure(random) {
      const input = someInput(random);
      const window = someWindow(random, sizeOf(input), { dilation: true });
      return convolution(input, window, random.whole(1, 6), 1, random.chance(0.7));
    },
  },
  {
    name: 'conv2d with the paddings of TensorFlow.js itself',
    count: 30,
    configure(random) {
      const input = someInput(random);
      const window = someWindow(random, sizeOf(input), { explicit: false });
      const pad = window.padding as 'valid' | 'same';
      return {
        ...convolution(input, window, random.whole(1, 6), 1, false),
        forward: (x, parameters) =>
          tf.conv2d(x, filterLast(parameters('layer.weight')), window.strides, pad),
      };
    },
  },
  {
    name: 'conv2d in groups',
    count: 40,
    configure(random) {
      const groups = random.whole(2, 4);
      const input = someInput(random, groups * random.whole(1, 3));
      const window = someWindow(random, sizeOf(input), { dilation: true });
      const filters = groups * random.whole(1, 3);
      return convolution(input, window, filters, groups, random.chance(0.5));
    },
  },
  {
    name: 'conv2d, depthwise by its groups',
    count: 30,
    configure(random) {
      const input = someInput(random, random.whole(2, 6));
      const window = someWindow(random, sizeOf(input), { dilation: true });
      const multiplier = random.whole(1, 3);
      const { layers } = convolution(input, window, input[0] * multiplier, input[0], true);
      return { input, layers, forward: depthwise(input, window, multiplier) };
    },
  },
  {
    name: 'depthwiseConv2d',
    count: 30,
    configure(random) {
      const input = someInput(random);
      const window = someWindow(random, sizeOf(input), { dilation: true });
      const depthMultiplier = random.whole(1, 3);
      const layer = { type: 'depthwiseConv2d', name: 'layer', depthMultiplier, ...window };
      return {
        input,
        layers: [layer as LayerSpec],
        forward: depthwise(input, window, depthMultiplier),
      };
    },
  },
  {
    name: 'conv1d',
    count: 40,
    configure(random) {
      const input: ExampleShape = [random.whole(1, 5), 1, random.whole(4, 12)];
      const kernelSize = random.whole(1, 4);
      const strides = random.whole(1, 3);
      const dilationRate = kernelSize === 4 ? 1 : random.whole(1, 2);
      const padding = random.pick(['valid', 'same', 'causal'] as const);
      const filters = random.whole(1, 5);
      const layer = {
        type: 'conv1d' as const,
        name: 'layer',
        filters,
        kernelSize,
        strides,
        dilationRate,
      };
      const window: Window = {
        kernelSize: [1, kernelSize],
        strides: [1, strides],
        dilationRate: [1, dilationRate],
        padding: padding === 'causal' ? [0, 0, (kernelSize - 1) * dilationRate, 0] : padding,
      };
      if (padding === 'valid' && (kernelSize - 1) * dilationRate + 1 > input[2]) {
        window.padding = 'same';
      }
      return {
        input,
        layers: [{ ...layer, padding: window.padding === 'same' ? 'same' : padding }],
        forward(x, parameters) {
          const [top, bottom, left, right] = paddingSides(window, [1, input[2]]);
          const row = tf.squeeze<tf.Tensor3D>(padded(x, [top, bottom, left, right]), [1]);
          const weight = spread(filterLast(parameters('layer.weight')), window.dilationRate);
          const y = tf.conv1d(row, tf.squeeze<tf.Tensor3D>(weight, [0]), strides, 'valid');
          return tf.expandDims(withBias(y, 'layer', true, parameters), 1);
        },
      };
    },
  },
  {
    name: 'conv2dTranspose',
    count: 40,
    configure(random) {
      const input: ExampleShape = [random.whole(1, 4), random.whole(1, 6), random.whole(1, 6)];
      const filters = random.whole(1, 4);
      const kernelSize = random.pair(1, 4);
      const strides = random.pair(1, 3);
      const padding = random.pick(['valid', 'same'] as const);
      const extent = (side: 0 | 1) =>
        input[side + 1]! * strides[side] +
        (padding === 'same' ? 0 : Math.max(kernelSize[side] - strides[side], 0));
      const layer = {
        type: 'conv2dTranspose' as const,
        name: 'layer',
        filters,
        kernelSize,
        strides,
      };
      return {
        input,
        layers: [{ ...layer, padding }],
        forward(x, parameters) {
          // (IC, OC, KH, KW) as (KH, KW, OC, IC).
          const filter = tf.transpose<tf.Tensor4D>(
            parameters('layer.weight') as tf.Tensor4D,
            [2, 3, 1, 0],
          );
          const shape: [number, number, number, number] = [
            x.shape[0],
            extent(0),
            extent(1),
            filters,
          ];
          const y = tf.conv2dTranspose(x, filter, shape, strides, padding);
          return withBias(y, 'layer', true, parameters);
        },
      };
    },
  },
  {
    // Not in TensorFlow.js: a product of matrices for every place.
    name: 'locallyConnected2d',
    count: 20,
    configure(random) {
      const input: ExampleShape = [random.whole(1, 3), random.whole(2, 6), random.whole(2, 6)];
      const { kernelSize, strides } = someWindow(random, sizeOf(input));
      const filters = random.whole(1, 4);
      const useBias = random.chance(0.7);
      const [kh, kw] = kernelSize;
      const [rows, columns] = [0, 1].map(
        (side) => Math.floor((input[side + 1]! - kernelSize[side]!) / strides[side]!) + 1,
      );
      const layer = {
        type: 'locallyConnected2d' as const,
        name: 'layer',
        filters,
        kernelSize,
        strides,
      };
      return {
        input,
        layers: [{ ...layer, useBias }],
        forward(x, parameters) {
          const places: tf.Tensor[] = [];
          for (let row = 0; row < rows!; ++row) {
            for (let column = 0; column < columns!; ++column) {
              const begin = [0, row * strides[0], column * strides[1], 0];
              const patch = tf.slice(x, begin, [x.shape[0], kh, kw, input[0]]);
              const values = tf.reshape<tf.Rank.R2>(channelsFirst(patch), [x.shape[0], -1]);
              const weight = tf.gather(parameters('layer.weight'), row * columns! + column);
              places.push(tf.matMul(values, weight, false, true));
            }
          }
          const y = tf.reshape(tf.stack(places, 1), [x.shape[0], rows!, columns!, filters]);
          if (!useBias) return y;
          return tf.add(y, tf.transpose(parameters('layer.bias') as tf.Tensor3D, [1, 2, 0]));
        },
      };
    },
  },
];

function depthwise(input: ExampleShape, window: Window, multiplier: number) {
  return (x: tf.Tensor4D, parameters: Parameters) => {
    const [kh, kw] = window.kernelSize;
    // (C * multiplier, 1, KH, KW) as (KH, KW, C, multiplier).
    const filter = tf.transpose<tf.Tensor4D>(
      tf.reshape(parameters('layer.weight'), [input[0], multiplier, kh, kw]),
      [2, 3, 0, 1],
    );
    const y = tf.depthwiseConv2d(
      padded(x, paddingSides(window, sizeOf(input))),
      spread(filter, window.dilationRate),
      window.strides,
      'valid',
    );
    return withBias(y, 'layer', true, parameters);
  };
}
