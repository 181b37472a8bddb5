/** Milliseconds of a stretch of work: others wait no longer, and are not asked at every trifle. */
const stretches = { least: 4, most: 10 };
/** Of the time that others took in their turn; training keeps more than half of its speed so. */
const share = 0.75;

/** Work in stretches: between two of them others get their turn, and it may be given up. */
export class Pace {
  private began: number;
  private stretch = stretches.least;

  constructor(
    /** Lets messages and training get their turn. */
    private readonly pause: () => Promise<void>,
    /** Throws when the work was given up. */
    private readonly check: () => void,
    private readonly now = () => performance.now(),
  ) {
    this.began = now();
  }

  async step(): Promise<void> {
    const ended = this.now();
    if (ended - this.began < this.stretch) return;
    await this.pause();
    this.check();
    this.began = this.now();
    const taken = share * (this.began - ended);
    this.stretch = Math.min(stretches.most, Math.max(stretches.least, taken));
  }
}
