/** When things happen; tests have a clock of their own. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  later(task: () => void, milliseconds: number): unknown;
}

export const browserClock: Clock = {
  now: () => performance.now(),
  later: (task, milliseconds) => setTimeout(task, milliseconds),
};

interface Wanted<T> {
  /** What is asked about; an answer to another key comes too late. */
  key: string;
  ask: () => Promise<T>;
}

/**
 * One question that is asked again and again while a network trains: at most one is under way, the
 * next one waits until `interval` is over (longer after slow answers, so that looking takes a third
 * of the worker's time at most), and an answer to something else than what is wanted now is dropped.
 */
export class LiveQuestion<T> {
  answer = $state.raw<T | undefined>();
  /** Why there is no answer, in the engine's words. */
  problem = $state.raw<string | undefined>();
  /** Nothing has been answered since the key changed. */
  waiting = $state.raw(false);

  private key: string | undefined;
  private next: Wanted<T> | undefined;
  private underWay = false;
  private timing = false;
  /** When the last question was asked, what it was about, and how long its answer took. */
  private last = { start: -Infinity, key: '', took: 0 };

  constructor(
    private readonly interval = 125,
    private readonly clock: Clock = browserClock,
  ) {}

  want(key: string, ask: () => Promise<T>): void {
    if (key !== this.key) {
      this.key = key;
      this.problem = undefined;
      this.waiting = true;
    }
    this.next = { key, ask };
    this.pump();
  }

  /** Nothing is wanted any more. */
  forget(): void {
    this.key = undefined;
    this.next = undefined;
    this.answer = undefined;
    this.problem = undefined;
    this.waiting = false;
  }

  private pump(): void {
    if (this.underWay || this.timing || !this.next) return;
    const { start, key: before, took } = this.last;
    // Who asks about something else does not wait for what was slow before.
    const pause = this.next.key === before ? Math.max(this.interval, 3 * took) : this.interval;
    const wait = start + pause - this.clock.now();
    if (wait > 0) {
      this.timing = true;
      this.clock.later(() => {
        this.timing = false;
        this.pump();
      }, wait);
      return;
    }
    const { key, ask } = this.next;
    this.next = undefined;
    this.underWay = true;
    void this.round(key, ask);
  }

  private async round(key: string, ask: () => Promise<T>): Promise<void> {
    const start = this.clock.now();
    try {
      const answer = await ask();
      if (key === this.key) {
        this.answer = answer;
        this.problem = undefined;
        this.waiting = false;
      }
    } catch (error) {
      if (key === this.key) {
        this.answer = undefined;
        this.problem = error instanceof Error ? error.message : String(error);
        this.waiting = false;
      }
    } finally {
      this.last = { start, key, took: this.clock.now() - start };
      this.underWay = false;
    }
    this.pump();
  }
}
