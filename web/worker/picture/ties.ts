import type { ExampleShape, LayerInfo, Model } from 'receptive';
import type { Ties, TiesTo } from '../../protocol/messages';
import { firstIndices, lengthOf } from './cut';
import { mostWeights } from './weights';

/** Of a vector's units, so many lines can still be told apart. */
const mostUnits = 24;

/** A layer that is read, with nothing between but layers that only rearrange. */
export interface Source {
  name: string;
  shape: ExampleShape;
}

/**
 * What one map of a layer takes from each map that it reads: the strength of the weights between.
 *
 * @param weightsOf The layer that has the weights: the layer itself, or the one it shares them with.
 */
export function tiesOf(
  model: Pick<Model, 'parameter'>,
  layer: LayerInfo,
  weightsOf: LayerInfo,
  map: number,
  sources: readonly Source[],
): Ties {
  const reads = sources.map((source, place): TiesTo => {
    if (layer.paintable) return weighed(model, weightsOf, map, source);
    const [channels, height, width] = source.shape;
    // Units that read everything, with no weights that could be drawn.
    if (!layer.mapOffsets) {
      const maps = height * width === 1 ? [] : firstIndices(channels);
      return { layer: source.name, maps, total: channels, signed: false };
    }
    const own = map - (layer.mapOffsets[place] ?? 0);
    const found = own >= 0 && own < channels;
    return { layer: source.name, maps: found ? [own] : [], total: found ? 1 : 0, signed: false };
  });
  return { layer: layer.name, map, reads };
}

function weighed(
  model: Pick<Model, 'parameter'>,
  weightsOf: LayerInfo,
  map: number,
  { name, shape: [channels, height, width] }: Source,
): TiesTo {
  const nothing: TiesTo = { layer: name, maps: [], total: channels, signed: false };
  const weight = weightsOf.parameters.find((parameter) => parameter.name.endsWith('.weight'));
  if (!weight) return nothing;
  const size = weight.shape.reduce((product, length) => product * length, 1);
  const outputs = weight.shape[0]!;
  const row = size / outputs;
  if (size > mostWeights || map >= outputs) return nothing;
  // In groups, a filter sees only the channels of its own group.
  // A row of a dense layer has the values of all the maps that it reads.
  const slices = weight.shape.length === 2 ? channels : weight.shape[1]!;
  const slice = row / slices;
  if (!Number.isInteger(slice)) return nothing;
  const groups = Math.max(1, Math.round(channels / slices));
  const first = Math.floor(map / Math.max(1, outputs / groups)) * slices;

  const { value, gradient } = model.parameter(weight.name);
  const signed = slice === 1;
  const strength = (of: Float32Array, i: number): number =>
    signed ? of[map * row + i]! : lengthOf(of, map * row + i * slice, slice);
  let order = firstIndices(slices);
  if (height * width === 1 && slices > mostUnits) {
    order.sort((a, b) => Math.abs(strength(value, b)) - Math.abs(strength(value, a)));
    order = order.slice(0, mostUnits);
  }
  return {
    layer: name,
    maps: order.map((i) => first + i),
    total: slices,
    weights: Float32Array.from(order, (i) => strength(value, i)),
    gradients: Float32Array.from(order, (i) => strength(gradient, i)),
    signed,
  };
}
