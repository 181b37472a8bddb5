export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | 'avif' | 'heic';

/** What a picture file says of itself, upright: EXIF's turning is applied to width and height. */
export interface PictureHeader {
  format: PictureFormat;
  width: number;
  height: number;
  /** EXIF's, 1 (as it is) to 8. */
  orientation: number;
  /** Surely without colour. */
  grey: boolean;
  mayBeTransparent: boolean;
}

/**
 * Pixels upright, row by row, `channels` values each (1 grey, 2 grey and opacity, 3 red, green and
 * blue, 4 these and opacity); colours are not multiplied by the opacity.
 */
export interface Picture {
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
  bits: 8 | 16;
  data: Uint8Array | Uint8ClampedArray | Uint16Array;
}

/**
 * Makes pixels of a file whose header was read. A larger picture than `most` pixels a side (1024 by
 * default) is reduced to that. Throws `BrokenPicture` where it cannot be decoded; its sentence is on
 * 'The picture', and its `fault` goes behind any other name.
 */
export type DecodePicture = (
  bytes: Uint8Array<ArrayBuffer>,
  header: PictureHeader,
  most?: number,
) => Promise<Picture>;

/** A picture that cannot be shown: `fault` is its sentence without the name in front. */
export class BrokenPicture extends Error {
  override name = 'BrokenPicture';

  constructor(
    picture: string,
    readonly fault: string,
  ) {
    super(`${picture} ${fault}`);
  }
}

/** A picture with more pixels or bytes than a browser decodes. */
export class TooLarge extends BrokenPicture {
  override name = 'TooLarge';
}

export const damaged = 'is damaged and cannot be shown.';
export const cutShort = 'is cut short: its end is missing.';

/** Pixels a side that come out of decoding, where no other number is asked for. */
export const usualMost = 1024;

/** The size that a picture is reduced to, in its proportions. */
export function reducedSize(width: number, height: number, most: number): [number, number] {
  const scale = Math.min(1, most / Math.max(width, height));
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return [side(width), side(height)];
}
