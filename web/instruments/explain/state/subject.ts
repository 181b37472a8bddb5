import type { ExampleShape, LayerInfo } from 'receptive';
import type { Frame, SetUp } from '../../../protocol/messages';
import type { Subject } from '../../../protocol/link-place';
import { count } from '../../../client/words/format';
import type { Column } from '../../../client/paint/columns';
import { isStrip } from '../../../client/paint/tiles';
import { pictureData } from '../../../client/paint/pictures';
import type { Hover, PictureKind } from '../../../client/paint/hover';

export type { Subject };

/** Where the numbers of a network stand: shapes and names of one run. */
export interface ShownNetwork {
  setUp: SetUp;
  columns: readonly Column[];
}

export function layerOf({ setUp }: ShownNetwork, name: string): LayerInfo | undefined {
  return setUp.layers.find((layer) => layer.name === name);
}

/** [channels, height, width] of a layer's output, or of the picture. */
export function shapeOf({ setUp }: ShownNetwork, name: string): ExampleShape | undefined {
  const { channels, height, width } = setUp.data;
  if (name === 'input') return [channels, height, width];
  return setUp.layers.find((layer) => layer.name === name)?.outputShape;
}

/**
 * The layer whose picture shows the values of `name`: layers that only rearrange (flatten, dropout)
 * have no picture, and their values stand at the same places in the layer that they read.
 */
export function shownAs(network: ShownNetwork, name: string): string {
  let at = name;
  while (!network.columns.some((column) => column.name === at)) {
    const layer = layerOf(network, at);
    const before = layer?.inputs[0];
    const same =
      before !== undefined && size(shapeOf(network, before)) === size(layer?.outputShape);
    if (!same) return at;
    at = before;
  }
  return at;
}

export function size(shape: readonly number[] | undefined): number {
  return shape?.reduce((product, length) => product * length, 1) ?? 0;
}

/** [channel, row, column] of a place in a shape, each from 0. */
export function positionOf(place: number, [, height, width]: ExampleShape): ExampleShape {
  const area = height * width;
  const within = place % area;
  return [Math.floor(place / area), Math.floor(within / width), within % width];
}

/** Of a square of the picture in colour, its first channel is explained. */
function isMap(kind: PictureKind): boolean {
  return kind !== 'filters' && kind !== 'filterGradients';
}

/** The parameter that a column's filters are drawn from. */
export function filterParameter(column: Column): { name: string; shape: number[] } | undefined {
  return column.layer?.parameters.find(({ shape }) => shape.length >= 2);
}

/** Which maps or filters a column's tiles are; gradients, which may be missing, are of the same. */
function indicesOf(
  column: Column,
  kind: PictureKind,
  frame: Frame | undefined,
): readonly number[] | undefined {
  const data = pictureData(frame, column, kind);
  return (data ?? pictureData(frame, column, isMap(kind) ? 'maps' : 'filters'))?.indices;
}

/** What stands at a square of the picture. */
export function subjectAt(
  hover: Hover,
  network: ShownNetwork,
  frame: Frame | undefined,
): Subject | undefined {
  const column = network.columns.find((one) => one.name === hover.column);
  const shape = column && shapeOf(network, column.name);
  if (!column || !shape) return undefined;
  const { tile, part, index } = hover.place;
  const item = indicesOf(column, hover.kind, frame)?.[tile] ?? tile;
  if (isMap(hover.kind)) {
    const area = shape[1] * shape[2];
    const place = area === 1 && shape[0] > 1 ? index : item * area + index;
    return place < size(shape) ? { kind: 'unit', layer: column.name, place } : undefined;
  }
  const parameter = filterParameter(column);
  if (!parameter || !column.filters) return undefined;
  const all = size(parameter.shape);
  const place = item * (all / parameter.shape[0]!) + part * column.filters.length + index;
  const { name } = parameter;
  return place < all ? { kind: 'weight', layer: column.name, parameter: name, place } : undefined;
}

/** The square where something stands, if it is among those that are drawn. */
export function squareOf(
  subject: Subject,
  { columns, setUp }: ShownNetwork,
  frame: Frame | undefined,
  gradients = false,
): Hover | undefined {
  const column = columns.find((one) => one.name === subject.layer);
  if (!column) return undefined;
  const kind: PictureKind =
    subject.kind === 'unit'
      ? gradients
        ? 'mapGradients'
        : 'maps'
      : gradients
        ? 'filterGradients'
        : 'filters';
  const indices = indicesOf(column, kind, frame);
  const tiled = subject.kind === 'unit' ? column.maps : column.filters;
  if (!tiled) return undefined;
  let tile = 0;
  let part = 0;
  let index = subject.place;
  if (subject.kind === 'weight') {
    const parameter = filterParameter(column);
    if (parameter?.name !== subject.parameter) return undefined;
    const length = size(parameter.shape) / parameter.shape[0]!;
    tile = indices?.indexOf(Math.floor(index / length)) ?? -1;
    part = Math.floor((index % length) / tiled.length);
    index = (index % length) % tiled.length;
  } else {
    const shape = shapeOf({ columns, setUp }, column.name)!;
    const area = shape[1] * shape[2];
    if (area > 1 || shape[0] === 1) {
      // Which map stands where is known once a frame has the layer.
      tile = indices?.indexOf(Math.floor(index / area)) ?? -1;
      index %= area;
    }
  }
  if (tile < 0 || part >= tiled.parts || index >= tiled.length) return undefined;
  const row = Math.floor(index / tiled.width);
  return {
    column: column.name,
    kind,
    place: { tile, part, row, column: index % tiled.width, index },
  };
}

export function sameSquare(a: Hover | undefined, b: Hover | undefined): boolean {
  return (
    a?.column === b?.column &&
    a?.kind === b?.kind &&
    a?.place.tile === b?.place.tile &&
    a?.place.part === b?.place.part &&
    a?.place.index === b?.place.index
  );
}

export function sameSubject(a: Subject | undefined, b: Subject | undefined): boolean {
  return (
    a?.kind === b?.kind &&
    a?.layer === b?.layer &&
    a?.place === b?.place &&
    (a?.kind !== 'weight' || b?.kind !== 'weight' || a.parameter === b.parameter)
  );
}

/** What the page calls a layer: convolution 2. */
export function labelOf({ columns }: ShownNetwork, layer: string): string {
  return columns.find(({ name }) => name === layer)?.label ?? layer;
}

/** convolution · map 2 of 3 · row 4, column 5; in short convolution · map 2 · (4, 5). */
export function subjectWords(subject: Subject, network: ShownNetwork, short = false): string {
  const words =
    subject.kind === 'unit'
      ? unitWords(subject.layer, subject.place, network, ' · ')
      : weightWords(subject, network);
  if (!short) return words;
  return words.replace(/row (\d+), column (\d+)$/, '($1, $2)').replace(/ of [\d,]+(?= · )/g, '');
}

function weightWords(subject: Subject & { kind: 'weight' }, network: ShownNetwork): string {
  const parameter = layerOf(network, subject.layer)?.parameters.find(
    ({ name }) => name === subject.parameter,
  );
  if (!parameter) return subject.parameter;
  const { shape } = parameter;
  const length = size(shape) / shape[0]!;
  const item = Math.floor(subject.place / length);
  if (shape.length < 2) return `${subject.parameter} · ${item + 1} of ${count(shape[0]!)}`;
  const filters = network.columns.find((one) => one.name === subject.layer)?.filters;
  const within = subject.place % length;
  const convolves = shape.length === 4;
  const parts = [
    labelOf(network, subject.layer),
    `${convolves ? 'filter' : 'unit'} ${item + 1} of ${count(shape[0]!)}`,
  ];
  if (!filters || filters.length === 0) return [...parts, `weight ${within + 1}`].join(' · ');
  const depth = length / filters.length;
  if (depth > 1) {
    const part = Math.floor(within / filters.length);
    const { channelsRead } = network.columns.find((one) => one.name === subject.layer) ?? {};
    parts.push(channelsRead?.[part] ?? `channel ${part + 1} of ${depth}`);
  }
  const index = within % filters.length;
  if (shape.length === 2 && depth === 1 && filters.length === length) {
    const wrapped = network.columns.some(
      (one) => one.maps.length === length && one.maps.count === 1 && one.maps.height > 1,
    );
    if (wrapped) return [...parts, `weight ${index + 1} of ${count(length)}`].join(' · ');
  }
  parts.push(`row ${Math.floor(index / filters.width) + 1}, column ${(index % filters.width) + 1}`);
  return parts.join(' · ');
}

/** Of a unit, looking through layers that only rearrange; places are counted from 1, as people do. */
export function unitWords(
  layer: string,
  place: number,
  network: ShownNetwork,
  joint = ', ',
): string {
  const shown = shownAs(network, layer);
  const shape = shapeOf(network, shown);
  if (!shape) return `${layer} ${place + 1}`;
  const [channel, row, column] = positionOf(place, shape);
  const parts = [labelOf(network, shown)];
  const { classNames } = network.setUp.data;
  const last = network.setUp.layers.at(-1)?.name === shown && shape[0] === classNames.length;
  if (shape[1] * shape[2] === 1 && shape[0] > 1) {
    parts.push(last ? `class ${classNames[place]!}` : `unit ${place + 1} of ${count(shape[0])}`);
    return parts.join(joint);
  }
  const shownColumn = network.columns.find((one) => one.name === shown);
  const strip = shownColumn && isStrip(shownColumn.maps);
  if (shape[0] > 1) {
    const map = `${strip ? 'feature' : 'map'} ${channel + 1} of ${count(shape[0])}`;
    parts.push(shownColumn?.channels?.[channel] ?? map);
  }
  parts.push(strip ? `step ${column + 1}` : `row ${row + 1}, column ${column + 1}`);
  return parts.join(joint);
}

/** Shorter, for lists in which the layer is said once: map 2 (4, 5), unit 7, X. */
export function placeWords(layer: string, place: number, network: ShownNetwork): string {
  const shown = shownAs(network, layer);
  const shape = shapeOf(network, shown);
  if (!shape) return String(place + 1);
  const [channel, row, column] = positionOf(place, shape);
  if (shape[1] * shape[2] === 1 && shape[0] > 1) {
    const { classNames } = network.setUp.data;
    const last = network.setUp.layers.at(-1)?.name === shown && shape[0] === classNames.length;
    return last ? classNames[place]! : `unit ${place + 1}`;
  }
  const { channels } = network.columns.find((one) => one.name === shown) ?? {};
  const map = channels?.[channel] ?? `map ${channel + 1}`;
  return `${shape[0] > 1 ? `${map} ` : ''}(${row + 1}, ${column + 1})`;
}
