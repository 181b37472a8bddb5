import { cellText } from './cellText';
import type { Numbers } from './atlas';
import type { Scale } from './palette';
import { tileOrigin, type Size, type TileGrid } from './tiles';

/** Where a piece lies in the window: its corner and how many times as large as planned; device pixels. */
export interface Spot {
  x: number;
  y: number;
  zoom: number;
}

/** What of the canvas may be drawn on, in device pixels. */
export interface Clip {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Of the hairline around a tile. */
export const outlines = { light: '#cfcbc1', dark: '#43484f' };

/** The tiles, or parts of tiles, that are in sight. */
function* partsInSight(
  grid: TileGrid,
  spot: Spot,
  clip: Clip,
): Generator<{ tile: number; part: number; box: Clip }> {
  const { shape, parts, partGap, cell } = grid;
  for (let tile = 0; tile < grid.shown; ++tile) {
    const { x, y } = tileOrigin(grid, tile);
    const top = Math.round(spot.y + y * spot.zoom);
    const bottom = Math.round(spot.y + (y + grid.tileHeight) * spot.zoom);
    if (bottom < clip.top || top > clip.bottom) continue;
    for (let part = 0; part < parts; ++part) {
      const own = x + part * (shape.width * cell + partGap);
      // Whole pixels, so that edges are crisp.
      const left = Math.round(spot.x + own * spot.zoom);
      const right = Math.round(spot.x + (own + shape.width * cell) * spot.zoom);
      if (right < clip.left || left > clip.right) continue;
      yield { tile, part, box: { left, top, right, bottom } };
    }
  }
}

/**
 * Draws what is in sight of a piece.
 * @param outline Of the hairline around each tile.
 * @param pixels Of a part in the atlas.
 */
export function paintPiece(
  context: CanvasRenderingContext2D,
  grid: TileGrid,
  atlas: HTMLCanvasElement,
  spot: Spot,
  clip: Clip,
  outline: string,
  pixels: Size = grid.shape,
): void {
  const { parts, columns } = grid;
  context.fillStyle = outline;
  const inSight = [...partsInSight(grid, spot, clip)];
  // All hairlines first: where tiles touch, none is between them.
  for (const { box } of inSight) {
    const { left, top, right, bottom } = box;
    context.fillRect(left - 1, top - 1, right - left + 2, bottom - top + 2);
  }
  for (const { tile, part, box } of inSight) {
    const { left, top, right, bottom } = box;
    const across = ((tile % columns) * parts + part) * pixels.width;
    const down = Math.floor(tile / columns) * pixels.height;
    context.drawImage(
      atlas,
      ...([across, down, pixels.width, pixels.height] as const),
      ...([left, top, right - left, bottom - top] as const),
    );
  }
}

/** Squares at least this large (CSS pixels) have their number written into them. */
const readableCell = 28;
/** More numbers than this are not read, but take long to write. */
export const mostNumbers = 1500;

/** Writes the numbers into the squares in sight. Answers with how many. */
export function writeNumbers(
  context: CanvasRenderingContext2D,
  grid: TileGrid,
  { values, depth }: Numbers,
  scale: Scale,
  limit: number,
  spot: Spot,
  clip: Clip,
  ratio: number,
  most = mostNumbers,
): number {
  const side = grid.cell * spot.zoom;
  if (side < readableCell * ratio) return 0;
  const size = Math.min(side * 0.31, 14 * ratio);
  context.font = `${size}px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const { shape } = grid;
  let written = 0;
  for (const { tile, part, box } of partsInSight(grid, spot, clip)) {
    const rows = [
      Math.max(0, Math.floor((clip.top - box.top) / side)),
      Math.min(shape.height - 1, Math.floor((clip.bottom - box.top) / side)),
    ] as const;
    const columns = [
      Math.max(0, Math.floor((clip.left - box.left) / side)),
      Math.min(shape.width - 1, Math.floor((clip.right - box.left) / side)),
    ] as const;
    for (let row = rows[0]; row <= rows[1]; ++row) {
      for (let column = columns[0]; column <= columns[1]; ++column) {
        const index = row * shape.width + column;
        if (index >= shape.length) continue;
        if (written >= most) return written;
        const value = values[(tile * depth + part) * shape.length + index] ?? 0;
        const text = cellText(value);
        if (context.measureText(text).width > side * 0.96) continue;
        context.fillStyle = scale.textColour(value, limit);
        context.fillText(
          text,
          box.left + (column + 0.5) * side,
          box.top + (row + 0.5) * side + size * 0.06,
        );
        written += 1;
      }
    }
  }
  return written;
}
