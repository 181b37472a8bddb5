import { writeInColour } from './inColour';
import type { Scale } from './palette';
import type { TileGrid } from './tiles';

/** Tile after tile, part after part; a tile may have more parts (`depth`) than the grid shows. */
export interface Numbers {
  values: Float32Array;
  depth: number;
}

/** What is in an atlas. */
interface Painted {
  grid: TileGrid;
  values: Float32Array;
  depth: number;
  limit: number;
  /** None of a picture in colour. */
  scale: Scale | undefined;
}

/**
 * The numbers of one layer as colours, one pixel each: tile beside tile, the parts of a filter side by
 * side. It is coloured when its numbers change; the surface draws it in any size.
 */
export class Atlas {
  readonly canvas = document.createElement('canvas');
  private image: ImageData | undefined;
  private painted: Painted | undefined;

  /** Colours what is new. @param limit Values at the ends of the scale. */
  paint(grid: TileGrid, { values, depth }: Numbers, limit: number, scale: Scale): void {
    const next = { grid, values, depth, limit, scale };
    if (this.painted && sameNumbers(this.painted, next)) return;
    this.painted = next;
    const { parts, shape, columns, rows, shown } = grid;
    const line = columns * parts * shape.width;
    const image = this.imageOf(line, rows * shape.height);
    if (!image) return;
    const words = new Uint32Array(image.data.buffer);
    for (let tile = 0; tile < shown; ++tile) {
      const left = (tile % columns) * parts * shape.width;
      const top = Math.floor(tile / columns) * shape.height;
      for (let part = 0; part < parts; ++part) {
        const first = (tile * depth + part) * shape.length;
        for (let row = 0; row < shape.height; ++row) {
          let at = (top + row) * line + left + part * shape.width;
          const from = first + row * shape.width;
          // The last row of a wrapped vector may be short: the rest is paper.
          const squares = Math.max(0, Math.min(shape.width, shape.length - row * shape.width));
          for (let column = 0; column < squares; ++column) {
            words[at++] = scale.words[scale.index(values[from + column] ?? 0, limit)]!;
          }
          words.fill(0, at, at + shape.width - squares);
        }
      }
    }
    this.show(image);
  }

  /**
   * Colours one picture as one sees it.
   * @param values Channel-major: red, green and blue.
   * @param range Values of no and of full light.
   */
  paintColours(grid: TileGrid, values: Float32Array, range: readonly [number, number]): void {
    const next = { grid, values, depth: 3, limit: range[1], scale: undefined };
    if (this.painted && sameNumbers(this.painted, next)) return;
    this.painted = next;
    const image = this.imageOf(grid.shape.width, grid.shape.height);
    if (!image) return;
    writeInColour(image.data, values, range);
    this.show(image);
  }

  /** Of this size; nothing where it has no pixels. */
  private imageOf(width: number, height: number): ImageData | undefined {
    if (width === 0 || height === 0) return undefined;
    if (this.image?.width !== width || this.image.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.image = new ImageData(width, height);
    }
    return this.image;
  }

  private show(image: ImageData): void {
    this.canvas.getContext('2d')?.putImageData(image, 0, 0);
  }
}

/** A network at rest is asked for frames, too, and an input seldom changes. */
function sameNumbers(a: Painted, b: Painted): boolean {
  if (a.grid !== b.grid || a.depth !== b.depth || a.limit !== b.limit || a.scale !== b.scale) {
    return false;
  }
  if (a.values === b.values) return true;
  if (a.values.length !== b.values.length) return false;
  for (let i = 0; i < a.values.length; ++i) {
    if (a.values[i] !== b.values[i]) return false;
  }
  return true;
}
