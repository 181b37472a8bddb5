import { InkScale, scaleOf, type Scale } from './palette';

/** How a kind of number is coloured: the scale of the picture that it stands in, and its limit. */
export interface Colouring {
  scale: Scale;
  limit: number;
}

export interface CellColours {
  background: string;
  text: string;
}

/** For the style of a table's square. */
export function cellColours({ scale, limit }: Colouring, value: number): CellColours {
  const word = scale.words[scale.index(value, limit)]!;
  const [red, green, blue] = [word & 255, (word >> 8) & 255, (word >> 16) & 255];
  return { background: `rgb(${red} ${green} ${blue})`, text: scale.textColour(value, limit) };
}

export function signed(shade: 'light' | 'dark', limit: number): Colouring {
  return { scale: scaleOf(shade), limit };
}

export function inked(shade: 'light' | 'dark', range: readonly [number, number]): Colouring {
  return { scale: new InkScale(shade, range), limit: 1 };
}
