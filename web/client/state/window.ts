import type { ExampleShape, LayerInfo } from 'receptive';
import { pair } from './layers';

/** A rectangle of squares in the maps that a layer reads; parts outside the maps are cut off. */
export interface SourceWindow {
  row: number;
  column: number;
  height: number;
  width: number;
}

/**
 * Which squares of its input one output of a layer is made from: a window for convolutions and
 * pooling, the same place for what works value by value, nothing for layers that read everything.
 */
export function sourceWindow(
  layer: LayerInfo,
  input: ExampleShape,
  row: number,
  column: number,
): SourceWindow | undefined {
  const size = pair(layer.settings.kernelSize ?? layer.settings.poolSize);
  const [, height, width] = input;
  if (size) {
    const strides = pair(layer.settings.strides) ?? (layer.settings.poolSize ? size : [1, 1]);
    const dilation = pair(layer.settings.dilationRate) ?? [1, 1];
    const [outHeight, outWidth] = [layer.outputShape[1], layer.outputShape[2]];
    const down = span(row, size[0], strides[0], dilation[0], height, outHeight, layer);
    const across = span(column, size[1], strides[1], dilation[1], width, outWidth, layer);
    return { row: down.first, column: across.first, height: down.length, width: across.length };
  }
  const sameSize = layer.outputShape.every((length, i) => length === input[i]);
  return sameSize && height * width > 1 && layer.parameterCount === 0
    ? { row, column, height: 1, width: 1 }
    : undefined;
}

function span(
  at: number,
  size: number,
  stride: number,
  dilation: number,
  length: number,
  outLength: number,
  layer: LayerInfo,
): { first: number; length: number } {
  const reach = (size - 1) * dilation + 1;
  // "Same" padding puts the odd pixel at the far edge, as Keras and the SAS documentation do.
  const padding =
    layer.settings.padding === 'same'
      ? Math.floor(Math.max(0, (outLength - 1) * stride + reach - length) / 2)
      : typeof layer.settings.padding === 'number'
        ? layer.settings.padding
        : 0;
  const first = at * stride - padding;
  const start = Math.max(0, first);
  return { first: start, length: Math.max(0, Math.min(length, first + reach) - start) };
}
