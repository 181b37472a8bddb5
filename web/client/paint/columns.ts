import type { LayerInfo } from 'receptive';
import type { FrameRequest, SetUp } from '../../protocol/messages';
import { filterShape, mapShape, type TileShape } from './tiles';
import { layerDetail, layerTitle } from '../words/layerTitles';
import { count } from '../words/format';
import { seatLayers } from './graph';

/** What is asked of wide layers in a frame; the figure may have room for less. */
export const frameLimits: Omit<FrameRequest, 'run' | 'picture'> = {
  maxMaps: 16,
  maxRows: 64,
  maxFilters: 16,
  maxDepth: 8,
  maxUnits: 1024,
};

/** What a view wants of frames beyond that. */
export type FrameWish = Pick<
  FrameRequest,
  'updates' | 'layers' | 'whole' | 'forwardOnly' | 'sorted' | 'figuresOnly' | 'tiesOf'
>;

/** What the plan of the figure needs to know of a column. */
export interface PlanColumn {
  kind: 'input' | 'layer' | 'output';
  maps: TileShape;
  filters?: TileShape;
}

/** One column of the figure: a layer that has pictures of its own, or the input. */
export interface Column extends PlanColumn {
  /** Name of the layer, or 'input'. */
  name: string;
  title: string;
  /** The heading, numbered where others have the same: convolution 2. */
  label: string;
  /** Second line of the heading: what the layer was made with. */
  detail: string;
  /** 24 × 24 × 20 */
  shape: string;
  /** Names of its maps where they are the picture's channels, and of those that its filters read. */
  channels?: readonly string[];
  channelsRead?: readonly string[];
  /** All maps that the layer has. */
  total: number;
  layer?: LayerInfo;
  /** Layers between this column and the one that it reads that only rearrange: flatten, dropout. */
  between: LayerInfo[];
  /** Names of the columns that it reads. */
  reads: string[];
  /** Longest way from the input, and the row among branches that run side by side. */
  depth: number;
  lane: number;
  /**
   * The column whose maps this one changes one by one without a new unit of measure (relu, pooling):
   * the two share a scale. Its own name for all others.
   */
  family: string;
}

/** The columns of a network, from the picture to the classes. */
export function describeColumns({ data, layers }: Pick<SetUp, 'data' | 'layers'>): Column[] {
  const input: LayerInfo['outputShape'] = [data.channels, data.height, data.width];
  const columns: Column[] = [
    {
      kind: 'input',
      name: 'input',
      title: 'input',
      label: 'input',
      detail: data.channels > 1 ? endsOf(data.range) : 'picture',
      shape: shapeText(input),
      maps: mapShape(...input),
      total: data.channels,
      ...(data.channels > 1 ? { channels: channelNames(data.channels) } : {}),
      between: [],
      reads: [],
      depth: 0,
      lane: 0,
      family: 'input',
    },
  ];
  /** Behind each layer: the column whose maps it hands on, and what only rearranges in between. */
  const behind = new Map<string, { column: Column; between: LayerInfo[] }>([
    ['input', { column: columns[0]!, between: [] }],
  ]);
  const shapes = new Map([['input', input]]);
  layers.forEach((layer, i) => {
    const sources = layer.inputs.map((name) => behind.get(name) ?? behind.get('input')!);
    const first = sources[0] ?? behind.get('input')!;
    const last = i === layers.length - 1;
    if (layer.silent && !last) {
      // A layer that only rearranges is looked through: its reader sees the maps behind it.
      behind.set(layer.name, { ...first, between: [...first.between, layer] });
      return;
    }
    const read = shapes.get(first.column.name)!;
    shapes.set(layer.name, layer.outputShape);
    const [channels, height, width] = layer.outputShape;
    const { maxUnits, maxRows, maxMaps } = frameLimits;
    const most = height > 1 ? maxMaps : width > 1 ? maxRows : maxUnits;
    const shown = Math.min(channels, most);
    const filters = filtersOf(layer, read);
    const between = sources.flatMap((source) => source.between);
    const channelsRead = sources.length === 1 ? first.column.channels : undefined;
    const keeps = layer.keepsMeasure && channelsRead?.length === channels;
    const column: Column = {
      kind: last ? 'output' : 'layer',
      name: layer.name,
      title: layerTitle(layer.type),
      label: layerTitle(layer.type),
      detail: detailOf(layer),
      shape: isRow(layer) ? '' : shapeText(layer.outputShape),
      maps: mapShape(shown, height, width),
      total: channels,
      layer,
      between,
      reads: sources.map((source) => source.column.name),
      depth: 0,
      lane: 0,
      family: layer.keepsMeasure ? first.column.family : layer.name,
      ...(filters ? { filters } : {}),
      ...(channelsRead ? { channelsRead, ...(keeps ? { channels: channelsRead } : {}) } : {}),
    };
    columns.push(column);
    behind.set(layer.name, { column, between: [] });
  });
  const { seats } = seatLayers(columns);
  const numbers = new Map<string, number>();
  return columns.map((column) => {
    const number = (numbers.get(column.title) ?? 0) + 1;
    numbers.set(column.title, number);
    const alone = columns.every(
      ({ title, name }) => title !== column.title || name === column.name,
    );
    return {
      ...{ ...column, ...seats.get(column.name)! },
      ...(alone ? {} : { label: `${column.title} ${number}` }),
    };
  });
}

/** What the squares of a picture's channels stand for. */
function endsOf([low, high]: readonly [number, number]): string {
  return `dark ${low}, light ${high}`.replace(/-/g, '\u2212');
}

/** Of a picture: three are colours, others have only numbers. */
function channelNames(count: number): readonly string[] {
  if (count === 3) return ['red', 'green', 'blue'];
  return Array.from({ length: count }, (_, i) => `channel ${i + 1}`);
}

/** A picture in colour, which is shown as one before its channels. */
export function inColour({ kind, channels, maps }: Column): boolean {
  return kind === 'input' && channels?.length === 3 && maps.height > 1;
}

/** Names of the layers whose pictures share a scale with this one's where each has its own. */
export function sharing(columns: readonly Column[], column: Column, filters: boolean): string[] {
  if (filters) return [column.name];
  return columns.filter(({ family }) => family === column.family).map(({ name }) => name);
}

/** It has weights that would be drawn if they were fewer. */
export function hasWeights(column: Column): boolean {
  return column.layer?.parameters.some(({ shape }) => shape.length > 1) ?? false;
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
    const [rows, columns] = [weight[2]!, weight[3]!];
    // A window of one row lies as the row does that it goes along.
    if (depth === 1) {
      return { count: some, parts: 1, height: rows, width: columns, length: rows * columns };
    }
    return filterShape(some, depth, rows, columns);
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
  const window = layer.parameters.find(({ shape }) => shape.length === 4)?.shape.slice(2);
  const size = pair(window ?? settings.kernelSize ?? settings.poolSize);
  if (isRow(layer)) return `${count(outputShape[0])} ${plural(outputShape[0], 'unit')}`;
  if (!size) return layerDetail(layer.type);
  const text = `${size[0]}×${size[1]}`;
  const counted = layer.paintable && settings.filters !== undefined;
  return counted && Array.isArray(settings.kernelSize) ? `${outputShape[0]} of ${text}` : text;
}

/** A row of units, each with weights for everything (dense). */
function isRow({ paintable, outputShape, settings }: LayerInfo): boolean {
  return paintable && outputShape[1] * outputShape[2] === 1 && settings.units !== undefined;
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
