/**
 * The one diverging scale of the page: blue below zero, the ground at zero, orange-red above. Its
 * steps are even in OKLab (Ottosson 2020), so that equal differences of value look equally large,
 * and lightness alone tells how far from zero a value is; blue against orange stays apart under the
 * common colour-vision deficiencies.
 */

type Rgb = readonly [number, number, number];

/** Three stops on each side, from near zero to the limit. */
interface Stops {
  zero: string;
  negative: readonly string[];
  positive: readonly string[];
}

const stops: Record<'light' | 'dark', Stops> = {
  light: {
    zero: '#f3f1ec',
    negative: ['#a3c1dd', '#3f7dba', '#123f7c'],
    positive: ['#f3bb9b', '#dd6a35', '#8f2306'],
  },
  dark: {
    zero: '#24272c',
    negative: ['#24466e', '#3d84cc', '#a5d4ff'],
    positive: ['#6b3019', '#e0662c', '#ffc9a3'],
  },
};

/** Colours on each side of zero. */
const steps = 128;

/** Turns values into colours. */
export interface Scale {
  /** Little-endian ABGR, ready to be written into an ImageData's 32-bit words. */
  readonly words: Uint32Array;
  /** Place in `words` of the colour of `value`. */
  index(value: number, limit: number): number;
  /** A colour for text on the colour of `value`. */
  textColour(value: number, limit: number): string;
}

/** Colours for -limit .. 0 .. +limit; index `steps` is zero. */
export class DivergingScale implements Scale {
  readonly words = new Uint32Array(2 * steps + 1);
  private readonly css: string[] = [];

  constructor(readonly theme: 'light' | 'dark') {
    const { zero, negative, positive } = stops[theme];
    const below = [zero, ...negative].map(parseHex).map(toOklab);
    const above = [zero, ...positive].map(parseHex).map(toOklab);
    for (let i = -steps; i <= steps; ++i) {
      const rgb = fromOklab(along(i < 0 ? below : above, Math.abs(i) / steps));
      this.words[i + steps] = wordOf(rgb);
      this.css.push(`rgb(${rgb.join(' ')})`);
    }
  }

  /** Index of the colour of `value`: the limits and whatever lies beyond them look alike. */
  index(value: number, limit: number): number {
    if (!(limit > 0)) return steps;
    const scaled = Math.round((value / limit) * steps);
    // A NaN fails both comparisons; it is drawn as zero, and the readout names it.
    if (scaled >= steps) return 2 * steps;
    if (scaled <= -steps) return 0;
    return steps + (scaled || 0);
  }

  textColour(value: number, limit: number): string {
    return textOn(this.words[this.index(value, limit)]!);
  }

  /** For a CSS background: the whole scale from left to right. */
  gradient(): string {
    const picked = this.css.filter((_, i) => i % 16 === 0);
    return `linear-gradient(to right, ${picked.join(', ')})`;
  }
}

/** From paper to ink: a picture is shown as one, not as signed numbers. */
export class InkScale implements Scale {
  readonly words = new Uint32Array(steps + 1);

  constructor(
    theme: 'light' | 'dark',
    private readonly range: readonly [number, number],
  ) {
    const ends = (theme === 'light' ? ['#ffffff', '#1b1d20'] : ['#1e2125', '#eceae5'])
      .map(parseHex)
      .map(toOklab);
    for (let i = 0; i <= steps; ++i) this.words[i] = wordOf(fromOklab(along(ends, i / steps)));
  }

  index(value: number): number {
    const [paper, ink] = this.range;
    const scaled = Math.round(((value - paper) / (ink - paper)) * steps);
    return Math.min(steps, Math.max(0, scaled || 0));
  }

  textColour(value: number): string {
    return textOn(this.words[this.index(value)]!);
  }
}

const inks: Partial<Record<string, InkScale>> = {};

/** Of bytes, made once. @param dark They are dark on light: 255 is paper. */
export function byteInk(theme: 'light' | 'dark', dark: boolean): InkScale {
  return (inks[`${theme} ${dark}`] ??= new InkScale(theme, dark ? [255, 0] : [0, 255]));
}

const made: Partial<Record<'light' | 'dark', DivergingScale>> = {};

/** The scale of a theme, made once. */
export function scaleOf(theme: 'light' | 'dark'): DivergingScale {
  return (made[theme] ??= new DivergingScale(theme));
}

/** Colours for lines: of a negative and of a positive number. */
export function signColours(theme: 'light' | 'dark'): { negative: string; positive: string } {
  const { negative, positive } = stops[theme];
  return { negative: negative[1]!, positive: positive[1]! };
}

function wordOf([r, g, b]: Rgb): number {
  return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
}

/** Black or white text on a colour, whichever is easier to read. @param word Little-endian ABGR. */
export function textOn(word: number): string {
  const luminance =
    0.2126 * linear(word & 255) +
    0.7152 * linear((word >> 8) & 255) +
    0.0722 * linear((word >> 16) & 255);
  // Contrast with black and with white is equal at a luminance of 0.179 (WCAG's formula).
  return luminance > 0.179 ? '#16181b' : '#ffffff';
}

const nice = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The smallest round number that is not below `value`: 0.073 gives 0.08. */
export function roundUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  // The tolerance keeps 0.3 from becoming 0.4 where 0.3 / 0.1 is a little above 3.
  const step = nice.find((n) => n * power >= value * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(2));
}

/**
 * Limits of a scale that the eye can follow: they grow as soon as they must, but shrink only when
 * less than a third of the scale is in use.
 */
export function steadyLimit(shown: number, largest: number): number {
  const wanted = roundUp(largest);
  if (wanted === 0) return shown;
  return wanted > shown || wanted < shown / 3 ? wanted : shown;
}

function parseHex(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

function linear(byte: number): number {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function gamma(c: number): number {
  const v = c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, v)) * 255);
}

function toOklab([r8, g8, b8]: Rgb): Rgb {
  const [r, g, b] = [linear(r8), linear(g8), linear(b8)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The point at `t` in 0..1 along evenly spaced colours. */
function along(colours: readonly Rgb[], t: number): Rgb {
  const at = t * (colours.length - 1);
  const i = Math.min(Math.floor(at), colours.length - 2);
  const [from, to] = [colours[i]!, colours[i + 1]!];
  const mix = (k: 0 | 1 | 2): number => from[k] + (to[k] - from[k]) * (at - i);
  return [mix(0), mix(1), mix(2)];
}
