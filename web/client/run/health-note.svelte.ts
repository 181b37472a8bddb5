import type { Frame } from '../../protocol/messages';
import { browserClock, LiveQuestion, type Clock } from '../ui/liveQuestion.svelte';
import type { ShownRun } from './shown-run.svelte';
import type { Warning } from '../words/narration';
import { context } from '../context';

/** Milliseconds between two questions, at least. */
const every = 2000;

/** The newest thing that is wrong with the network, for the line of figures. */
export class HealthNote {
  warning = $state.raw<Warning | undefined>();
  private run = 0;
  /** What was known of the training when it was asked for last. */
  private seen = '';
  private readonly question: LiveQuestion<void>;

  constructor(
    /** What is wrong with a run, the newest last. */
    private readonly warningsOf: (run: number) => Promise<readonly Warning[]>,
    private readonly session: ShownRun,
    clock: Clock = browserClock,
  ) {
    this.question = new LiveQuestion(every, clock);
  }

  /** Asks now and then while there is training, and once more when it rests. */
  follow(): void {
    this.session.onFrame((frame) => this.look(frame));
  }

  private look({ run, step, running }: Frame): void {
    if (run !== this.run) {
      this.warning = undefined;
      this.seen = '';
    }
    this.run = run;
    const now = `${run} ${step} ${running}`;
    if (step === 0 || now === this.seen) return;
    const first = this.seen === '';
    this.seen = now;
    // The first one is for the eye; while it trains others follow.
    if (first && running) return;
    this.question.want(String(run), () => this.ask(run));
  }

  private async ask(run: number): Promise<void> {
    try {
      const warnings = await this.warningsOf(run);
      if (run === this.session.run) this.warning = warnings.at(-1);
    } catch {
      // The run is over; the next one has a health of its own.
    }
  }
}

export const [provideHealth, useHealth] = context<HealthNote>('health');
