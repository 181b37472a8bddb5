import type { DataSetInfo, PenColour } from '../../protocol/data-sets';
import type { PictureSource } from './pictures';

/** What every pad for colours has: in the order of a box of crayons. */
const usual: Readonly<Record<string, number>> = {
  black: 0x17181a,
  grey: 0x808488,
  white: 0xffffff,
  brown: 0x8b5a2b,
  red: 0xd83030,
  orange: 0xf08c1e,
  yellow: 0xf5d327,
  green: 0x2e9e44,
  blue: 0x2d63d8,
  purple: 0x8a3fc0,
};

/** So many pictures tell what colours a set has. */
const sampled = 100;
/** Of the pictures' own colours, so many that take up at least this share of the pixels. */
const mostOwn = 4;
const leastShare = 0.01;
/** Of two colours, so that one is seen on the other: each of red, green and blue is 0 to 255. */
const leastApart = 48;

/** The pens for a set in colour: those of its pictures, the most frequent first, and the usual ones; the first is seen on the ground. */
export function penColours(
  { trainCount, paint }: Pick<DataSetInfo, 'trainCount' | 'paint'>,
  source: Pick<PictureSource, 'size' | 'pixels'>,
): PenColour[] {
  const count = Math.min(sampled, trainCount);
  const area = source.size / 3;
  const seen = new Map<number, { colour: number; count: number }>();
  for (let picture = 0; picture < count; ++picture) {
    // From all of it: a set may lie class by class.
    const pixels = source.pixels('train', Math.floor((picture * trainCount) / count), 1);
    for (let at = 0; at < area; ++at) {
      const colour = packed(pixels[at]!, pixels[area + at]!, pixels[2 * area + at]!);
      // Tones that the eye hardly tells apart count as one: the first of them stands for all.
      const tone = colour & 0xf0f0f0;
      const known = seen.get(tone);
      if (known) known.count += 1;
      else seen.set(tone, { colour, count: 1 });
    }
  }
  const [red = 255, green = 255, blue = 255] = paint?.paper ?? [];
  const ground = packed(red, green, blue);
  const own = new Map<string, number>();
  for (const one of [...seen.values()].sort((a, b) => b.count - a.count)) {
    if (own.size === mostOwn || one.count < leastShare * count * area) break;
    const name = nearest(one.colour);
    // The ground needs no pen: there is the eraser.
    if (distance(one.colour, ground) > leastApart && !own.has(name)) own.set(name, one.colour);
  }
  // What the pictures have takes the place of what looks like it.
  const isOwn = (colour: number): boolean =>
    [...own.values()].some((one) => distance(one, colour) <= leastApart);
  const pens = Object.entries(usual)
    .map(([name, colour]) => ({ name, colour }))
    .filter(({ colour }) => !isOwn(colour));
  const seenOnIt = ({ colour }: PenColour): boolean => distance(colour, ground) > leastApart;
  return [
    ...[...own].map(([name, colour]) => {
      const another = pens.some((pen) => pen.name === name);
      return { name: another ? `${name} of the pictures` : name, colour };
    }),
    ...pens.filter(seenOnIt),
    ...pens.filter((pen) => !seenOnIt(pen)),
  ];
}

function packed(red: number, green: number, blue: number): number {
  return (red << 16) | (green << 8) | blue;
}

function nearest(colour: number): string {
  const [first, ...others] = Object.keys(usual) as [string, ...string[]];
  return others.reduce(
    (best, name) => (distance(colour, usual[name]!) < distance(colour, usual[best]!) ? name : best),
    first,
  );
}

function distance(a: number, b: number): number {
  return Math.hypot(...[16, 8, 0].map((shift) => ((a >> shift) & 255) - ((b >> shift) & 255)));
}
