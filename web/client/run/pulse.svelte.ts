import { aliveMilliseconds } from '../../protocol/page-api';
import { context } from '../context';

/** Silence that is worth a word: a step of a large network may take a few seconds. */
const longestSilence = 10_000;

/**
 * Whether the worker says now and then that it is there. A long silence is said, and taken back when
 * it answers: it may be in the middle of a long step as well as gone.
 */
export class Pulse {
  /** Seconds without a word; undefined while that is not worth one. */
  silent = $state<number | undefined>();
  /** The browser takes long to store something. */
  storing = $state(false);
  private quiet = 0;

  /** The worker said something. */
  beat(): void {
    this.quiet = 0;
    this.silent = undefined;
  }

  /**
   * Time passes. A page that sleeps, or is in the background, hears little: only as much of it counts as
   * lies between two beats.
   */
  pass(milliseconds: number): void {
    this.quiet += Math.min(milliseconds, aliveMilliseconds);
    if (this.quiet >= longestSilence) this.silent = Math.round(this.quiet / 1000);
  }

  /** Looks at the clock while the page is there. Returns the undoing. */
  follow(): () => void {
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      this.pass(now - last);
      last = now;
    }, aliveMilliseconds / 2);
    return () => clearInterval(timer);
  }
}

export const [providePulse, usePulse] = context<Pulse>('pulse');
