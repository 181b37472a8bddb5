import { browserClock, type Clock } from '../../../client/ui/liveQuestion.svelte';

/** The positions of one map, filter or vector. */
export interface Positions {
  height: number;
  width: number;
  /** Fewer than height * width in the short last row of a wrapped vector. */
  count: number;
  /** Row by row, from 0. */
  at: number;
}

export type Step = 'next' | 'previous' | 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

/** Where a step leads; the same place where there is nothing further. */
export function stepFrom({ height, width, count, at }: Positions, step: Step): number {
  const column = at % width;
  switch (step) {
    case 'next':
      return Math.min(count - 1, at + 1);
    case 'previous':
      return Math.max(0, at - 1);
    case 'left':
      return column > 0 ? at - 1 : at;
    case 'right':
      return column < width - 1 && at + 1 < count ? at + 1 : at;
    case 'up':
      return at >= width ? at - width : at;
    case 'down':
      return at + width < Math.min(count, height * width) ? at + width : at;
    case 'first':
      return 0;
    case 'last':
      return count - 1;
  }
}

/** Keys of the panel. */
export const stepKeys: Readonly<Record<string, Step>> = {
  ' ': 'next',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

/** Positions a second while a filter slides by itself. */
const perSecond = 4;

/** Goes from position to position, by hand or by itself until the end. */
export class Stepper {
  playing = $state(false);
  /** Which playing a timer belongs to. */
  private round = 0;

  constructor(
    /** Where one is now; nothing where there is nothing to step through. */
    private readonly positions: () => Positions | undefined,
    private readonly go: (at: number) => void,
    /** The last position has been explained; until then the slide waits for it. */
    private readonly shown: () => boolean = () => true,
    private readonly clock: Clock = browserClock,
  ) {}

  step(step: Step): void {
    this.stop();
    this.move(step);
  }

  /** Slides on from here; from the beginning, if this is the end. */
  play(): void {
    const here = this.positions();
    if (!here || here.count < 2) return;
    this.playing = true;
    if (here.at >= here.count - 1) this.go(0);
    this.tick(++this.round);
  }

  stop(): void {
    this.playing = false;
    this.round += 1;
  }

  private tick(round: number): void {
    this.clock.later(() => {
      if (!this.playing || round !== this.round) return;
      if (this.shown() && !this.move('next')) {
        this.stop();
        return;
      }
      this.tick(round);
    }, 1000 / perSecond);
  }

  private move(step: Step): boolean {
    const here = this.positions();
    if (!here) return false;
    const at = stepFrom(here, step);
    if (at === here.at) return false;
    this.go(at);
    return true;
  }
}
