import type { PenPoint, Stroke } from '../../../protocol/data-sets';

/** Width of the pen that a person sees, as a share of the pad's side, as the core's `PenWidth.of_pad`. */
const penWidth = 22 / 260;

/** As the core has it: pressure 0, 0.5 and 1 make lines 0.6, 1 and 1.4 times as wide. */
function widthAt(pressure: number): number {
  return penWidth * (0.6 + 0.8 * pressure);
}

/** @param colour 0xRRGGBB */
export function cssColour(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}

/** Draws strokes with a round pen into a square of `side` pixels, the later over the earlier. */
export function drawStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  side: number,
  colourOf: (i: number) => string,
): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  strokes.forEach((stroke, i) => {
    context.strokeStyle = context.fillStyle = colourOf(i);
    drawStroke(context, stroke, side);
  });
}

function drawStroke(context: CanvasRenderingContext2D, stroke: Stroke, side: number): void {
  const first = stroke[0];
  const last = stroke.at(-1);
  if (!first || !last) return;
  // A dot is a line of no length, which a canvas does not draw: it gets its round start here.
  context.beginPath();
  context.arc(first[0] * side, first[1] * side, (widthAt(first[2]) * side) / 2, 0, 2 * Math.PI);
  context.fill();
  // Through the midpoints, so that a quick hand's few points still make a smooth line. Pieces of one
  // width are one path: each path's edge is blended with what lies below it, and seams would show.
  let here: PenPoint = first;
  let width = NaN;
  const draw = (control: PenPoint, to: PenPoint): void => {
    const wanted = widthAt((here[2] + to[2]) / 2) * side;
    if (wanted !== width) {
      if (!Number.isNaN(width)) context.stroke();
      width = wanted;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(here[0] * side, here[1] * side);
    }
    context.quadraticCurveTo(control[0] * side, control[1] * side, to[0] * side, to[1] * side);
    here = to;
  };
  stroke.slice(1).forEach((next, i) => draw(stroke[i]!, between(stroke[i]!, next)));
  draw(last, last);
  context.stroke();
}

function between(a: PenPoint, b: PenPoint): PenPoint {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}
