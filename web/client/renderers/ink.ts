import type { Drawing } from '../../shared/messages';

/** Points in 0..1 of the pad's side. */
export type Stroke = readonly (readonly [number, number])[];

/** Side of the pad in CSS pixels, where the window has room for it. */
export const padSide = 260;

/** Width of the pen as a share of the pad's side: about a tenth of a digit that fills the pad. */
export const penWidth = 22 / 260;

/** Side of the raster that the core prepares a drawing from. */
const rasterSide = 140;

/** Draws strokes with a round pen into a square of `side` pixels. */
export function drawStrokes(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  strokes: readonly Stroke[],
  side: number,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = penWidth * side;
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

/** The strokes as ink, 0 to 1: what the worker is sent. */
export function makeRasteriser(): (strokes: readonly Stroke[]) => Drawing {
  const canvas = document.createElement('canvas');
  canvas.width = rasterSide;
  canvas.height = rasterSide;
  // Read after every stroke: a canvas in main memory answers at once.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (strokes) => {
    const ink = new Float32Array(rasterSide * rasterSide);
    if (context) {
      context.clearRect(0, 0, rasterSide, rasterSide);
      drawStrokes(context, strokes, rasterSide, '#000000');
      const { data } = context.getImageData(0, 0, rasterSide, rasterSide);
      for (let i = 0; i < ink.length; ++i) ink[i] = data[4 * i + 3]! / 255;
    }
    return { ink, height: rasterSide, width: rasterSide };
  };
}
