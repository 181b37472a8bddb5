import type { Health, HealthSample, JudgeApi, RecordRow } from '../../../shared/judge';
import type { Session } from '../session.svelte';

/** Milliseconds between two questions. */
const every = 1000;

/** Samples that are held before the worker's thinned ones take their place. */
const mostSamples = 320;

/** Health and histograms of the present run, asked for as long as somebody looks. */
export class HealthReader {
  health = $state.raw<Health | undefined>();
  rows = $state.raw<RecordRow[]>([]);
  samples = $state.raw<HealthSample[]>([]);
  private run = 0;
  private version = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private open = true;

  constructor(
    private readonly api: JudgeApi,
    private readonly session: Session,
  ) {}

  start(): void {
    this.open = true;
    void this.ask();
  }

  stop(): void {
    this.open = false;
    clearTimeout(this.timer);
  }

  async ask(): Promise<void> {
    clearTimeout(this.timer);
    const { run } = this.session;
    if (run !== this.run) this.begin(run);
    try {
      if (run !== 0 && !document.hidden) await this.fetch(run);
    } catch (error) {
      if (!this.session.isOver(run)) this.session.report(error);
    }
    if (this.open) this.timer = setTimeout(() => void this.ask(), every);
  }

  private async fetch(run: number): Promise<void> {
    const after = this.samples.at(-1)?.step ?? -1;
    const record = await this.api.healthRecord(run, this.version, after);
    const health = await this.api.health(run);
    if (run !== this.session.run || run !== this.run) return;
    this.rows = record.rows;
    const goesOn = record.version === this.version;
    this.samples = goesOn ? [...this.samples, ...record.samples] : record.samples;
    this.version = this.samples.length > mostSamples ? 0 : record.version;
    this.health = health;
  }

  private begin(run: number): void {
    this.run = run;
    this.version = 0;
    this.samples = [];
    this.rows = [];
    this.health = undefined;
  }
}
