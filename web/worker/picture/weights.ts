import type { ExampleShape, LayerInfo, Model } from 'receptive';
import type { FilterStack, FrameRequest } from '../../protocol/messages';
import { cutItemHeads, cutItems, firstIndices, largest } from './cut';

/**
 * More weights than this are not copied out of the engine for each frame: a copy of them and their
 * gradients takes a few milliseconds at this size already.
 */
export const mostWeights = 500_000;

/** Of a layer that is looked at closely, so many weights are shown. */
const mostClose = 150_000;

export interface ShownWeights {
  filters: FilterStack;
  limits: { weights: number; weightGradients: number; updates?: number };
}

/**
 * The filters of a convolution or the rows of a dense layer, as far as they are shown.
 *
 * @param reads Shape of the maps that a dense layer's inputs are the flattened values of.
 * @param maps Indices of the layer's maps that are shown: its filters are to be the same.
 */
export function shownWeights(
  model: Pick<Model, 'parameter'> & Partial<Pick<Model, 'editing'>>,
  layer: LayerInfo,
  reads: ExampleShape,
  maps: readonly number[],
  request: FrameRequest,
): ShownWeights | undefined {
  const weight = layer.parameters.find((parameter) => parameter.name.endsWith('.weight'));
  if (!weight) return undefined;
  const size = weight.shape.reduce((product, length) => product * length, 1);
  if (size > mostWeights) return undefined;
  const close = request.whole?.includes(layer.name) ?? false;
  const limits = close ? { maxDepth: Infinity, maxUnits: 4096 } : request;
  const form = formOf(weight.shape, reads, limits);
  if (!form) return undefined;

  const { value, gradient } = model.parameter(weight.name);
  const total = weight.shape[0]!;
  const itemLength = size / total;
  const kept = form.depth * form.height * form.width;
  const wanted = close ? Math.max(16, Math.floor(mostClose / kept)) : request.maxFilters;
  const limit = Math.min(total, wanted);
  // All maps of a layer may be shown where only some of its filters are.
  const indices = maps.length >= limit ? maps.slice(0, limit) : firstIndices(limit);
  const update = request.updates ? model.editing?.update(weight.name) : undefined;
  const bias = layer.parameters.find((parameter) => parameter.name.endsWith('.bias'));
  return {
    filters: {
      total,
      indices,
      ...form,
      values: cutItemHeads(value, itemLength, kept, indices),
      gradients: cutItemHeads(gradient, itemLength, kept, indices),
      ...(update ? { updates: cutItemHeads(update, itemLength, kept, indices) } : {}),
      biases: bias
        ? cutItems(model.parameter(bias.name).value, 1, indices)
        : new Float32Array(indices.length),
    },
    limits: {
      weights: largest(value),
      weightGradients: largest(gradient),
      ...(update ? { updates: largest(update) } : {}),
    },
  };
}

type Form = Pick<FilterStack, 'depth' | 'totalDepth' | 'height' | 'width'>;

type FormLimits = Pick<FrameRequest, 'maxDepth' | 'maxUnits'>;

function formOf(shape: number[], reads: ExampleShape, request: FormLimits): Form | undefined {
  if (shape.length === 4) {
    const [, channels, height, width] = shape as [number, number, number, number];
    return { depth: Math.min(channels, request.maxDepth), totalDepth: channels, height, width };
  }
  if (shape.length !== 2) return undefined;
  const inputs = shape[1]!;
  const [channels, height, width] = reads;
  if (height * width > 1 && channels * height * width === inputs) {
    return { depth: Math.min(channels, request.maxDepth), totalDepth: channels, height, width };
  }
  return { depth: 1, totalDepth: 1, height: 1, width: Math.min(inputs, request.maxUnits) };
}
