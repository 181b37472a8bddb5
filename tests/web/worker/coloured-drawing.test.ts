import { describe, expect, it } from 'vitest';
import type { Stroke } from '../../../web/protocol/data-sets';
import { prepareColoured } from '../../../web/worker/drawing/coloured';
import { penColours } from '../../../web/worker/data/pen-colours';
import { engine } from './watched-engine';

const navy = [32, 32, 64];
const data = {
  ...{ channels: 3, height: 16, width: 16, range: [0, 1] as const },
  paint: { paper: navy, ink: [200, 200, 200] },
};
const across = (y: number): Stroke => [
  [0.1, y, 0.5],
  [0.9, y, 0.5],
];
const down: Stroke = [
  [0.5, 0.1, 0.5],
  [0.5, 0.9, 0.5],
];

/** Bytes of red, green and blue in a square of a prepared picture. */
function pixel(image: Float32Array, row: number, column: number, width = 16): number[] {
  const area = image.length / 3;
  return [0, 1, 2].map((c) => Math.round(255 * image[c * area + row * width + column]!));
}

describe('a drawing in colour', () => {
  it('lies where it was drawn, in its colours, on the ground of the set', () => {
    const drawing = { strokes: [across(0.25), across(0.75)], colours: [0xff0000, 0x0000ff] };
    const { image, empty } = prepareColoured(engine, data, drawing);
    expect(empty).toBe(false);
    expect(pixel(image, 0, 0)).toEqual(navy);
    expect(pixel(image, 8, 8)).toEqual(navy);
    // A line a good pixel wide whose middle lies between two rows: both have most of it.
    const [red, blue] = [pixel(image, 4, 8), pixel(image, 12, 8)];
    expect(red[0]).toBeGreaterThan(150);
    expect(red[2]).toBeLessThan(60);
    expect(blue[2]).toBeGreaterThan(150);
    expect(blue[0]).toBeLessThan(60);
    // Up to its ends.
    expect(pixel(image, 4, 2)[0]).toBeGreaterThan(150);
    expect(pixel(image, 4, 0)[0]).toBeLessThan(50);
  });

  it('has the later stroke over the earlier one, and the set’s ink where no colour is told', () => {
    const strokes = [across(0.53), down];
    const { image } = prepareColoured(engine, data, { strokes, colours: [0xff0000, 0x00ff00] });
    const [red, green] = pixel(image, 8, 8);
    expect(green).toBeGreaterThan(2 * red!);
    const plain = prepareColoured(engine, data, { strokes: [across(0.53)] }).image;
    expect(Math.max(...pixel(plain, 8, 8))).toBeLessThanOrEqual(200);
    expect(Math.min(...pixel(plain, 8, 8))).toBeGreaterThan(100);
  });

  it('has its square in the middle of a picture that is wider than high', () => {
    const wide = { ...data, width: 24 };
    const { image } = prepareColoured(engine, wide, { strokes: [down], colours: [0xff0000] });
    expect(pixel(image, 8, 11, 24)[0]).toBeGreaterThan(100);
    expect(pixel(image, 8, 2, 24)).toEqual(navy);
  });

  it('without strokes is ground, and empty', () => {
    const { image, empty } = prepareColoured(engine, data, { strokes: [] });
    expect(empty).toBe(true);
    expect(pixel(image, 3, 3)).toEqual(navy);
  });
});

describe('pens for a set in colour', () => {
  /** Pictures of 4 x 4 pixels, ground with a square of one colour. */
  const source = (colours: readonly number[][]) => ({
    size: 48,
    pixels: (_: 'train' | 'test', first: number) => {
      const pixels = new Uint8Array(48);
      for (let c = 0; c < 3; ++c) {
        pixels.fill(navy[c]!, 16 * c, 16 * c + 16);
        pixels.fill(colours[first % colours.length]![c]!, 16 * c, 16 * c + 4);
      }
      return pixels;
    },
  });
  const names = (colours: readonly number[][]) =>
    penColours({ trainCount: 30, paint: data.paint }, source(colours)).map(({ name }) => name);

  it('begin with what the pictures have most of, but for their ground', () => {
    const pens = penColours(
      { trainCount: 30, paint: data.paint },
      source([
        [220, 50, 40],
        [220, 50, 40],
        [20, 160, 160],
      ]),
    );
    expect(pens.slice(0, 3)).toEqual([
      { name: 'red', colour: 0xdc3228 },
      { name: 'blue of the pictures', colour: 0x14a0a0 },
      { name: 'grey', colour: 0x808488 },
    ]);
    // What is hardly seen on the ground comes last.
    expect(pens.at(-1)!.name).toBe('black');
    expect(new Set(pens.map(({ name }) => name)).size).toBe(pens.length);
  });

  it('are the usual ones for a set without pictures', () => {
    const none = penColours({ trainCount: 0 }, source([]));
    expect(none[0]!.name).toBe('black');
    expect(none.at(-1)!.name).toBe('white');
    expect(none).toHaveLength(10);
    expect(names([navy])).toHaveLength(10);
  });
});
