import type { LoadProgress } from '../../protocol/data-sets';

/**
 * Passes on changes of phase at once, and of the rest a report now and then: more often than the eye
 * needs is a burden, and a load may be of 70,000 files. The last report always arrives, so that a
 * download that stands still shows where it stands.
 */
export class SparingReports {
  private phase = '';
  private last = -Infinity;
  private held: LoadProgress | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly pass: (progress: LoadProgress) => void,
    private readonly everyMilliseconds = 50,
  ) {}

  readonly take = (report: LoadProgress): void => {
    const wait = this.last + this.everyMilliseconds - performance.now();
    if (report.phase !== this.phase || wait <= 0) {
      this.phase = report.phase;
      this.send(report);
      return;
    }
    this.held = report;
    this.timer ??= setTimeout(() => this.held && this.send(this.held), wait);
  };

  /** Nothing more is passed on. */
  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.held = undefined;
  }

  private send(report: LoadProgress): void {
    this.end();
    this.last = performance.now();
    this.pass(report);
  }
}
