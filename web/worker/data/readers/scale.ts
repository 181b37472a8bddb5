import type { DecodedPicture } from './decode';

/** Which stretch of the source each pixel of the result covers, and how much of its ends. */
function stretches(from: number, to: number): { first: number; weights: number[] }[] {
  return Array.from({ length: to }, (_, i) => {
    const begin = (i * from) / to;
    const end = ((i + 1) * from) / to;
    const first = Math.floor(begin);
    const weights: number[] = [];
    for (let at = first; at < end - 1e-9; ++at) {
      weights.push((Math.min(end, at + 1) - Math.max(begin, at)) / (end - begin));
    }
    return { first, weights };
  });
}

/**
 * The picture in another size, each pixel the mean of the area that it covers: red, green and blue
 * one after the other (3 * height * width bytes).
 */
export function scaled(source: DecodedPicture, height: number, width: number): Uint8Array {
  const columns = stretches(source.width, width);
  const rows = stretches(source.height, height);
  const narrow = new Float32Array(source.height * width * 3);
  for (let y = 0; y < source.height; ++y) {
    columns.forEach(({ first, weights }, x) => {
      for (let colour = 0; colour < 3; ++colour) {
        let sum = 0;
        weights.forEach((weight, i) => {
          sum += weight * source.data[(y * source.width + first + i) * 4 + colour]!;
        });
        narrow[(y * width + x) * 3 + colour] = sum;
      }
    });
  }
  const result = new Uint8Array(3 * height * width);
  rows.forEach(({ first, weights }, y) => {
    for (let x = 0; x < width; ++x) {
      for (let colour = 0; colour < 3; ++colour) {
        let sum = 0;
        weights.forEach((weight, i) => {
          sum += weight * narrow[((first + i) * width + x) * 3 + colour]!;
        });
        result[(colour * height + y) * width + x] = Math.round(sum);
      }
    }
  });
  return result;
}

/** How far apart red, green and blue of a pixel may lie in a grey picture: JPEG rounds. */
const greyTolerance = 16;

export function hasColour(planes: Uint8Array): boolean {
  const size = planes.length / 3;
  for (let i = 0; i < size; ++i) {
    const [red, green, blue] = [planes[i]!, planes[size + i]!, planes[2 * size + i]!];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > greyTolerance) return true;
  }
  return false;
}

/** Brightness by ITU-R BT.601. */
export function grey(planes: Uint8Array): Uint8Array {
  const size = planes.length / 3;
  return Uint8Array.from({ length: size }, (_, i) =>
    Math.round(0.299 * planes[i]! + 0.587 * planes[size + i]! + 0.114 * planes[2 * size + i]!),
  );
}
