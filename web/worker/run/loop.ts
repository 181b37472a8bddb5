/** Where the loop gets time and turns from; tests put their own in. */
export interface Turns {
  /** Milliseconds. */
  now(): number;
  /** Calls `next` after the messages that wait now have been handled. */
  soon(next: () => void): void;
}

/**
 * Turns through a MessageChannel: its messages stand in line with those from the page, and unlike
 * timers they are not held back for 4 ms each (HTML standard, timers nested five deep).
 */
export function messageTurns(): Turns & { close(): void } {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return {
    now: () => performance.now(),
    soon(next) {
      waiting.push(next);
      channel.port2.postMessage(null);
    },
    close() {
      channel.port1.close();
      channel.port2.close();
    },
  };
}

/**
 * Does small pieces of work in slices of a few milliseconds and lets messages through in between, so
 * that nobody who asks waits longer than one slice, or one piece when a piece takes longer.
 */
export class SliceLoop {
  private awake = false;
  private closed = false;

  /**
   * @param work One piece; false when there is nothing to do, and the loop sleeps until `wake()`.
   * @param sliceMilliseconds A slice ends with the first piece that ends after this.
   */
  constructor(
    private readonly work: () => boolean,
    private readonly turns: Turns,
    private readonly sliceMilliseconds = 8,
  ) {}

  /** Goes to work in the next turn, if it is not at work already. */
  wake(): void {
    if (this.awake || this.closed) return;
    this.awake = true;
    this.turns.soon(this.slice);
  }

  /** No piece of work is done any more. */
  close(): void {
    this.closed = true;
  }

  private readonly slice = (): void => {
    const end = this.turns.now() + this.sliceMilliseconds;
    while (!this.closed) {
      if (!this.work()) {
        this.awake = false;
        return;
      }
      if (this.turns.now() >= end) {
        this.turns.soon(this.slice);
        return;
      }
    }
  };
}
