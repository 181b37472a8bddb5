import {
  checkBoolean,
  checkChoice,
  checkFloats,
  readOptions,
  checkRange,
  checkWhole,
  describe,
  listOf,
} from '../border/checks.js';
import type { Core } from '../border/core.js';
import { unexpected } from '../border/errors.js';

export interface PreparedDrawing {
  /** side * side values, 0 paper to 1 ink, or -1 to 1 when `range` says so. */
  image: Float32Array;
  /** No ink at all: `image` is all paper. */
  empty: boolean;
  /** Ink's bounding box in the drawing, in pixels: [left, top, width, height]. */
  box: [number, number, number, number];
}

/** Values in 0..1 (0 paper, 1 ink), row by row. */
export interface GreyPicture {
  height: number;
  width: number;
  values: Float32Array;
}

/** What each stage made of a drawing; those after a stage that is switched off go on without it. */
export interface DrawingStages {
  /** The strokes as ink, with some paper around the pad. */
  ink: GreyPicture;
  /** Cropped and scaled, before it is placed in the picture. */
  scaled: GreyPicture;
}

/** A drawing given as ink, and what was cropped and scaled of it, before it is placed. */
export interface ScaledDrawing extends PreparedDrawing {
  scaled: GreyPicture;
}

/** Points [x, y, pressure]: x and y in 0..1 of the pad's side, pressure in 0..1. */
export type PenStroke = readonly (readonly [x: number, y: number, pressure: number])[];

export interface StrokeOptions extends DrawingOptions {
  /**
   * 'figure' (default): lines 0.12 as wide as the figure's longer side, as MNIST's are, however large
   * it was drawn, and thinner on the way up where no pressure was measured; 'pad': the pen as it is
   * seen on a pad.
   */
  pen?: 'figure' | 'pad';
}

export interface DrawingOptions {
  /** Height and width of the result. Default 28. */
  side?: number;
  /** The longer side of the ink's box in the result. Default 20 of 28, 7 of 9. */
  box?: number;
  /** Crop to the ink. Default true; else all of the paper is taken. */
  crop?: boolean;
  /** Make what was cropped as large as `box` says. Default true; else the paper fills the side. */
  scale?: boolean;
  /**
   * What comes into the middle: the ink's centre of mass ('mass', as MNIST has it, default), the
   * middle of its box, or the middle of the paper, so that the ink stays where it was drawn.
   */
  centre?: 'mass' | 'box' | 'paper';
  /** Values of paper and ink. Default [0, 1]. */
  range?: readonly [number, number];
}

const largestDrawing = 1024;
const largestResult = 512;
const mostPoints = 100_000;
/** Each is compared with all others: no hand draws so many, and so many take a fifth of a second. */
const mostStrokes = 5000;

/** As the core numbers them. */
const centres = ['mass', 'box', 'paper'] as const;

const optionNames = ['side', 'box', 'crop', 'scale', 'centre', 'range'] as const;

export function prepareDrawing(
  core: Core,
  ink: unknown,
  height: number,
  width: number,
  options: DrawingOptions = {},
): ScaledDrawing {
  const given = readOptions('drawing', options, optionNames);
  checkWhole('height', height, 1, largestDrawing);
  checkWhole('width', width, 1, largestDrawing);
  checkFloats('ink', ink);
  if (ink.length !== height * width) {
    throw unexpected('ink', `${height * width} values (${height}x${width})`, describe(ink));
  }
  return prepare(core, { height, width, values: ink }, given);
}

export function prepareStrokes(
  core: Core,
  strokes: readonly PenStroke[],
  options: StrokeOptions = {},
): PreparedDrawing & { stages: DrawingStages } {
  const given = readOptions('drawing', options, [...optionNames, 'pen']);
  const { pen = 'figure', ...others } = given;
  checkChoice('pen', pen, ['figure', 'pad']);
  const drawing = flatStrokes(strokes);
  const side = core.call((raw) => raw.penPictureSide());
  const bytes = side * side * Float32Array.BYTES_PER_ELEMENT;
  const values = withStrokes(core, drawing, bytes, (points, lengths, result) => {
    const { count } = drawing;
    core.raw.drawPen(points, count, lengths, drawing.lengths.length, pen === 'pad', result);
    return core.floats(result, side * side);
  });
  const ink = { height: side, width: side, values };
  const { scaled, ...prepared } = prepare(core, ink, others);
  return { ...prepared, stages: { ink, scaled } };
}

export function figuresOf(core: Core, strokes: readonly PenStroke[]): number[] {
  const drawing = flatStrokes(strokes);
  const count = drawing.lengths.length;
  const bytes = count * Int32Array.BYTES_PER_ELEMENT;
  return withStrokes(core, drawing, bytes, (points, lengths, result) => {
    core.raw.figuresOf(points, drawing.count, lengths, count, result);
    return [...core.ints(result, count)];
  });
}

function prepare(core: Core, ink: GreyPicture, options: DrawingOptions): ScaledDrawing {
  const { side = 28, crop = true, scale = true, centre = 'mass', range = [0, 1] } = options;
  checkWhole('side', side, 1, largestResult);
  // MNIST's 20 of 28; of X and O's 9 it is the 7 that their figures fill.
  const { box = Math.max(1, side === 9 ? 7 : Math.round((side * 20) / 28)) } = options;
  checkWhole('box', box, 1, side);
  checkChoice('centre', centre, centres);
  checkBoolean('crop', crop);
  checkBoolean('scale', scale);
  const [low, high] = checkRange(range);
  const values = side * side;
  const bytes = values * Float32Array.BYTES_PER_ELEMENT;
  return core.withArrays([ink.values], 2 * bytes, ([at], pixels) => {
    const found = core.raw.prepareDrawing(
      at!,
      ink.height,
      ink.width,
      side,
      box,
      crop,
      scale,
      centres.indexOf(centre),
      pixels,
      pixels + bytes,
    );
    const image = core.floats(pixels, values);
    // The same rule that turns a data set's bytes into its values.
    if (low !== 0 || high !== 1)
      image.forEach((value, i) => (image[i] = low + value * (high - low)));
    const { scaledHeight, scaledWidth } = found;
    return {
      image,
      empty: found.empty,
      box: [found.left, found.top, found.width, found.height],
      scaled: {
        height: scaledHeight,
        width: scaledWidth,
        values: core.floats(pixels + bytes, scaledHeight * scaledWidth),
      },
    };
  });
}

export interface FlatStrokes {
  points: Float32Array;
  count: number;
  lengths: Int32Array;
}

/** The strokes one after the other; the core checks the numbers. */
export function flatStrokes(strokes: readonly PenStroke[]): FlatStrokes {
  const all = listOf('strokes', strokes, mostStrokes, 'strokes').map((stroke) =>
    listOf('strokes', stroke, mostPoints, 'points'),
  );
  const count = all.reduce((sum, stroke) => sum + stroke.length, 0);
  if (count > mostPoints) throw unexpected('strokes', `at most ${mostPoints} points`, `${count}`);
  const points = new Float32Array(3 * count);
  let at = 0;
  for (const point of all.flat()) {
    const place = listOf('strokes', point, 3, 'numbers [x, y, pressure]');
    if (place.length !== 3 || place.some((value) => typeof value !== 'number')) {
      throw unexpected('strokes', 'points [x, y, pressure]', describe(point));
    }
    points.set(place as number[], at);
    at += 3;
  }
  return { points, count, lengths: Int32Array.from(all, (stroke) => stroke.length) };
}

function withStrokes<T>(
  core: Core,
  { points, lengths }: FlatStrokes,
  resultBytes: number,
  work: (points: number, lengths: number, result: number) => T,
): T {
  return core.withArrays([points, lengths], resultBytes, ([at, lengthsAt], result) =>
    work(at!, lengthsAt!, result),
  );
}
