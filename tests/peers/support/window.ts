import * as tf from '@tensorflow/tfjs-core';
import type { Random } from './random.js';

/** How a window slides, as both sides are told. */
export interface Window {
  kernelSize: [number, number];
  strides: [number, number];
  dilationRate: [number, number];
  padding: 'valid' | 'same' | [number, number, number, number];
}

type Sides = [top: number, bottom: number, left: number, right: number];

/** A window that fits a map of this size. */
export function someWindow(
  random: Random,
  [height, width]: [number, number],
  options: { dilation?: boolean; explicit?: boolean } = {},
): Window {
  const kernelSize: [number, number] = [
    random.whole(1, Math.min(5, height)),
    random.whole(1, Math.min(5, width)),
  ];
  const strides = random.pair(1, 3);
  const room = (extent: number, kernel: number) =>
    kernel === 1 ? 1 : Math.max(1, Math.min(3, Math.floor((extent - 1) / (kernel - 1))));
  const dilationRate: [number, number] = options.dilation
    ? [random.whole(1, room(height, kernelSize[0])), random.whole(1, room(width, kernelSize[1]))]
    : [1, 1];
  const explicit = (): Sides => {
    // Pooling never pools padding alone, so it stays below the window.
    const [h, w] = kernelSize;
    return [
      random.whole(0, Math.min(2, h - 1)),
      random.whole(0, Math.min(2, h - 1)),
      random.whole(0, Math.min(2, w - 1)),
      random.whole(0, Math.min(2, w - 1)),
    ];
  };
  const paddings: Window['padding'][] = ['valid', 'same'];
  if (options.explicit !== false) paddings.push(explicit());
  return { kernelSize, strides, dilationRate, padding: random.pick(paddings) };
}

/** The rows and columns of padding that a window asks for on a map; 'same' as TensorFlow has it. */
export function paddingSides(window: Window, size: [number, number]): Sides {
  if (window.padding === 'valid') return [0, 0, 0, 0];
  if (window.padding !== 'same') return window.padding;
  const [vertical, horizontal] = [0, 1].map((side) => {
    const extent = size[side]!;
    const stride = window.strides[side]!;
    const kernel = (window.kernelSize[side]! - 1) * window.dilationRate[side]! + 1;
    const total = Math.max(0, (Math.ceil(extent / stride) - 1) * stride + kernel - extent);
    return [Math.floor(total / 2), Math.ceil(total / 2)] as const;
  });
  return [...vertical!, ...horizontal!];
}

/** Zeros around maps (N, H, W, C). */
export function padded(x: tf.Tensor4D, [top, bottom, left, right]: Sides, value = 0): tf.Tensor4D {
  return tf.pad(
    x,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    value,
  );
}

/**
 * A filter (KH, KW, ...) with the gaps of its dilation filled with zeros: TensorFlow.js has no
 * gradient of dilated convolutions.
 */
export function spread(filter: tf.Tensor4D, [dilationH, dilationW]: [number, number]): tf.Tensor4D {
  const [kh, kw, inner, outer] = filter.shape;
  const gaps = (values: tf.Tensor, axis: number, dilation: number): tf.Tensor => {
    if (dilation === 1) return values;
    const shape = values.shape.slice();
    const apart = tf.reshape(values, [...shape.slice(0, axis + 1), 1, ...shape.slice(axis + 1)]);
    const zeros = apart.shape.map(
      (_, i) => [0, i === axis + 1 ? dilation - 1 : 0] as [number, number],
    );
    const filled = tf.pad(apart, zeros);
    shape[axis]! *= dilation;
    const long = tf.reshape(filled, shape);
    // Without the zeros behind the last row.
    shape[axis]! -= dilation - 1;
    return tf.slice(
      long,
      shape.map(() => 0),
      shape,
    );
  };
  const rows = gaps(tf.reshape(filter, [kh, kw, inner, outer]), 0, dilationH);
  return gaps(rows, 1, dilationW) as tf.Tensor4D;
}
