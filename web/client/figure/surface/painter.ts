import type { DataSetInfo } from '../../../protocol/data-sets';
import type { Frame } from '../../../protocol/messages';
import type { Hover, PictureKind, ScaleKind } from '../../paint/hover';
import { inkEnds } from '../../paint/inkEnds';
import type { Mark, Marks } from '../../paint/marks';
import { InkScale, scaleOf, type Scale } from '../../paint/palette';
import { pictureData } from '../../paint/pictures';
import { gridSize } from '../../paint/tiles';
import { late } from '../../../protocol/late';
import type { Camera } from '../camera';
import type { Piece, SurfacePlan } from '../plan/surface';
import { Atlas } from '../../paint/atlas';
import { spotOf, type Kinds } from './find';
import { flowLines } from './flow';
import { mostNumbers, outlines, paintPiece, writeNumbers, type Clip } from '../../paint/paintPiece';

/** All that the picture depends on. */
export interface Scene {
  plan: SurfacePlan;
  /** What of the plan is drawn. */
  pieces: readonly Piece[];
  camera: Camera;
  ratio: number;
  frame: Frame | undefined;
  set: DataSetInfo | undefined;
  shade: 'light' | 'dark';
  /** Ends of each piece's scale. */
  limits: ReadonlyMap<Piece, number>;
  shows: Record<Piece['band'], ScaleKind>;
  kinds: Kinds;
  marks: Marks;
  hover: Hover | undefined;
  /** Gradients flow from the loss to the input. */
  backward: boolean;
  /** One slab under the other: nothing is pinned. */
  stacked: boolean;
}

/** Wanted when something is pointed at. */
const outlining = late(() => import('./paintOutlines'));
/** Wanted where the screen has fewer pixels than there are values. */
const reducing = late(() => import('../../paint/furthest'));

/** More device pixels than this in one canvas are slow, and more than some browsers have. */
const mostPixels = 20_000_000;

/** Draws the surface, at most once for each picture of the screen. */
export class SurfacePainter {
  private readonly atlases = new Map<string, Atlas>();
  private readonly inks = new Map<string, InkScale>();
  private waiting: { canvas: HTMLCanvasElement; scene: Scene } | undefined;
  private shown: { canvas: HTMLCanvasElement; scene: Scene } | undefined;

  show(canvas: HTMLCanvasElement, scene: Scene): void {
    const asked = this.waiting !== undefined;
    this.waiting = { canvas, scene };
    if (asked) return;
    requestAnimationFrame(() => {
      const { waiting } = this;
      this.waiting = undefined;
      this.shown = waiting;
      if (waiting) this.paint(waiting.canvas, waiting.scene);
    });
  }

  /** The newest scene once more. */
  private again(): void {
    if (this.shown && !this.waiting) this.show(this.shown.canvas, this.shown.scene);
  }

  private paint(canvas: HTMLCanvasElement, scene: Scene): void {
    const { plan, pieces, ratio } = scene;
    const box = canvas.parentElement?.getBoundingClientRect();
    const context = canvas.getContext('2d');
    if (!box || !context) return;
    const width = Math.floor(box.width * ratio);
    const height = Math.floor(box.height * ratio);
    // A long phone page has more pixels than a canvas may have: it is drawn a little coarser.
    const share = Math.min(1, Math.sqrt(mostPixels / Math.max(1, width * height)));
    const size = [Math.floor(width * share), Math.floor(height * share)] as const;
    if (canvas.width !== size[0] || canvas.height !== size[1]) {
      [canvas.width, canvas.height] = size;
      canvas.style.width = `${width / ratio}px`;
      canvas.style.height = `${height / ratio}px`;
    }
    context.setTransform(share, 0, 0, share, 0, 0);
    context.clearRect(0, 0, width, height);
    context.imageSmoothingEnabled = false;
    const all: Clip = { left: 0, top: 0, right: width, bottom: height };
    const { left, width: wide } = plan.window;
    const middle = scene.stacked ? all : { ...all, left, right: Math.min(width, left + wide) };
    // Lines end where the pinned ends begin.
    const air = 12 * ratio;
    this.paintFlow(context, scene, {
      ...all,
      left: middle.left - air,
      right: middle.right + air,
    });
    let numbers = mostNumbers;
    for (const pinned of [false, true]) {
      context.save();
      if (!pinned) clipTo(context, middle);
      for (const piece of pieces) {
        if ((piece.pin !== undefined) === pinned) {
          numbers -= this.paintOne(context, piece, scene, pinned ? all : middle, numbers);
        }
      }
      context.restore();
    }
    for (const key of this.atlases.keys()) {
      if (!pieces.some((piece) => keyOf(piece) === key)) this.atlases.delete(key);
    }
  }

  /** Answers with how many numbers it has written; at most so many. */
  private paintOne(
    context: CanvasRenderingContext2D,
    piece: Piece,
    scene: Scene,
    clip: Clip,
    most: number,
  ): number {
    const { plan, camera, ratio, frame, limits, shows, kinds, marks, hover, shade } = scene;
    const spot = spotOf(piece, camera, plan);
    const size = gridSize(piece.grid);
    if (spot.x > clip.right || spot.x + size.width * spot.zoom < clip.left) return 0;
    if (spot.y > clip.bottom || spot.y + size.height * spot.zoom < clip.top) return 0;
    const data = pictureData(frame, piece.column, shows[piece.band]);
    if (!data) return 0;
    const limit = limits.get(piece) ?? 0;
    const scale = this.scaleFor(piece, scene);
    let atlas = this.atlases.get(keyOf(piece));
    if (!atlas) this.atlases.set(keyOf(piece), (atlas = new Atlas()));
    const inColour = piece.band === 'picture';
    if (inColour) atlas.paintColours(piece.grid, data.values, scene.set?.range ?? [0, 1]);
    const coarse = !inColour && piece.grid.cell * spot.zoom < 1;
    if (coarse && !reducing.here) reducing().then(() => this.again(), Boolean);
    const fewer = coarse
      ? reducing.here?.furthestFromZero(piece.grid, data, piece.grid.cell * spot.zoom)
      : undefined;
    const { grid, numbers } = fewer ?? { grid: piece.grid, numbers: data };
    if (!inColour) atlas.paint(grid, numbers, limit, scale);
    paintPiece(context, piece.grid, atlas.canvas, spot, clip, outlines[shade], grid.shape);
    const written = inColour
      ? 0
      : writeNumbers(context, piece.grid, data, scale, limit, spot, clip, ratio, most);
    const kind = kinds[piece.band];
    const own = marksOf(piece, marks, kind);
    const pointed = hover?.column === piece.column.name && hover.kind === kind ? [hover] : [];
    const all = [
      ...own,
      ...pointed.map(({ place: { tile, part, row, column } }): Mark => ({
        ...{ tone: 'self', tile, part, row, column, height: 1, width: 1 },
      })),
    ];
    if (all.length === 0) return written;
    // Without them all else is there still; the next who points tries again.
    if (!outlining.here) outlining().then(() => this.again(), Boolean);
    const style = getComputedStyle(context.canvas);
    const [ink, paper, accent] = ['--ink', '--paper', '--accent'].map((name) =>
      style.getPropertyValue(name),
    ) as [string, string, string];
    outlining.here?.paintOutlines(context, piece.grid, all, spot, { ink, paper, accent }, ratio);
    return written;
  }

  private scaleFor(piece: Piece, { set, shade, shows }: Scene): Scale {
    const ends =
      piece.column.kind === 'input' && shows[piece.band] === 'maps' && set
        ? inkEnds(set, shade)
        : undefined;
    if (!ends) return scaleOf(shade);
    const key = `${shade} ${ends.join()}`;
    let ink = this.inks.get(key);
    if (!ink) this.inks.set(key, (ink = new InkScale(shade, ends)));
    return ink;
  }

  private paintFlow(context: CanvasRenderingContext2D, scene: Scene, clip: Clip): void {
    const { plan, camera, ratio, backward, stacked } = scene;
    if (stacked) return;
    const style = getComputedStyle(context.canvas);
    context.save();
    clipTo(context, clip);
    context.scale(ratio, ratio);
    context.strokeStyle = style.getPropertyValue('--rule-strong');
    context.lineWidth = 1.25;
    for (const { path, tip } of flowLines(plan, camera, ratio, backward)) {
      context.stroke(new Path2D(path));
      context.stroke(new Path2D(tip));
    }
    context.restore();
  }
}

/** The picture in colour bears the marks of all of its channels. */
function marksOf({ column, band }: Piece, marks: Marks, kind: PictureKind): readonly Mark[] {
  const own = marks.get(`${column.name} ${band === 'picture' ? 'maps' : kind}`) ?? [];
  return band === 'picture' ? own.map(({ tile: _, ...mark }) => mark) : own;
}

function keyOf({ column, band }: Piece): string {
  return `${column.name} ${band}`;
}

function clipTo(context: CanvasRenderingContext2D, { left, top, right, bottom }: Clip): void {
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
}
