import { cellText } from './cellText';
import type { Scale } from './palette';
import { cellRect, gridSize, tileOrigin, type Size, type TileGrid } from './tiles';

export interface HeatMap {
  grid: TileGrid;
  /** Tile after tile, part after part; a tile here may have more parts than the grid shows. */
  values: Float32Array;
  /** Parts of a tile in `values`. */
  depth: number;
  /** Values at the ends of the scale. */
  limit: number;
}

export interface HeatStyle {
  scale: Scale;
  /** Colour of the hairline around a tile. */
  outline: string;
  devicePixelRatio: number;
}

/** Squares at least this large (CSS pixels) have their value written into them. */
const readableCell = 28;

/** Draws every tile into a canvas that has the grid's size. */
export function paintHeatMap(canvas: HTMLCanvasElement, map: HeatMap, style: HeatStyle): void {
  const { grid } = map;
  const size = gridSize(grid);
  // Setting the size clears a canvas and makes it anew, so only when it has changed.
  if (canvas.width !== size.width || canvas.height !== size.height) {
    canvas.width = size.width;
    canvas.height = size.height;
    painted.delete(canvas);
  }
  if (size.width === 0 || size.height === 0) return;
  const context = canvas.getContext('2d');
  if (!context) return;
  if (shows(canvas, map, style)) return;
  const { image, words } = bufferOf(canvas, size);
  const outline = cssWord(style.outline);
  for (let tile = 0; tile < grid.shown; ++tile) {
    const { x, y } = tileOrigin(grid, tile);
    fill(words, size.width, x - 1, y - 1, grid.tileWidth + 2, grid.tileHeight + 2, outline);
    for (let part = 0; part < grid.parts; ++part) {
      const left = x + part * (grid.shape.width * grid.cell + grid.partGap);
      const first = (tile * map.depth + part) * grid.shape.length;
      paintPart(words, size.width, left, y, map, first, style.scale);
    }
  }
  context.putImageData(image, 0, 0);
  if (grid.cell >= readableCell * style.devicePixelRatio) writeValues(context, map, style);
}

/** What each canvas shows. */
const painted = new WeakMap<HTMLCanvasElement, { map: HeatMap; style: HeatStyle }>();

/**
 * Whether the same numbers are there already: a network at rest is asked for frames, too, and an input
 * seldom changes. If not, notes that they will be.
 */
function shows(canvas: HTMLCanvasElement, map: HeatMap, style: HeatStyle): boolean {
  const last = painted.get(canvas);
  painted.set(canvas, { map, style });
  if (!last) return false;
  const { grid, values, depth, limit } = last.map;
  if (grid !== map.grid || depth !== map.depth || limit !== map.limit) return false;
  if (last.style.scale !== style.scale || last.style.outline !== style.outline) return false;
  if (last.style.devicePixelRatio !== style.devicePixelRatio) return false;
  if (values.length !== map.values.length) return false;
  for (let i = 0; i < values.length; ++i) {
    if (values[i] !== map.values[i]) return false;
  }
  return true;
}

interface Buffer {
  image: ImageData;
  words: Uint32Array;
}

/** Kept from frame to frame: sixty new pictures a second for each layer would be much litter. */
const buffers = new WeakMap<HTMLCanvasElement, Buffer>();

function bufferOf(canvas: HTMLCanvasElement, { width, height }: Size): Buffer {
  const kept = buffers.get(canvas);
  if (kept && kept.image.width === width && kept.image.height === height) {
    // Another arrangement of the same size must not show the old one through its gaps.
    kept.words.fill(0);
    return kept;
  }
  const image = new ImageData(width, height);
  const made = { image, words: new Uint32Array(image.data.buffer) };
  buffers.set(canvas, made);
  return made;
}

function paintPart(
  words: Uint32Array,
  stride: number,
  left: number,
  top: number,
  map: HeatMap,
  first: number,
  scale: Scale,
): void {
  const { cell, shape } = map.grid;
  for (let row = 0; row < shape.height; ++row) {
    const lineStart = (top + row * cell) * stride + left;
    const squares = Math.min(shape.width, shape.length - row * shape.width);
    let at = lineStart;
    for (let column = 0; column < squares; ++column) {
      const value = map.values[first + row * shape.width + column] ?? 0;
      const word = scale.words[scale.index(value, map.limit)]!;
      // For the few pixels of a square a loop is quicker than a call.
      for (const end = at + cell; at < end; ++at) words[at] = word;
    }
    // The last row of a wrapped vector may be short: the rest is paper, as outside the tile.
    words.fill(0, at, lineStart + shape.width * cell);
    for (let line = 1; line < cell; ++line) {
      words.copyWithin(lineStart + line * stride, lineStart, lineStart + shape.width * cell);
    }
  }
}

function writeValues(context: CanvasRenderingContext2D, map: HeatMap, style: HeatStyle): void {
  const { grid } = map;
  const size = Math.min(grid.cell * 0.31, 13 * style.devicePixelRatio);
  context.font = `${size}px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let tile = 0; tile < grid.shown; ++tile) {
    for (let part = 0; part < grid.parts; ++part) {
      const first = (tile * map.depth + part) * grid.shape.length;
      for (let index = 0; index < grid.shape.length; ++index) {
        const row = Math.floor(index / grid.shape.width);
        const column = index % grid.shape.width;
        const value = map.values[first + index] ?? 0;
        const { x, y, side } = cellRect(grid, { tile, part, row, column });
        context.fillStyle = style.scale.textColour(value, map.limit);
        const text = cellText(value);
        if (context.measureText(text).width > side * 0.96) continue;
        context.fillText(text, x + side / 2, y + side / 2 + size * 0.06);
      }
    }
  }
}

function fill(
  words: Uint32Array,
  stride: number,
  left: number,
  top: number,
  width: number,
  height: number,
  word: number,
): void {
  for (let y = top; y < top + height; ++y) {
    words.fill(word, y * stride + left, y * stride + left + width);
  }
}

/** '#rrggbb' as a little-endian ABGR word. */
function cssWord(hex: string): number {
  const n = Number.parseInt(hex.slice(1), 16);
  return (0xff000000 | ((n & 255) << 16) | (n & 0xff00) | (n >> 16)) >>> 0;
}
