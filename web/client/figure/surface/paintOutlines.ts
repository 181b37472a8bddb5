import type { Mark, Tone } from '../../paint/marks';
import { cellRect, type TileGrid } from '../../paint/tiles';
import type { Spot } from '../../paint/paintPiece';

export interface OutlineColours {
  ink: string;
  paper: string;
  accent: string;
}

/** In CSS pixels. The three kinds differ in weight and dashes, not in colour alone. */
const styles: Record<Tone, { width: number; dash: number[]; colour: keyof OutlineColours }> = {
  self: { width: 2.5, dash: [], colour: 'accent' },
  reads: { width: 1.5, dash: [], colour: 'ink' },
  feeds: { width: 1.5, dash: [3, 2], colour: 'ink' },
};
const order: Tone[] = ['feeds', 'reads', 'self'];

/** Draws the outlines around squares of a piece. Their lines are equally wide at every zoom. */
export function paintOutlines(
  context: CanvasRenderingContext2D,
  grid: TileGrid,
  marks: readonly Mark[],
  spot: Spot,
  colours: OutlineColours,
  ratio: number,
): void {
  for (const tone of order) {
    const { width, dash, colour } = styles[tone];
    const path = new Path2D();
    let any = false;
    for (const mark of marks) {
      if ((mark.tone ?? 'reads') === tone) any = addMark(path, grid, mark, spot) || any;
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
  context.setLineDash([]);
}

function addMark(path: Path2D, grid: TileGrid, mark: Mark, { x, y, zoom }: Spot): boolean {
  if ((mark.part ?? 0) >= grid.parts) return false;
  // A mark on the whole of a filter is on all of its channels.
  const whole =
    mark.part === undefined && mark.width >= grid.shape.width && mark.height >= grid.shape.height;
  const first = mark.tile ?? 0;
  const last = Math.min(grid.shown, mark.tile === undefined ? grid.shown : mark.tile + 1);
  for (let tile = first; tile < last; ++tile) {
    const place = { tile, part: mark.part ?? 0, row: mark.row, column: mark.column };
    const cell = cellRect(grid, place);
    const width = whole ? grid.tileWidth : mark.width * cell.side;
    const [left, top] = [Math.round(x + cell.x * zoom), Math.round(y + cell.y * zoom)];
    const right = Math.round(x + (cell.x + width) * zoom);
    const bottom = Math.round(y + (cell.y + mark.height * cell.side) * zoom);
    path.rect(left, top, right - left, bottom - top);
  }
  return last > first;
}
