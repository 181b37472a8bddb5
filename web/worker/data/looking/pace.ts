/** Milliseconds for which other messages and training wait at most. */
const longestMilliseconds = 12;

/** Work in pieces: between two of them others get their turn, and it may be given up. */
export class Pace {
  private began = performance.now();

  constructor(
    /** Lets messages and training get their turn. */
    private readonly pause: () => Promise<void>,
    /** Throws when the work was given up. */
    private readonly check: () => void,
  ) {}

  async step(): Promise<void> {
    if (performance.now() - this.began < longestMilliseconds) return;
    await this.pause();
    this.check();
    this.began = performance.now();
  }
}
