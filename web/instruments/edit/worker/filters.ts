import type { ExampleShape, LayerInfo, Model } from 'receptive';
import type { FilterChange, FilterPlace, KernelRequest } from '../commands';
import type { FilterView } from '../protocol';
import { kernelValues } from '../../../protocol/kernels';

type EditedModel = Pick<Model, 'parameter' | 'editing'>;

/** Where the filters of one layer lie in its parameters. */
export interface FilterLayout {
  layer: string;
  /** Name of the parameter, and of the biases if there are any. */
  weight: string;
  bias?: string;
  count: number;
  depth: number;
  height: number;
  width: number;
  /** Values of one filter. */
  size: number;
}

/** The layers whose filters can be edited. */
export function filterLayouts(layers: readonly LayerInfo[], input: ExampleShape): FilterLayout[] {
  return layers.flatMap((layer) => layoutOf(layer, layers, input) ?? []);
}

function layoutOf(
  layer: LayerInfo,
  layers: readonly LayerInfo[],
  input: ExampleShape,
): FilterLayout | undefined {
  const named = (end: string) => layer.parameters.find(({ name }) => name.endsWith(end));
  const weight = named('.weight');
  if (!weight || !layer.paintable) return undefined;
  const [count, ...sides] = weight.shape;
  const size = sides.reduce((product, side) => product * side, 1);
  const bias = named('.bias');
  return {
    layer: layer.name,
    weight: weight.name,
    ...(bias ? { bias: bias.name } : {}),
    count: count!,
    ...formOf(sides, shapeRead(layer, layers, input)),
    size,
  };
}

/** A dense row has the shape of the maps that it reads. */
function formOf(
  sides: readonly number[],
  [channels, rows, columns]: ExampleShape,
): Pick<FilterLayout, 'depth' | 'height' | 'width'> {
  if (sides.length === 3) return { depth: sides[0]!, height: sides[1]!, width: sides[2]! };
  if (sides.length === 2) return { depth: sides[0]!, height: 1, width: sides[1]! };
  const length = sides[0] ?? 1;
  if (rows * columns > 1 && channels * rows * columns === length) {
    return { depth: channels, height: rows, width: columns };
  }
  return { depth: 1, height: 1, width: length };
}

/** Flatten and dropout are looked through. */
function shapeRead(
  layer: LayerInfo,
  layers: readonly LayerInfo[],
  input: ExampleShape,
): ExampleShape {
  const before = layers.find(({ name }) => name === layer.inputs[0]);
  if (!before) return input;
  return before.silent ? shapeRead(before, layers, input) : before.outputShape;
}

/** Throws when there is no such filter. */
export function layoutAt(layouts: readonly FilterLayout[], place: FilterPlace): FilterLayout {
  const layout = layouts.find(({ layer }) => layer === place.layer);
  if (!layout) throw new Error(`${place.layer}: the filters of this layer cannot be edited.`);
  const { index } = place;
  if (!Number.isInteger(index) || index < 0 || index >= layout.count) {
    throw new Error(`${place.layer}: expected a filter from 0 to ${layout.count - 1}.`);
  }
  return layout;
}

export function readFilter(
  model: EditedModel,
  layout: FilterLayout,
  index: number,
): Pick<
  FilterView,
  'values' | 'bias' | 'frozen' | 'layer' | 'index' | 'count' | 'depth' | 'height' | 'width'
> {
  const { layer, count, depth, height, width, size } = layout;
  const values = model.parameter(layout.weight).value.slice(index * size, (index + 1) * size);
  const bias = layout.bias === undefined ? undefined : model.parameter(layout.bias).value[index];
  const frozen = frozenOf(model, layout).includes(index);
  const shape = { depth, height, width };
  const view = { layer, index, count, ...shape, values, frozen };
  return bias === undefined ? view : { ...view, bias };
}

/** Only the squares that are named: training goes on with the others. */
export function writeFilter(model: EditedModel, layout: FilterLayout, change: FilterChange): void {
  const { index, at, values } = change;
  const { size } = layout;
  const last = layout.bias === undefined ? size - 1 : size;
  if (at.length !== values.length) throw new Error('filter: expected a value for each square.');
  if (at.some((place) => !Number.isInteger(place) || place < 0 || place > last)) {
    throw new Error(`filter: expected squares from 0 to ${last}.`);
  }
  if (!values.every(Number.isFinite)) throw new Error('filter: expected numbers.');
  for (let first = 0; first < at.length;) {
    let end = first + 1;
    while (end < at.length && at[end] === at[end - 1]! + 1 && at[end] !== size) end += 1;
    const part = Float32Array.from(values.slice(first, end));
    if (at[first] === size) model.editing.setValues(layout.bias!, index, part);
    else model.editing.setValues(layout.weight, index * size + at[first]!, part);
    first = end;
  }
}

export function freezeFilter(
  model: EditedModel,
  { weight, bias, size }: FilterLayout,
  index: number,
  on: boolean,
): void {
  const act = (name: string, first: number, count: number) =>
    on ? model.editing.freeze(name, first, count) : model.editing.unfreeze(name, first, count);
  act(weight, index * size, size);
  if (bias !== undefined) act(bias, index, 1);
}

/** The filters whose weights are all frozen. */
export function frozenOf(model: EditedModel, { weight, count, size }: FilterLayout): number[] {
  const marks = model.editing.frozen(weight);
  const frozen: number[] = [];
  for (let index = 0; index < count; ++index) {
    if (!marks.subarray(index * size, (index + 1) * size).includes(0)) frozen.push(index);
  }
  return frozen;
}

/** The squares that a known filter would change, and what they would be. */
export function kernelChange(
  model: EditedModel,
  layout: FilterLayout,
  { layer, index, kernel, channel, scale }: KernelRequest,
): FilterChange {
  const { depth, height, width } = layout;
  if (channel !== 'all' && !(channel >= 0 && channel < depth)) {
    throw new Error(`${layer}: expected an input channel from 0 to ${depth - 1}.`);
  }
  const channels = channel === 'all' ? Array.from({ length: depth }, (_, i) => i) : [channel];
  const plane = kernelValues(kernel, height, width);
  const own = Math.hypot(...plane) * Math.sqrt(channels.length);
  const factor = scale === 'asLayer' && own > 0 ? usualNorm(model, layout, channels) / own : 1;
  const area = height * width;
  return {
    layer,
    index,
    at: channels.flatMap((one) => plane.map((_, i) => one * area + i)),
    values: channels.flatMap(() => plane.map((value) => value * factor)),
  };
}

/** Mean length (root of the sum of squares) of these channels over the layer's filters. */
function usualNorm(
  model: EditedModel,
  { weight, count, size, height, width }: FilterLayout,
  channels: readonly number[],
): number {
  const { value } = model.parameter(weight);
  const area = height * width;
  let sum = 0;
  for (let index = 0; index < count; ++index) {
    let squares = 0;
    for (const channel of channels) {
      const first = index * size + channel * area;
      for (const weight of value.subarray(first, first + area)) squares += weight * weight;
    }
    sum += Math.sqrt(squares);
  }
  return sum / count;
}
