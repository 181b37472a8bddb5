import type { JudgeApi } from '../commands';
import type { Health, HealthSample, RecordRow } from '../protocol';
import { browserClock, LiveQuestion, type Clock } from '../../../client/ui/liveQuestion.svelte';
import type { LookedAt } from '../../host';

/** Milliseconds between two questions, at least. */
const every = 1000;

/** Samples that are held before the worker's thinned ones take their place. */
const mostSamples = 320;

/** Health and histograms of the present run, asked for when it has changed. */
export class HealthReader {
  health = $state.raw<Health | undefined>();
  rows = $state.raw<RecordRow[]>([]);
  samples = $state.raw<HealthSample[]>([]);
  private run = 0;
  private version = 0;
  private readonly question: LiveQuestion<void>;

  constructor(
    private readonly api: JudgeApi,
    private readonly session: LookedAt,
    clock: Clock = browserClock,
  ) {
    this.question = new LiveQuestion(every, clock);
  }

  /** The run, its step or its state may have changed. */
  follow(): void {
    const { run } = this.session;
    if (run === 0) return;
    if (run !== this.run) this.begin(run);
    this.question.want(String(run), () => this.ask(run));
  }

  /** Nobody looks any more. */
  stop(): void {
    this.question.forget();
  }

  private async ask(run: number): Promise<void> {
    try {
      await this.fetch(run);
    } catch (error) {
      if (!this.session.isOver(run)) this.session.report(error);
    }
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
