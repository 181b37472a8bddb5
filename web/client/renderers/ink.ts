import type { Drawing } from '../../shared/messages';

/** Points in 0..1 of the pad's side. */
export type Stroke = readonly (readonly [number, number])[];

/** Width of the pen that a person sees, as a share of the pad's side. */
const penWidth = 22 / 260;

/**
 * Width of MNIST's lines as a share of the digit's longer side: of the widths tried on the strokes
 * of the Pen-Based Recognition of Handwritten Digits set (Alpaydin and Alimoglu 1998), the one with
 * MNIST's mean ink and line width.
 */
const mnistPenWidth = 0.14;

/** A dot has no longer side; it is drawn as part of a figure of at least this share of the pad. */
const leastFigure = 0.3;

/** Side of the raster that the core prepares a drawing from. */
const rasterSide = 140;

/** Paper around the pad in the raster, so that lines at the pad's edge keep their width. */
const margin = 0.1;

/**
 * The pen, as a share of the pad's side, that gives the drawing MNIST's line width whatever its
 * size: a network that was trained on one width reads small and large figures alike.
 */
export function penWidthForNetwork(strokes: readonly Stroke[]): number {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of strokes.flat()) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const points = Math.max(right - left, bottom - top, 0);
  // The pen adds its own width to the side of the figure: w = 0.14 (points + w).
  const width = (mnistPenWidth * points) / (1 - mnistPenWidth);
  return Math.max(width, mnistPenWidth * leastFigure);
}

/** Draws strokes with a round pen into a square of `side` pixels; `width` is a share of it. */
export function drawStrokes(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  strokes: readonly Stroke[],
  side: number,
  colour: string,
  width = penWidth,
): void {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width * side;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) {
    const first = stroke[0];
    if (!first) continue;
    // A dot is a line of no length, which a canvas does not draw: it gets its round start here.
    context.beginPath();
    context.arc(first[0] * side, first[1] * side, context.lineWidth / 2, 0, 2 * Math.PI);
    context.fill();
    context.beginPath();
    context.moveTo(first[0] * side, first[1] * side);
    // Through the midpoints, so that a quick hand's few points still make a smooth line.
    for (let i = 1; i < stroke.length; ++i) {
      const [x, y] = stroke[i - 1]!;
      const [nextX, nextY] = stroke[i]!;
      context.quadraticCurveTo(
        x * side,
        y * side,
        ((x + nextX) / 2) * side,
        ((y + nextY) / 2) * side,
      );
    }
    const last = stroke.at(-1)!;
    context.lineTo(last[0] * side, last[1] * side);
    context.stroke();
  }
}

/**
 * The strokes as ink, 0 to 1, with the network's pen: what the worker is sent. The core crops and
 * scales it, so only the width of the lines against the figure matters here.
 */
export function makeRasteriser(): (strokes: readonly Stroke[]) => Drawing {
  const canvas = document.createElement('canvas');
  canvas.width = rasterSide;
  canvas.height = rasterSide;
  // Read after every stroke: a canvas in main memory answers at once.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (strokes) => {
    const ink = new Float32Array(rasterSide * rasterSide);
    if (context) {
      const padSide = rasterSide / (1 + 2 * margin);
      context.resetTransform();
      context.clearRect(0, 0, rasterSide, rasterSide);
      context.translate(margin * padSide, margin * padSide);
      drawStrokes(context, strokes, padSide, '#000000', penWidthForNetwork(strokes));
      const { data } = context.getImageData(0, 0, rasterSide, rasterSide);
      for (let i = 0; i < ink.length; ++i) ink[i] = data[4 * i + 3]! / 255;
    }
    return { ink, height: rasterSide, width: rasterSide };
  };
}
