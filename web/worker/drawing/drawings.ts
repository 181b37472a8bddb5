import type {
  DrawingOptions,
  DrawingStages,
  Engine,
  PreparedDrawing,
  StrokeOptions,
} from 'receptive';
import type { DataSetInfo, PictureOnPad, Stroke } from '../../protocol/data-sets';
import { fullReading, type Reading } from '../../protocol/reading';

/** Paper around the pad in the core's ink, as a share of the pad's side (PenPicture::margin). */
export const paperMargin = 0.1;

type Pictures = Pick<DataSetInfo, 'id' | 'channels' | 'height' | 'width' | 'range' | 'paint'>;

/**
 * How a drawing becomes a picture like those of the data set. MNIST: the ink's longer side is 20 of
 * 28 pixels, its centre of mass in the middle (LeCun et al. 1998). X and O: as large as the plain
 * figures of the generator, 7 of 9 pixels, the box in the middle. In a picture that is not as high as
 * wide, a square in the middle.
 */
export function drawingOptions(data: Pictures, reading: Reading = fullReading): StrokeOptions {
  return { ...inkOptions(data, reading), pen: reading.pen ? 'figure' : 'pad' };
}

/** The same of what is ink already. */
function inkOptions(data: Pictures, reading: Reading): DrawingOptions {
  const side = Math.min(data.height, data.width);
  const isXo = data.id === 'xo' || data.id === 'xo28';
  const middle = isXo ? 'box' : 'mass';
  return {
    side,
    box: Math.round(isXo ? (side * 7) / 9 : (side * 20) / 28),
    crop: reading.crop,
    scale: reading.scale,
    centre: reading.centre ? middle : 'paper',
    range: data.range,
  };
}

/** A figure as the network is shown it. */
export interface PreparedFigure {
  /** (C, H, W) in the data's range. */
  image: Float32Array;
  empty: boolean;
  /** Where it is on the pad, in 0..1 of its side: [left, top, width, height]. */
  box: [number, number, number, number];
  /** None of a picture that is as those of the set are. */
  stages?: DrawingStages;
}

export function prepareFigure(
  engine: Pick<Engine, 'prepareStrokes'>,
  data: Pictures,
  strokes: readonly Stroke[],
  reading: Reading = fullReading,
): PreparedFigure {
  const prepared = engine.prepareStrokes(strokes, drawingOptions(data, reading));
  return inTheSet(prepared, prepared.stages, data);
}

/** A picture in place of strokes; one of another set's form the network refuses. */
export function preparePicture(
  engine: Pick<Engine, 'prepareDrawing'>,
  data: Pictures,
  picture: PictureOnPad,
  reading: Reading,
): PreparedFigure {
  if (picture.kind === 'figure') {
    const { side, ink, widened } = picture;
    const values = reading.pen ? widened : ink;
    const { scaled, ...prepared } = engine.prepareDrawing(
      values,
      side,
      side,
      inkOptions(data, reading),
    );
    return inTheSet(prepared, { ink: { height: side, width: side, values }, scaled }, data);
  }
  const [low, high] = data.range;
  const image = Float32Array.from(picture.pixels, (byte) => low + (byte / 255) * (high - low));
  return { image, empty: false, box: [0, 0, 1, 1] };
}

function inTheSet(
  { image, empty, box }: PreparedDrawing,
  stages: DrawingStages,
  data: Pictures,
): PreparedFigure {
  const all = inAllChannels(inTheMiddle(image, data), data);
  return { image: all, empty, box: onPad(box, stages.ink.width), stages };
}

/** The figures on a pad as they are read, and which of them the last stroke belongs to. */
export function figuresOn(
  engine: Pick<Engine, 'figuresOf'>,
  strokes: readonly Stroke[],
  several: boolean,
): { figures: Stroke[][]; last: number } {
  if (!several || strokes.length < 2) return { figures: [[...strokes]], last: 0 };
  const numbers = engine.figuresOf(strokes);
  const figures = Array.from({ length: Math.max(...numbers) + 1 }, (_, figure) =>
    strokes.filter((_stroke, i) => numbers[i] === figure),
  );
  return { figures, last: numbers.at(-1)! };
}

/** A square of a picture's shorter side, with paper on both sides of it. */
export function inTheMiddle(
  square: Float32Array,
  { height, width, range }: Pick<Pictures, 'height' | 'width' | 'range'>,
): Float32Array {
  if (height === width) return square;
  const side = Math.min(height, width);
  const [top, left] = [(height - side) >> 1, (width - side) >> 1];
  const image = new Float32Array(height * width).fill(range[0]);
  for (let y = 0; y < side; ++y) {
    image.set(square.subarray(y * side, (y + 1) * side), (top + y) * width + left);
  }
  return image;
}

/** In the set's colours of paper and ink; without them light on dark, and in colour as on a page. */
function inAllChannels(
  image: Float32Array,
  { channels, range: [low, high], paint }: Pictures,
): Float32Array {
  if (!paint && channels === 1) return image;
  const { paper, ink } = paint ?? { paper: [255, 255, 255], ink: [0, 0, 0] };
  const all = new Float32Array(channels * image.length);
  for (let channel = 0; channel < channels; ++channel) {
    const from = low + (paper[channel]! / 255) * (high - low);
    const to = low + (ink[channel]! / 255) * (high - low);
    const span = (to - from) / (high - low);
    image.forEach((value, i) => (all[channel * image.length + i] = from + span * (value - low)));
  }
  return all;
}

function onPad(box: PreparedDrawing['box'], inkSide: number): PreparedFigure['box'] {
  const padSide = inkSide / (1 + 2 * paperMargin);
  const [left, top, width, height] = box;
  const place = (pixel: number) => pixel / padSide - paperMargin;
  return [place(left), place(top), width / padSide, height / padSide];
}
