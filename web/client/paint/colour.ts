import { textOn } from './palette';

// Colours as numbers, 0xRRGGBB: of pens, and of the ground that they draw on.

export function cssColour(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}

/** Of a byte for each of red, green and blue; nothing where there are not three. */
export function colourOf(bytes: readonly number[] | undefined): number | undefined {
  const [red, green, blue] = bytes ?? [];
  return blue === undefined ? undefined : (red! << 16) | (green! << 8) | blue;
}

/** Black or white text on a colour, whichever is easier to read. */
export function textOver(colour: number): string {
  return textOn(((colour & 255) << 16) | (colour & 0xff00) | (colour >> 16));
}
