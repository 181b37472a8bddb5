import type { HealthWarning } from '../../../shared/judge';
import type { PageApi } from '../../../shared/page-api';
import type { Session } from '../session.svelte';

const pollMilliseconds = 2000;

/** The newest thing that is wrong with the network, for the line of figures. */
export class HealthNote {
  warning = $state.raw<HealthWarning | undefined>();
  private asking = false;

  constructor(
    private readonly api: Pick<PageApi, 'health'>,
    private readonly session: Session,
  ) {}

  /** Asks now and then while there is training. Returns the undoing. */
  follow(): () => void {
    const timer = setInterval(() => {
      if (this.session.running || this.warning) void this.ask();
    }, pollMilliseconds);
    return () => clearInterval(timer);
  }

  async ask(): Promise<void> {
    const { run, building } = this.session;
    if (this.asking || building || run === 0) return;
    this.asking = true;
    try {
      const health = await this.api.health(run);
      if (run === this.session.run) this.warning = health.warnings.at(-1);
    } catch {
      // The run is over; the next one has a health of its own.
      this.warning = undefined;
    } finally {
      this.asking = false;
    }
  }
}
