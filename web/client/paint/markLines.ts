import type { Mark, Tone } from './marks';
import { cellRect, gridSize, type TileGrid } from './tiles';

export interface MarkColours {
  ink: string;
  paper: string;
  accent: string;
}

/** In CSS pixels. The three kinds differ in weight and dashes, not in colour alone. */
const styles: Record<Tone, { width: number; dash: number[]; colour: keyof MarkColours }> = {
  self: { width: 2.5, dash: [], colour: 'accent' },
  reads: { width: 1.5, dash: [], colour: 'ink' },
  feeds: { width: 1.5, dash: [3, 2], colour: 'ink' },
};
const order: Tone[] = ['feeds', 'reads', 'self'];

/** How far outlines reach beyond the pictures, in CSS pixels. */
export const markBleed = 4;

/** Draws all outlines of a picture at once into a canvas that lies over it. */
export function paintMarks(
  canvas: HTMLCanvasElement,
  grid: TileGrid,
  marks: readonly Mark[],
  colours: MarkColours,
  ratio: number,
): void {
  const bleed = Math.round(markBleed * ratio);
  const size = gridSize(grid);
  canvas.width = size.width + 2 * bleed;
  canvas.height = size.height + 2 * bleed;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.translate(bleed, bleed);
  for (const tone of order) {
    const { width, dash, colour } = styles[tone];
    const path = new Path2D();
    let any = false;
    for (const mark of marks) {
      if ((mark.tone ?? 'reads') !== tone) continue;
      any = addMark(path, grid, mark) || any;
    }
    if (!any) continue;
    // A line of paper around the line of ink: it is seen on every colour.
    context.setLineDash([]);
    context.lineWidth = (width + 1.5) * ratio;
    context.strokeStyle = colours.paper;
    context.stroke(path);
    context.setLineDash(dash.map((length) => length * ratio));
    context.lineWidth = width * ratio;
    context.strokeStyle = colours[colour];
    context.stroke(path);
  }
}

function addMark(path: Path2D, grid: TileGrid, mark: Mark): boolean {
  if ((mark.part ?? 0) >= grid.parts) return false;
  // A mark on the whole of a filter is on all of its channels.
  const whole =
    mark.part === undefined && mark.width >= grid.shape.width && mark.height >= grid.shape.height;
  const first = mark.tile ?? 0;
  const last = Math.min(grid.shown, mark.tile === undefined ? grid.shown : mark.tile + 1);
  for (let tile = first; tile < last; ++tile) {
    const place = { tile, part: mark.part ?? 0, row: mark.row, column: mark.column };
    const { x, y, side } = cellRect(grid, place);
    path.rect(x, y, whole ? grid.tileWidth : mark.width * side, mark.height * side);
  }
  return last > first;
}
