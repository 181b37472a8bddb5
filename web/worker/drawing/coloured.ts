import type { Engine } from 'receptive';
import {
  blankPicture,
  type DataSetInfo,
  type Drawing,
  type Stroke,
} from '../../protocol/data-sets';
import { inTheMiddle, paperMargin, type PreparedFigure } from './drawings';

type Pictures = Pick<DataSetInfo, 'channels' | 'height' | 'width' | 'range' | 'paint'>;

/**
 * A drawing in colour as a picture of a set of colours: it stays as large as it was drawn and where it
 * was, on the ground of the set. What was drawn later covers what was drawn before.
 */
export function prepareColoured(
  engine: Pick<Engine, 'prepareStrokes'>,
  data: Pictures,
  { strokes, colours = [] }: Drawing,
): PreparedFigure {
  const image = blankPicture(data);
  const [low, high] = data.range;
  const side = Math.min(data.height, data.width);
  const area = data.height * data.width;
  const [red, green, blue] = data.paint?.ink ?? [0, 0, 0];
  const usual = (red! << 16) | (green! << 8) | blue!;
  const options = {
    side,
    box: side,
    crop: false,
    scale: false,
    centre: 'paper',
    pen: 'pad',
  } as const;
  let empty = true;
  for (const layer of inLayers(strokes, (i) => colours[i] ?? usual)) {
    const drawn = engine.prepareStrokes(layer.strokes.map(withoutMargin), options);
    empty &&= drawn.empty;
    const ink = inTheMiddle(drawn.image, { ...data, range: [0, 1] });
    for (let channel = 0; channel < data.channels; ++channel) {
      const byte = (layer.colour >> (16 - 8 * channel)) & 255;
      const value = low + (byte / 255) * (high - low);
      ink.forEach((share, i) => {
        const at = channel * area + i;
        image[at]! += share * (value - image[at]!);
      });
    }
  }
  return { image, empty, box: [0, 0, 1, 1] };
}

interface Layer {
  colour: number;
  strokes: Stroke[];
}

/** Strokes of one colour that follow each other are drawn at once. */
function inLayers(strokes: readonly Stroke[], colourOf: (i: number) => number): Layer[] {
  const layers: Layer[] = [];
  strokes.forEach((stroke, i) => {
    const colour = colourOf(i);
    const last = layers.at(-1);
    if (last?.colour === colour) last.strokes.push(stroke);
    else layers.push({ colour, strokes: [stroke] });
  });
  return layers;
}

/**
 * The core draws on some paper around the pad. Here the pad is all of the picture: the stroke is made
 * larger by as much, and its line as well (with pressure it is 0.6 to 1.4 times as wide).
 */
function withoutMargin(stroke: Stroke): Stroke {
  const larger = 1 + 2 * paperMargin;
  const place = (at: number): number => Math.min(2, Math.max(-1, 0.5 + (at - 0.5) * larger));
  return stroke.map(([x, y, pressure]) => [
    place(x),
    place(y),
    Math.min(1, (larger * (0.6 + 0.8 * pressure) - 0.6) / 0.8),
  ]);
}
