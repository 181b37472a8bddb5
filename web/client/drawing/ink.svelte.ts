import type { DataSetId, Drawing, PenPoint, PictureOnPad, Stroke } from '../../protocol/data-sets';

/** How near, as a share of the pad's side, the eraser takes a line away. */
const eraserRadius = 0.035;

/** States that `undo` can go back to. */
const longestHistory = 200;

/** A picture that lies on a pad in place of strokes. */
export interface LaidPicture {
  /** As a picture of this set. Rejects with a sentence where it cannot be brought to its form. */
  readFor(id: DataSetId): Promise<PictureOnPad>;
}

/** What is on a pad: strokes, or a picture. */
interface OnPad {
  readonly strokes: readonly Stroke[];
  /** Of each stroke: 0xRRGGBB. */
  readonly colours: readonly number[];
  readonly picture?: LaidPicture;
}

/**
 * What is on one pad, with undo and redo. One gesture (a stroke, a sweep of the eraser, a clear, a
 * picture) is one state.
 */
export class Ink {
  /** Of the pen, where the pad has colours: 0xRRGGBB. */
  colour = $state<number | undefined>();
  /** What such a pad lies on, and words on it: colours for CSS. */
  ground = $state.raw<{ paper: string; text: string } | undefined>();
  private present = $state.raw<OnPad>({ strokes: [], colours: [] });
  private past = $state.raw<readonly OnPad[]>([]);
  private future = $state.raw<readonly OnPad[]>([]);
  private readonly listeners: (() => void)[] = [];
  private erasing = false;

  get strokes(): readonly Stroke[] {
    return this.present.strokes;
  }

  /** Of each stroke: 0xRRGGBB; they count where the pad has colours. */
  get colours(): readonly number[] {
    return this.present.colours;
  }

  get picture(): LaidPicture | undefined {
    return this.present.picture;
  }

  get empty(): boolean {
    return this.strokes.length === 0 && !this.picture;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** What the worker is sent, but for a picture. */
  drawing(): Drawing {
    const { strokes, colours } = this;
    return this.colour === undefined ? { strokes } : { strokes, colours };
  }

  /** Calls back after every change. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** A picture takes the place of what is there, and the next stroke that of the picture. */
  lay(picture: LaidPicture): void {
    this.remember();
    this.show([], [], picture);
  }

  begin(point: PenPoint): void {
    this.remember();
    this.show([...this.strokes, [point]], [...this.colours, this.colour ?? 0]);
  }

  extend(points: Stroke): void {
    const last = this.strokes.at(-1);
    if (!last || points.length === 0) return;
    this.show([...this.strokes.slice(0, -1), [...last, ...points]], this.colours);
  }

  /** A sweep of the eraser begins; `erase` takes lines away until the next one. */
  beginErasing(): void {
    this.erasing = false;
  }

  /** Takes away what lies within the eraser's reach; a line may fall into two. */
  erase([x, y]: PenPoint): void {
    const parts = this.strokes.map((stroke) => withoutDisc(stroke, x, y, eraserRadius));
    const left = parts.flat();
    const untouched =
      left.length === this.strokes.length && left.every((stroke, i) => stroke === this.strokes[i]);
    if (untouched) return;
    if (!this.erasing) this.remember();
    this.erasing = true;
    this.show(
      left,
      parts.flatMap((own, i) => own.map(() => this.colours[i]!)),
    );
  }

  undo(): void {
    const before = this.past.at(-1);
    if (!before) return;
    this.past = this.past.slice(0, -1);
    this.future = [...this.future, this.present];
    this.show(before.strokes, before.colours, before.picture);
  }

  /** As `undo`, of something that was never meant: it does not come again. */
  takeBack(): void {
    this.undo();
    this.future = [];
  }

  redo(): void {
    const after = this.future.at(-1);
    if (!after) return;
    this.future = this.future.slice(0, -1);
    this.past = [...this.past, this.present];
    this.show(after.strokes, after.colours, after.picture);
  }

  /** Can be undone. */
  clear(): void {
    if (this.empty) return;
    this.remember();
    this.show([], []);
  }

  /** A new drawing, with nothing to undo. */
  reset(): void {
    this.past = [];
    this.future = [];
    this.show([], []);
  }

  /** A drawing that was taken away and not used: on the pad, or below what is drawn since. */
  giveBack({ strokes, colours = strokes.map(() => 0) }: Drawing): void {
    if (this.empty) this.show(strokes, colours);
    else this.past = [{ strokes, colours }, ...this.past];
  }

  private remember(): void {
    this.past = [...this.past.slice(-longestHistory + 1), this.present];
    this.future = [];
  }

  private show(
    strokes: readonly Stroke[],
    colours: readonly number[],
    picture?: LaidPicture,
  ): void {
    this.present = { strokes, colours, ...(picture && { picture }) };
    for (const listener of this.listeners) listener();
  }
}

/** The parts of a stroke that lie outside of a disc; the stroke itself when all of it does. */
export function withoutDisc(stroke: Stroke, x: number, y: number, radius: number): Stroke[] {
  const dense = withPointsBetween(stroke, radius / 4);
  const inside = ([px, py]: PenPoint) => Math.hypot(px - x, py - y) < radius;
  if (!dense.some(inside)) return [stroke];
  const parts: PenPoint[][] = [];
  let part: PenPoint[] | undefined;
  for (const point of dense) {
    if (inside(point)) {
      part = undefined;
    } else if (part) {
      part.push(point);
    } else {
      part = [point];
      parts.push(part);
    }
  }
  return parts;
}

/** The same line with points at most `step` apart: a quick hand leaves few, and far apart. */
function withPointsBetween(stroke: Stroke, step: number): Stroke {
  return stroke.flatMap((point, i) => {
    const before = stroke[i - 1];
    if (!before) return [point];
    const pieces = Math.ceil(Math.hypot(point[0] - before[0], point[1] - before[1]) / step);
    return Array.from({ length: Math.max(1, pieces) }, (_, piece): PenPoint => {
      const share = (piece + 1) / Math.max(1, pieces);
      const between = (a: number, b: number) => a + share * (b - a);
      return [
        between(before[0], point[0]),
        between(before[1], point[1]),
        between(before[2], point[2]),
      ];
    });
  });
}
