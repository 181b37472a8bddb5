import { bmpHeader } from './bmp';
import { decodeInBrowser } from './browser';
import { isDirect } from './direct';
import { pictureFormat } from './format';
import { gifHeader } from './gif';
import { heifHeader } from './heif';
import { jpegHeader } from './jpeg';
import {
  BrokenPicture,
  cutShort,
  damaged,
  type DecodePicture,
  type PictureHeader,
  TooLarge,
  usualMost,
} from './picture';
import { decodePng, pngHeader } from './png';
import { webpHeader } from './webp';

export { canvasIsExact } from './browser';
export { foreignPicture, pictureFormat } from './format';
export {
  BrokenPicture,
  type DecodePicture,
  type Picture,
  type PictureFormat,
  type PictureHeader,
  TooLarge,
} from './picture';

/** What browsers take: Chromium's largest side of a canvas, its area, and a file that fits beside. */
const largestSide = 16_384;
const mostPixels = 268_435_456;
const mostBytes = 256e6;

/**
 * Looks at all of a picture file but its pixels, before a decoder takes memory for them. Throws
 * `BrokenPicture` where it is cut short or damaged and `TooLarge` where no browser takes it, each
 * with a sentence that begins with `name`.
 */
export function readPictureHeader(name: string, bytes: Uint8Array<ArrayBuffer>): PictureHeader {
  if (bytes.length === 0) throw new BrokenPicture(name, 'is empty.');
  if (bytes.length > mostBytes) {
    throw new TooLarge(
      name,
      `has ${Math.round(bytes.length / 1e6)} MB; pictures of up to 256 MB are read.`,
    );
  }
  const header = whatItSays(name, bytes);
  const { width, height } = header;
  if (width < 1 || height < 1) throw new BrokenPicture(name, 'has no pixels.');
  if (Math.max(width, height) > largestSide || width * height > mostPixels) {
    throw new TooLarge(
      name,
      `has ${width} x ${height} pixels, more than browsers show: make it smaller than ` +
        `${largestSide} pixels a side.`,
    );
  }
  return header;
}

function whatItSays(name: string, bytes: Uint8Array<ArrayBuffer>): PictureHeader {
  try {
    return headerOf(name, bytes);
  } catch (error) {
    // A number that lies beyond the end.
    throw error instanceof RangeError ? new BrokenPicture(name, cutShort) : error;
  }
}

function headerOf(name: string, bytes: Uint8Array<ArrayBuffer>): PictureHeader {
  const format = pictureFormat(bytes);
  switch (format) {
    case 'png':
      return pngHeader(name, bytes);
    case 'jpeg':
      return jpegHeader(name, bytes);
    case 'gif':
      return gifHeader(name, bytes);
    case 'webp':
      return webpHeader(name, bytes);
    case 'bmp':
      return bmpHeader(name, bytes);
    case 'avif':
    case 'heic':
      return heifHeader(name, bytes, format);
    case undefined:
      throw new BrokenPicture(name, damaged);
  }
}

/** PNG here, exactly, and all else by the browser. */
export const decodePicture: DecodePicture = (bytes, header, most) =>
  header.format === 'png' ? decodePng(bytes, most) : decodeInBrowser(bytes, header, most);

/**
 * Whether a picture passes a canvas on its way: then its values are the file's only where
 * `canvasIsExact` says so.
 */
export async function passesCanvas(header: PictureHeader, most = usualMost): Promise<boolean> {
  return header.format !== 'png' && !(await isDirect(header, most));
}
