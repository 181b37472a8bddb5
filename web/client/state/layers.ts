import type { LayerInfo } from 'receptive';
import type { FrameRequest, SetUp } from '../../shared/messages';
import type { PlanColumn } from '../renderers/planWishes';
import { filterShape, mapShape } from '../renderers/tiles';
import { count } from './format';

/** What is asked of wide layers in a frame; the figure may have room for less. */
export const frameLimits: Omit<FrameRequest, 'run' | 'picture'> = {
  maxMaps: 16,
  maxFilters: 16,
  maxDepth: 8,
  maxUnits: 1024,
};

/** One column of the figure: a layer that has pictures of its own, or the input. */
export interface Column extends PlanColumn {
  /** Name of the layer, or 'input'. */
  name: string;
  title: string;
  /** Second line of the heading: what the layer was made with. */
  detail: string;
  /** 24 × 24 × 20 */
  shape: string;
  /** All maps that the layer has. */
  total: number;
  layer?: LayerInfo;
  /** Layers between this column and the one before that only rearrange: flatten, dropout. */
  between: LayerInfo[];
}

/** Layers without a picture of their own: they pass numbers on as they are, or nearly. */
const silentTypes = new Set(['flatten', 'reshape', 'dropout', 'spatialDropout2d']);

/** Short enough for a narrow column's heading. */
const titles: Record<string, string> = {
  averagePooling2d: 'mean pool',
  batchNormalization: 'norm',
  blurPooling2d: 'blur pool',
  concatenate: 'join',
  conv1d: 'conv',
  conv2d: 'conv',
  conv2dTranspose: 'conv up',
  depthwiseConv2d: 'conv each',
  globalAveragePooling2d: 'mean',
  globalMaxPooling1d: 'max',
  globalMaxPooling2d: 'max',
  l2Pooling2d: 'L2 pool',
  leakyRelu: 'leaky relu',
  localContrastNormalization: 'contrast',
  localResponseNormalization: 'norm',
  locallyConnected2d: 'local',
  maxPooling2d: 'max pool',
  radialBasis: 'distance',
  rescaling: 'scale',
  scaledTanh: 'tanh',
  subsampling2d: 'pool',
  zeroPadding2d: 'pad',
};

export function layerTitle(type: string): string {
  return titles[type] ?? type;
}

/** The columns of a network, from the picture to the classes. */
export function describeColumns(setUp: SetUp): Column[] {
  const { data, layers } = setUp;
  const columns: Column[] = [
    {
      kind: 'input',
      name: 'input',
      title: 'input',
      detail: 'picture',
      shape: shapeText([data.channels, data.height, data.width]),
      maps: mapShape(data.channels, data.height, data.width),
      total: data.channels,
      between: [],
    },
  ];
  const shapes = new Map<string, LayerInfo['outputShape']>([
    ['input', [data.channels, data.height, data.width]],
  ]);
  let between: LayerInfo[] = [];
  layers.forEach((layer, i) => {
    const read = shapes.get(layer.inputs[0] ?? 'input') ?? layer.outputShape;
    const last = i === layers.length - 1;
    if (silentTypes.has(layer.type) && !last) {
      // A layer that only rearranges is looked through: its reader sees the maps behind it.
      shapes.set(layer.name, read);
      between.push(layer);
      return;
    }
    shapes.set(layer.name, layer.outputShape);
    const [channels, height, width] = layer.outputShape;
    const vector = height * width === 1;
    const shown = Math.min(channels, vector ? frameLimits.maxUnits : frameLimits.maxMaps);
    const filters = filtersOf(layer, read);
    columns.push({
      kind: last ? 'output' : 'layer',
      name: layer.name,
      title: layerTitle(layer.type),
      detail: detailOf(layer),
      shape: layer.type === 'dense' ? '' : shapeText(layer.outputShape),
      maps: mapShape(shown, height, width),
      total: channels,
      layer,
      between,
      ...(filters ? { filters } : {}),
    });
    between = [];
  });
  return columns;
}

function filtersOf(
  layer: LayerInfo,
  [channels, height, width]: LayerInfo['outputShape'],
): Column['filters'] {
  const weight = layer.parameters.find((parameter) => parameter.shape.length >= 2)?.shape;
  if (!weight) return undefined;
  const some = Math.min(weight[0]!, frameLimits.maxFilters);
  if (weight.length === 4) {
    const depth = Math.min(weight[1]!, frameLimits.maxDepth);
    return filterShape(some, depth, weight[2]!, weight[3]!);
  }
  // A row of a dense layer is drawn in the shape of what it reads.
  if (height * width > 1) {
    return filterShape(some, Math.min(channels, frameLimits.maxDepth), height, width);
  }
  return filterShape(some, 1, 1, Math.min(weight[1]!, frameLimits.maxUnits));
}

/** 20 of 5 × 5 for a convolution, 2 × 2 for a pool, a number of units. */
function detailOf(layer: LayerInfo): string {
  const { settings, outputShape } = layer;
  const size = pair(settings.kernelSize ?? settings.poolSize);
  if (layer.type === 'conv2d' && size) return `${outputShape[0]} of ${size[0]}×${size[1]}`;
  if (size) return `${size[0]}×${size[1]}`;
  if (layer.type === 'batchNormalization') return 'batch';
  if (layer.type === 'localResponseNormalization') return 'response';
  if (layer.type === 'dense') return `${count(outputShape[0])} ${plural(outputShape[0], 'unit')}`;
  return '';
}

function plural(n: number, word: string): string {
  return n === 1 ? word : `${word}s`;
}

/** Keras's sizes are one number or two. */
export function pair(value: unknown): [number, number] | undefined {
  if (typeof value === 'number') return [value, value];
  if (Array.isArray(value) && typeof value[0] === 'number') {
    return [value[0], typeof value[1] === 'number' ? value[1] : value[0]];
  }
  return undefined;
}

/** Height × width × maps; vectors only say how many. */
export function shapeText([channels, height, width]: LayerInfo['outputShape']): string {
  return height * width === 1 ? count(channels) : `${height}×${width}×${channels}`;
}

/** A sentence or two about one column, for whoever asks. */
export function columnSummary(column: Column, setUp: SetUp): string {
  const { layer } = column;
  if (!layer) return `Input: ${column.shape}. ${setUp.data.origin}`;
  const parts = [
    `${layer.name}: ${column.title} ${column.detail}`.trimEnd(),
    `gives ${column.shape}`,
  ];
  if (layer.parameterCount > 0) parts.push(`${count(layer.parameterCount)} parameters`);
  const settings = Object.entries(layer.settings)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) || pair(value))
    .map(
      ([name, value]) =>
        `${name} ${pair(value) && Array.isArray(value) ? value.join('×') : String(value)}`,
    );
  if (settings.length > 0) parts.push(settings.join(', '));
  const before = column.between.map((one) => `${one.type}${rateOf(one)}`).join(', ');
  return `${parts.join(' · ')}${before ? ` · after ${before}` : ''}`;
}

function rateOf(layer: LayerInfo): string {
  const { rate } = layer.settings;
  return typeof rate === 'number' ? ` ${Math.round(rate * 100)} %` : '';
}
