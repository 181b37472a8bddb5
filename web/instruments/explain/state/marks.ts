import type { ExampleShape } from 'receptive';
import type { Frame } from '../../../protocol/messages';
import { noMarks, type Mark, type Marks, type Tone } from '../../../client/paint/marks';
import type { Covers } from './covers';
import {
  filterParameter,
  layerOf,
  positionOf,
  shapeOf,
  shownAs,
  size,
  squareOf,
  type ShownNetwork,
  type Subject,
} from './subject';
import { pictureData } from '../../../client/paint/pictures';
import type { Hover } from '../../../client/paint/hover';

/**
 * Everything that belongs to a unit or weight, in every layer that is drawn: the unit itself, its
 * receptive field back to the picture, all that it goes into; the filter that made it. Outlines are
 * the same on values and on gradients.
 *
 * @param covers Of a unit, once they are known.
 */
export function marksOf(
  subject: Subject | undefined,
  covers: Covers | undefined,
  network: ShownNetwork,
  frame: Frame | undefined,
): Marks {
  if (!subject) return noMarks;
  const marks = new Map<string, Mark[]>();
  const add = (column: string, kind: 'maps' | 'filters', list: Mark[]): void => {
    if (list.length === 0) return;
    for (const one of [kind, kind === 'maps' ? 'mapGradients' : 'filterGradients']) {
      const key = `${column} ${one}`;
      marks.set(key, [...(marks.get(key) ?? []), ...list]);
    }
  };
  const self = squareOf(subject, network, frame);
  if (subject.kind === 'weight') {
    if (self) add(self.column, 'filters', [{ tone: 'self', ...oneSquare(self) }]);
    markUses(subject, network, frame, add);
    return marks;
  }
  for (const column of network.columns) {
    const cover = covers?.get(column.name);
    if (!cover) continue;
    const indices = pictureData(frame, column, 'maps')?.indices ?? [];
    const shape = shapeOf(network, column.name)!;
    const tiles = isVector(shape) ? [0] : indices;
    add(
      column.name,
      'maps',
      tiles.flatMap((item, tile) =>
        (cover.get(item) ?? [])
          // Before the covers came the unit was marked already.
          .filter((box) => box.tone !== 'self')
          .map((box) => ({ ...box, tile })),
      ),
    );
  }
  if (self) add(self.column, 'maps', [{ tone: 'self', ...oneSquare(self) }]);
  markFilter(subject, network, frame, add);
  return marks;
}

type Add = (column: string, kind: 'maps' | 'filters', marks: Mark[]) => void;

function isVector([channels, height, width]: ExampleShape): boolean {
  return height * width === 1 && channels > 1;
}

function oneSquare({ place: { tile, part, row, column } }: Hover): Mark {
  return { tile, part, row, column, height: 1, width: 1 };
}

/** The filter (or row of weights) that makes the unit's map. */
function markFilter(
  subject: Subject,
  network: ShownNetwork,
  frame: Frame | undefined,
  add: Add,
): void {
  const column = network.columns.find(({ name }) => name === subject.layer);
  const shape = shapeOf(network, subject.layer);
  if (!column?.filters || !shape) return;
  const parameter = filterParameter(column);
  const [channel] = positionOf(subject.place, shape);
  const tile = pictureData(frame, column, 'filters')?.indices.indexOf(channel) ?? -1;
  if (tile < 0 || parameter?.shape[0] !== shape[0]) return;
  const { height, width } = column.filters;
  add(column.name, 'filters', [{ tone: 'reads', tile, row: 0, column: 0, height, width }]);
}

/** The maps between which a weight stands: it multiplies the one and goes into the other. */
function markUses(
  subject: Subject & { kind: 'weight' },
  network: ShownNetwork,
  frame: Frame | undefined,
  add: Add,
): void {
  const layer = layerOf(network, subject.layer);
  const column = network.columns.find(({ name }) => name === subject.layer);
  const parameter = column && filterParameter(column);
  if (!layer || !parameter || parameter.name !== subject.parameter) return;
  const length = size(parameter.shape) / parameter.shape[0]!;
  const item = Math.floor(subject.place / length);
  const within = subject.place % length;
  const mark = (name: string, channel: number, index: number | undefined, tone: Tone): void => {
    const target = network.columns.find((one) => one.name === name);
    const shape = target && shapeOf(network, name);
    if (!target || !shape) return;
    const place = channel * shape[1] * shape[2] + (index ?? 0);
    const square = squareOf({ kind: 'unit', layer: name, place }, network, frame);
    if (!square) return;
    const whole = { tile: square.place.tile, row: 0, column: 0, height: shape[1], width: shape[2] };
    const one = index !== undefined || isVector(shape);
    add(name, 'maps', [{ tone, ...(one ? oneSquare(square) : whole) }]);
  };
  mark(subject.layer, item, undefined, 'feeds');
  const source = shownAs(network, layer.inputs[0] ?? 'input');
  const read = shapeOf(network, source);
  if (!read) return;
  if (parameter.shape.length === 4) {
    const area = parameter.shape[2]! * parameter.shape[3]!;
    const channel = parameter.shape[1] === read[0] ? Math.floor(within / area) : item;
    mark(source, channel, undefined, 'reads');
  } else if (length === size(read)) {
    const [channel] = positionOf(within, read);
    mark(source, channel, within - channel * read[1] * read[2], 'reads');
  }
}
