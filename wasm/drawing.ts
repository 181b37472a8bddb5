import {
  checkChoice,
  checkFloats,
  checkOptions,
  checkRange,
  checkWhole,
  describe,
} from './checks.js';
import type { Core } from './core.js';
import { unexpected } from './errors.js';
import type {
  DrawingOptions,
  DrawingStages,
  GreyPicture,
  PenStroke,
  PreparedDrawing,
  StrokeOptions,
} from './types.js';

const largestDrawing = 1024;
const largestResult = 512;
const mostPoints = 100_000;

/** As the core numbers them. */
const centres = ['mass', 'box', 'paper'] as const;

const optionNames = ['side', 'box', 'crop', 'scale', 'centre', 'range'];

type Prepared = PreparedDrawing & { scaled: GreyPicture };

export function prepareDrawing(
  core: Core,
  ink: unknown,
  height: number,
  width: number,
  options: DrawingOptions = {},
): PreparedDrawing {
  checkOptions('drawing', options, optionNames);
  checkWhole('height', height, 1, largestDrawing);
  checkWhole('width', width, 1, largestDrawing);
  checkFloats('ink', ink);
  if (ink.length !== height * width) {
    throw unexpected('ink', `${height * width} values (${height}x${width})`, describe(ink));
  }
  const { image, empty, box } = prepare(core, { height, width, values: ink }, options);
  return { image, empty, box };
}

export function prepareStrokes(
  core: Core,
  strokes: readonly PenStroke[],
  options: StrokeOptions = {},
): PreparedDrawing & { stages: DrawingStages } {
  checkOptions('drawing', options, [...optionNames, 'pen']);
  const { pen = 'figure', ...others } = options;
  checkChoice('pen', pen, ['figure', 'pad']);
  const drawing = flat(strokes);
  const side = core.call((module) => module.penPictureSide());
  const bytes = side * side * Float32Array.BYTES_PER_ELEMENT;
  const values = withStrokes(core, drawing, bytes, (points, lengths, result) => {
    const { count } = drawing;
    core.module.drawPen(points, count, lengths, strokes.length, pen === 'pad', result);
    return core.floats(result, side * side);
  });
  const ink = { height: side, width: side, values };
  const { scaled, ...prepared } = prepare(core, ink, others);
  return { ...prepared, stages: { ink, scaled } };
}

export function figuresOf(core: Core, strokes: readonly PenStroke[]): number[] {
  const drawing = flat(strokes);
  const bytes = strokes.length * Int32Array.BYTES_PER_ELEMENT;
  return withStrokes(core, drawing, bytes, (points, lengths, result) => {
    core.module.figuresOf(points, drawing.count, lengths, strokes.length, result);
    return [...new Int32Array(core.bytes(result, bytes).buffer)];
  });
}

function prepare(core: Core, ink: GreyPicture, options: DrawingOptions): Prepared {
  const { side = 28, crop = true, scale = true, centre = 'mass', range = [0, 1] } = options;
  checkWhole('side', side, 1, largestResult);
  // MNIST's 20 of 28; of X and O's 9 it is the 7 that their figures fill.
  const { box = Math.max(1, side === 9 ? 7 : Math.round((side * 20) / 28)) } = options;
  checkWhole('box', box, 1, side);
  checkChoice('centre', centre, centres);
  for (const [name, value] of Object.entries({ crop, scale })) {
    if (typeof value !== 'boolean') throw unexpected(name, 'true or false', describe(value));
  }
  const [low, high] = checkRange(range);
  const values = side * side;
  const bytes = values * Float32Array.BYTES_PER_ELEMENT;
  return core.withArrays([ink.values], 2 * bytes, ([at], pixels) => {
    const found = core.module.prepareDrawing(
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

interface FlatStrokes {
  points: Float32Array;
  count: number;
  lengths: Int32Array;
}

/** The strokes one after the other; the core checks the numbers. */
function flat(strokes: readonly PenStroke[]): FlatStrokes {
  if (!Array.isArray(strokes) || !strokes.every((stroke) => Array.isArray(stroke))) {
    throw unexpected('strokes', 'an Array of Arrays of points', describe(strokes));
  }
  const count = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  if (count > mostPoints) throw unexpected('strokes', `at most ${mostPoints} points`, `${count}`);
  const points = new Float32Array(3 * count);
  let at = 0;
  for (const point of strokes.flat()) {
    if (!Array.isArray(point) || point.length !== 3) {
      throw unexpected('strokes', 'points [x, y, pressure]', describe(point));
    }
    points.set(point as number[], at);
    at += 3;
  }
  return { points, count, lengths: Int32Array.from(strokes, (stroke) => stroke.length) };
}

function withStrokes<T>(
  core: Core,
  { points, lengths }: FlatStrokes,
  resultBytes: number,
  work: (points: number, lengths: number, result: number) => T,
): T {
  const lengthBytes = new Uint8Array(lengths.buffer);
  return core.withArrays([points, lengthBytes], resultBytes, ([at, lengthsAt], result) =>
    work(at!, lengthsAt!, result),
  );
}
