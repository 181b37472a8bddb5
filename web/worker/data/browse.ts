import type { Browsed, BrowsedPicture, BrowseRequest } from '../../protocol/data-sets';
import type { PictureSource } from './pictures';

/** What a network says of pictures: its class for each, and how sure it is. */
export interface Predictions {
  classes: Uint8Array;
  confidences: Float32Array;
}

/** Most pictures that one request gets. */
const mostPictures = 1000;

/**
 * The pictures that a request asks for. `predict` reads pictures given as bytes; `all`: what was
 * predicted of the whole split, where only the mistakes are wanted.
 */
export function browse(
  source: PictureSource,
  { split, label, first, count }: BrowseRequest,
  predict?: (pixels: Uint8Array) => Predictions,
  all?: Predictions,
): Omit<Browsed, 'version'> {
  for (const [name, value] of Object.entries({ first, count })) {
    if (!Number.isInteger(value) || value < 0) {
      throw new Error(`${name}: expected a whole number from 0, found ${value}.`);
    }
  }
  const labels = source.labels(split);
  const indices: number[] = [];
  labels.forEach((one, index) => {
    if (label !== undefined && one !== label) return;
    if (all && all.classes[index] === one) return;
    indices.push(index);
  });
  const shown = indices.slice(first, first + Math.min(count, mostPictures));
  const { size } = source;
  const pixels = new Uint8Array(shown.length * size);
  shown.forEach((index, place) => pixels.set(source.pixels(split, index, 1), place * size));
  const said = all
    ? {
        classes: Uint8Array.from(shown, (index) => all.classes[index]!),
        confidences: Float32Array.from(shown, (index) => all.confidences[index]!),
      }
    : shown.length > 0
      ? predict?.(pixels)
      : undefined;
  const pictures = shown.map((index, place): BrowsedPicture => {
    const picture = {
      index,
      label: labels[index]!,
      pixels: pixels.subarray(place * size, (place + 1) * size),
    };
    if (!said) return picture;
    return { ...picture, predicted: said.classes[place]!, confidence: said.confidences[place]! };
  });
  return { total: indices.length, pictures };
}
