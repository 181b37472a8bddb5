import type { Hover, PictureKind } from '../../paint/hover';
import { cellAt, cellRect, gridSize } from '../../paint/tiles';
import { toGround, toWindow, type Camera } from '../camera';
import type { Box, Piece, Pin, Place, SurfacePlan } from '../plan/surface';
import type { Spot } from '../../paint/paintPiece';

/** What each band of pictures shows just now. */
export type Kinds = Record<Piece['band'], PictureKind>;

/** From the ground to the window for what is not pinned; pinned ends stay where they are. */
export function spotOf(
  { pin, left, top }: Pick<Piece | Place, 'pin' | 'left' | 'top'>,
  camera: Camera,
  plan: SurfacePlan,
): Spot {
  if (pin) return { x: left - shiftOf(pin, plan), y: top, zoom: 1 };
  const { x, y } = toWindow(camera, plan, left, top);
  return { x, y, zoom: camera.zoom };
}

/** Where the answer is pinned further left than it was planned: the ground goes on behind it. */
function shiftOf(pin: Pin, { ground, window }: SurfacePlan): number {
  return pin === 'right' ? ground.width - window.width : 0;
}

/** The square at a point of the window, in device pixels. */
export function squareAt(
  plan: SurfacePlan,
  camera: Camera,
  kinds: Kinds,
  x: number,
  y: number,
): Hover | undefined {
  for (const piece of plan.pieces) {
    if (!piece.pin && !inWindow(plan, x)) continue;
    const spot = spotOf(piece, camera, plan);
    const place = cellAt(piece.grid, (x - spot.x) / spot.zoom, (y - spot.y) / spot.zoom);
    if (place) return { column: piece.column.name, kind: kinds[piece.band], place };
  }
  return undefined;
}

/** The slab at a point of the window. */
export function placeAt(
  plan: SurfacePlan,
  camera: Camera,
  x: number,
  y: number,
): Place | undefined {
  if (!inWindow(plan, x)) return undefined;
  const at = toGround(camera, plan, x, y);
  return plan.places.find(
    ({ pin, left, top, width, height }) =>
      !pin && at.x >= left && at.x < left + width && at.y >= top && at.y < top + height,
  );
}

function inWindow({ window }: SurfacePlan, x: number): boolean {
  return x >= window.left && x < window.left + window.width;
}

export function pieceOf(plan: SurfacePlan, column: string, band: Piece['band']): Piece | undefined {
  return plan.pieces.find((piece) => piece.column.name === column && piece.band === band);
}

/** One square, or a whole tile, of a piece as a box on the ground. */
export function boxOf(
  piece: Piece,
  { tile, part = 0, row, column }: { tile: number; part?: number; row?: number; column?: number },
): Box {
  const whole = row === undefined || column === undefined;
  const { x, y, side } = cellRect(piece.grid, { tile, part, row: row ?? 0, column: column ?? 0 });
  const { tileWidth, tileHeight } = piece.grid;
  return {
    left: piece.left + x,
    top: piece.top + y,
    width: whole ? tileWidth : side,
    height: whole ? tileHeight : side,
  };
}

/** All of a piece as a box on the ground. */
export function outlineOf({ left, top, grid }: Piece): Box {
  return { left, top, ...gridSize(grid) };
}

/**
 * Names of the layers of which anything is in the window.
 *
 * @param asked One that is spoken of, wherever it is.
 */
export function columnsInSight(
  plan: SurfacePlan | undefined,
  camera: Camera,
  asked?: string,
): string[] {
  if (!plan) return [];
  const { left, width, height } = plan.window;
  const seen = plan.pieces.filter((piece) => {
    if (piece.pin !== undefined || piece.column.name === asked) return true;
    const { x, y, zoom } = spotOf(piece, camera, plan);
    const size = gridSize(piece.grid);
    return (
      x < left + width && x + size.width * zoom > left && y < height && y + size.height * zoom > 0
    );
  });
  const names = seen.map(({ column }) => column.name).filter((name) => name !== 'input');
  return [...new Set(names)];
}

/** The layers whose maps and filters are all shown: those of the slab that was asked for. */
export function wholeOf(plan: SurfacePlan | undefined, slab: string | undefined): string[] {
  const own = plan?.pieces.filter((piece) => slab !== undefined && piece.slab.name === slab) ?? [];
  return [...new Set(own.map(({ column }) => column.name))];
}
