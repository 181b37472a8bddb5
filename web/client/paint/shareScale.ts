import type { Scale } from './palette';

/** One hue from paper to full, for probabilities: 0 is the ground, 1 the strongest. */
const stops = {
  light: ['#f8f6f1', '#b7a2dc', '#43227c'],
  dark: ['#202328', '#6d50b0', '#e0d2ff'],
} as const;

const steps = 64;

export class ShareScale implements Scale {
  readonly words = new Uint32Array(steps + 1);
  private readonly css: string[] = [];

  constructor(private readonly shade: 'light' | 'dark') {
    const colours = stops[shade].map((hex) => Number.parseInt(hex.slice(1), 16));
    for (let i = 0; i <= steps; ++i) {
      const at = (i / steps) * (colours.length - 1);
      const left = Math.min(Math.floor(at), colours.length - 2);
      const mix = (shift: number): number => {
        const [from, to] = [colours[left]!, colours[left + 1]!].map((c) => (c >> shift) & 255);
        return Math.round(from! + (to! - from!) * (at - left));
      };
      const [r, g, b] = [mix(16), mix(8), mix(0)];
      this.words[i] = (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
      this.css.push(`rgb(${r} ${g} ${b})`);
    }
  }

  index(value: number): number {
    return Math.min(steps, Math.max(0, Math.round(value * steps) || 0));
  }

  colour(value: number): string {
    return this.css[this.index(value)]!;
  }

  textColour(value: number): string {
    const dark = this.shade === 'light' ? value > 0.6 : value < 0.6;
    return dark ? '#ffffff' : '#16181b';
  }

  gradient(): string {
    return `linear-gradient(to right, ${this.css.filter((_, i) => i % 8 === 0).join(', ')})`;
  }
}

const made: Partial<Record<'light' | 'dark', ShareScale>> = {};

export function shareScaleOf(shade: 'light' | 'dark'): ShareScale {
  return (made[shade] ??= new ShareScale(shade));
}
