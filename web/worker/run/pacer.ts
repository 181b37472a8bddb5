/**
 * Milliseconds between frames: none, or, where the threads of the training leave no processor for
 * the page's drawing, what makes some fifteen pictures a second.
 */
export function waitBetweenFrames(
  threads: number,
  // Node 20, where tests run, has no navigator.
  processors = globalThis.navigator?.hardwareConcurrency ?? Infinity,
): number {
  return threads > 1 && threads >= processors ? 60 : 0;
}

/**
 * Keeps frames from slowing the training: the next one is held back until the training has had
 * nineteen times as long as the last frame took to build.
 */
export class FramePacer {
  private readyAt = 0;
  private release: (() => void) | undefined;

  /**
   * @param leastWait Milliseconds after each frame, where the page draws on a processor that the
   *   training needs itself.
   */
  constructor(
    private readonly now: () => number,
    private readonly leastWait = 0,
    private readonly longestWait = 240,
  ) {}

  /** Resolves when the next frame may be built, at once after `letThrough()`. */
  wait(): Promise<void> {
    const wait = Math.min(this.readyAt - this.now(), this.longestWait);
    if (wait <= 0) return Promise.resolve();
    this.letThrough();
    return new Promise((done) => {
      const timer = setTimeout(done, wait);
      this.release = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  /** A frame was built from `start` until now. */
  built(start: number): void {
    const end = this.now();
    this.readyAt = end + Math.max(19 * (end - start), this.leastWait);
  }

  /** The training pauses: frames cost nobody anything. */
  letThrough(): void {
    this.readyAt = 0;
    this.release?.();
    this.release = undefined;
  }
}
