import { type Engine, type PenStroke, load } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

const seven: PenStroke[] = [
  [
    [0.2, 0.2, 0.5],
    [0.6, 0.2, 0.5],
    [0.4, 0.8, 0.5],
  ],
];

function moved(strokes: readonly PenStroke[], right: number, below: number): PenStroke[] {
  return strokes.map((stroke) =>
    stroke.map(([x, y, pressure]) => [x + right, y + below, pressure]),
  );
}

const massOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);

describe('strokes', () => {
  it('become a picture like MNIST’s, with what each stage made of them', () => {
    const { image, empty, box, stages } = engine.prepareStrokes(seven);
    expect(empty).toBe(false);
    expect(image.length).toBe(28 * 28);
    expect(Math.max(...image)).toBe(1);
    expect(Math.max(stages.scaled.height, stages.scaled.width)).toBe(20);
    expect(stages.scaled.values.length).toBe(stages.scaled.height * stages.scaled.width);
    expect(massOf(image)).toBeCloseTo(massOf(stages.scaled.values), 3);
    expect(stages.ink.values.length).toBe(stages.ink.height * stages.ink.width);
    expect(box[3]).toBeGreaterThan(box[2]);
    // The same as from the ink.
    const { height, width, values } = stages.ink;
    expect(engine.prepareDrawing(values, height, width).image).toEqual(image);
  });

  it('do not depend on where they were drawn, unless a stage is left out', () => {
    const there = moved(seven, 0.3, 0.1);
    const difference = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / massOf(a);
    const pictures = (options: object) =>
      [seven, there].map((strokes) => engine.prepareStrokes(strokes, options).image);
    const [here, elsewhere] = pictures({});
    expect(difference(here!, elsewhere!)).toBeLessThan(0.1);
    const [left, right] = pictures({ centre: 'paper', scale: false });
    expect(difference(left!, right!)).toBeGreaterThan(0.5);
  });

  it('take the range of the data', () => {
    const { image } = engine.prepareStrokes(seven, { range: [-1, 1] });
    expect(Math.min(...image)).toBe(-1);
    expect(Math.max(...image)).toBe(1);
  });

  it('that are no strokes are refused, and an empty pad is empty', () => {
    expect(engine.prepareStrokes([]).empty).toBe(true);
    const bad = (strokes: unknown) => () => engine.prepareStrokes(strokes as PenStroke[]);
    expect(bad('7')).toThrow("strokes: expected an Array of Arrays of points, found '7'");
    expect(bad([[[1, 2]]])).toThrow('points [x, y, pressure]');
    expect(bad([[]])).toThrow('expected a point in every stroke');
    expect(bad([[[NaN, 0, 0.5]]])).toThrow(
      'expected points on the pad or near it, found one far outside, or no number',
    );
    expect(bad([[[0, 0, 7]]])).toThrow('expected pressure in 0..1, found 7');
    expect(() => engine.prepareStrokes(seven, { pen: 'brush' as 'pad' })).toThrow(
      "'figure' or 'pad'",
    );
    expect(() => engine.prepareStrokes(seven, { crop: 1 as unknown as boolean })).toThrow(
      'crop: expected true or false',
    );
  });

  it('of several figures are told apart', () => {
    const small = seven.map((stroke) =>
      stroke.map(([x, y, pressure]): [number, number, number] => [x / 3, y / 3, pressure]),
    );
    const row = [...moved(small, 0.6, 0), ...moved(small, 0, 0), ...moved(small, 0.3, 0)];
    expect(engine.figuresOf(row)).toEqual([2, 0, 1]);
    expect(engine.figuresOf([])).toEqual([]);
  });
});
