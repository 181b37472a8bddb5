import { Unzlib, unzlibSync } from 'fflate';
import { inflated, Unpackable } from '../opening/inflated';
import { turnsAside } from './exif';
import { BrokenPicture, damaged, type Picture, type PictureHeader, usualMost } from './picture';
import { isGreyPalette, type PngFile, readPng } from './png-file';
import { PngLines } from './png-lines';
import { pixelBits, pngValues } from './png-values';
import { canvas } from './reduced';
import { upright } from './upright';

export function pngHeader(name: string, bytes: Uint8Array<ArrayBuffer>): PictureHeader {
  const png = readPng(name, bytes);
  const { width, height, colour, orientation, palette, transparency } = png;
  const aside = turnsAside(orientation);
  return {
    format: 'png',
    width: aside ? height : width,
    height: aside ? width : height,
    orientation,
    grey: colour === 0 || colour === 4 || (colour === 3 && isGreyPalette(palette!)),
    mayBeTransparent: colour === 4 || colour === 6 || transparency !== undefined,
  };
}

/** What unpacks to less is unpacked at once, which is much faster; the rest line by line. */
const smallBytes = 1 << 20;
/** It must be little that is packed, too: it could be made to unpack to a thousand times as much. */
const smallPackedBytes = 1 << 17;
/** Bytes of lines between two moments in which messages are answered. */
const bytesAtOnce = 2 << 20;

/**
 * All kinds of PNG, exactly: no canvas, no gamma, no profile. By hand, because the library that there
 * is (fast-png) unpacks without a limit, takes missing bytes for zeros, mistakes interlaced pictures
 * of less than eight bits, and cannot reduce a picture while it reads it.
 */
export async function decodePng(
  bytes: Uint8Array<ArrayBuffer>,
  most = usualMost,
): Promise<Picture> {
  const png = readPng('The picture', bytes, true);
  const values = pngValues(png);
  const { width, height } = png;
  const { channels, bits } = values;
  const pixels = canvas({ width, height, channels, bits }, most);
  const lines = new PngLines(png, pixelBits(png), (line, count, y, x, dx) => {
    pixels.put(values.of(line, count), count, y, x, dx);
  });
  try {
    await unpack(png, lines);
  } catch (error) {
    throw error instanceof Unpackable ? new BrokenPicture('The picture', damaged) : error;
  }
  if (lines.wrong) throw new BrokenPicture('The picture', damaged);
  if (!lines.done) {
    throw new BrokenPicture('The picture', 'is damaged: not all of its pixels are there.');
  }
  return upright(pixels.picture(), png.orientation);
}

async function unpack({ packed }: PngFile, lines: PngLines): Promise<void> {
  const packedBytes = packed.reduce((sum, { length }) => sum + length, 0);
  if (lines.size <= smallBytes && packedBytes <= smallPackedBytes) {
    lines.push(unpackedAtOnce(packed, lines.size));
    return;
  }
  let since = 0;
  for await (const piece of inflated(new Unzlib(() => undefined), inTurn(packed))) {
    lines.push(piece);
    if (lines.done || lines.wrong) return;
    since += piece.length;
    if (since < bytesAtOnce) continue;
    since = 0;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function unpackedAtOnce(packed: Uint8Array[], size: number): Uint8Array {
  const all =
    packed.length === 1 ? packed[0]! : new Uint8Array(packed.flatMap((part) => [...part]));
  try {
    return unzlibSync(all, { out: new Uint8Array(size) });
  } catch {
    throw new Unpackable(0);
  }
}

async function* inTurn<T>(parts: readonly T[]): AsyncGenerator<T> {
  yield* parts;
}
