import type { ExampleShape, Reach } from 'receptive';
import type { Tone } from '../../../client/paint/marks';

/** A rectangle of squares in one map that have the same tone. */
export interface Box {
  tone: Tone;
  row: number;
  column: number;
  height: number;
  width: number;
}

/** Rectangles of a layer's maps: by map, those without any left out. */
export type LayerCover = ReadonlyMap<number, readonly Box[]>;

const tones: readonly (Tone | undefined)[] = [undefined, 'reads', 'feeds', 'self'];

/** More rectangles than this in one map are drawn as the one around them. */
const mostBoxes = 24;

/**
 * Covers what belongs to a unit by few rectangles: equal runs of neighbouring rows become one.
 *
 * @param wrapped Width of a vector's block, as it is drawn; a vector is then one map.
 */
export function coverLayer(mask: Uint8Array, shape: ExampleShape, wrapped?: number): LayerCover {
  const [channels, height, width] = shape;
  const cover = new Map<number, Box[]>();
  if (wrapped !== undefined) {
    const boxes = coverMap(mask, 0, mask.length, wrapped);
    if (boxes.length > 0) cover.set(0, boxes);
    return cover;
  }
  const area = height * width;
  for (let channel = 0; channel < channels; ++channel) {
    const boxes = coverMap(mask, channel * area, area, width);
    if (boxes.length > 0) cover.set(channel, boxes);
  }
  return cover;
}

function coverMap(mask: Uint8Array, first: number, length: number, width: number): Box[] {
  const done: Box[] = [];
  let above: Box[] = [];
  const height = Math.ceil(length / width);
  for (let row = 0; row < height; ++row) {
    const here: Box[] = [];
    const end = Math.min(width, length - row * width);
    let column = 0;
    while (column < end) {
      const code = mask[first + row * width + column]!;
      const start = column;
      while (column < end && mask[first + row * width + column] === code) ++column;
      const tone = tones[code];
      if (!tone) continue;
      // The short last row of a wrapped vector: the outline is the block's.
      if (column === end && start === 0 && row > 0) column = width;
      const same = above.find(
        (box) => box.tone === tone && box.column === start && box.width === column - start,
      );
      if (same) same.height += 1;
      here.push(same ?? { tone, row, column: start, height: 1, width: column - start });
    }
    done.push(...above.filter((box) => !here.includes(box)));
    above = here;
  }
  done.push(...above);
  return done.length > mostBoxes ? around(done) : done;
}

function around(boxes: readonly Box[]): Box[] {
  const byTone = new Map<Tone, Box>();
  for (const box of boxes) {
    const one = byTone.get(box.tone);
    if (!one) {
      byTone.set(box.tone, { ...box });
      continue;
    }
    const bottom = Math.max(one.row + one.height, box.row + box.height);
    const right = Math.max(one.column + one.width, box.column + box.width);
    one.row = Math.min(one.row, box.row);
    one.column = Math.min(one.column, box.column);
    one.height = bottom - one.row;
    one.width = right - one.column;
  }
  return [...byTone.values()];
}

export type Covers = ReadonlyMap<string, LayerCover>;

/** Of every layer that is drawn. */
export function coverAll(
  reach: Reach,
  layers: readonly { name: string; shape: ExampleShape; wrapped?: number }[],
): Covers {
  const covers = new Map<string, LayerCover>();
  for (const { name, shape, wrapped } of layers) {
    const mask = reach[name];
    if (!mask) continue;
    const cover = coverLayer(mask, shape, wrapped);
    if (cover.size > 0) covers.set(name, cover);
  }
  return covers;
}
