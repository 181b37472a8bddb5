/**
 * A part of the picture whose rows stand one after the other in the file: all of it, or one of the
 * seven of an interlaced one (Adam7; PNG specification, section 8).
 */
interface Pass {
  x: number;
  y: number;
  /** From one pixel and row to the next. */
  dx: number;
  dy: number;
  columns: number;
  rows: number;
}

/** Takes the bytes of every `dx`th pixel of row `y`, from `x` on. The line is used again. */
export type TakeLine = (line: Uint8Array, count: number, y: number, x: number, dx: number) => void;

const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function passesOf(width: number, height: number, interlaced: boolean): Pass[] {
  const steps = interlaced ? adam7 : ([[0, 0, 1, 1]] as const);
  const passes = steps.map(([x, y, dx, dy]) => {
    return {
      x,
      y,
      dx,
      dy,
      columns: Math.ceil((width - x) / dx),
      rows: Math.ceil((height - y) / dy),
    };
  });
  return passes.filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** Makes lines of the unpacked bytes of a PNG, however they are divided, and undoes their filters. */
export class PngLines {
  /** All bytes that the picture needs. */
  readonly size: number;
  /** A line has an unknown filter: the file is damaged. */
  wrong = false;
  private readonly passes: Pass[];
  private row = 0;
  /** The line that is being filled, its filter in front, and the one above. */
  private line: Uint8Array;
  private above: Uint8Array;
  private filled = 0;
  private readonly pixelBytes: number;

  constructor(
    { width, height, interlaced }: { width: number; height: number; interlaced: boolean },
    /** Bits of a pixel. */
    private readonly bits: number,
    private readonly take: TakeLine,
  ) {
    this.passes = passesOf(width, height, interlaced);
    this.pixelBytes = Math.max(1, bits >> 3);
    this.size = this.passes.reduce((sum, pass) => sum + pass.rows * this.lineBytes(pass), 0);
    const longest = Math.max(...this.passes.map((pass) => this.lineBytes(pass)));
    this.line = new Uint8Array(longest);
    this.above = new Uint8Array(longest);
  }

  /** Whether the picture is whole: what follows is no part of it. */
  get done(): boolean {
    return this.passes.length === 0;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.done && !this.wrong;) {
      const pass = this.passes[0]!;
      const wanted = this.lineBytes(pass);
      const part = bytes.subarray(at, at + wanted - this.filled);
      this.line.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === wanted) this.finishLine(pass, wanted);
    }
  }

  private lineBytes({ columns }: Pass): number {
    return 1 + Math.ceil((columns * this.bits) / 8);
  }

  private finishLine(pass: Pass, length: number): void {
    const { line, above } = this;
    this.wrong = !unfilter(line.subarray(0, length), above, this.pixelBytes);
    if (this.wrong) return;
    this.take(line.subarray(1, length), pass.columns, pass.y + this.row * pass.dy, pass.x, pass.dx);
    this.line = above;
    this.above = line;
    this.filled = 0;
    this.row += 1;
    if (this.row < pass.rows) return;
    this.passes.shift();
    this.row = 0;
    this.above.fill(0);
  }
}

/** Undoes the filter that a line's first byte names (section 9.2); false where there is none such. */
function unfilter(line: Uint8Array, above: Uint8Array, pixelBytes: number): boolean {
  const { length } = line;
  const first = 1 + pixelBytes;
  switch (line[0]) {
    case 0:
      return true;
    case 1:
      for (let i = first; i < length; ++i) line[i]! += line[i - pixelBytes]!;
      return true;
    case 2:
      for (let i = 1; i < length; ++i) line[i]! += above[i]!;
      return true;
    case 3:
      for (let i = 1; i < Math.min(first, length); ++i) line[i]! += above[i]! >> 1;
      for (let i = first; i < length; ++i) line[i]! += (line[i - pixelBytes]! + above[i]!) >> 1;
      return true;
    case 4:
      for (let i = 1; i < Math.min(first, length); ++i) line[i]! += above[i]!;
      for (let i = first; i < length; ++i) {
        line[i]! += nearest(line[i - pixelBytes]!, above[i]!, above[i - pixelBytes]!);
      }
      return true;
    default:
      return false;
  }
}

/** Paeth's predictor (section 9.4): of left, above and upper left, the one nearest to their plane. */
function nearest(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
