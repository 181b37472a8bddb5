import type { JudgeApi } from '../commands';
import type { Judgement } from '../protocol';
import type { LookedAt } from '../../host';
import { remeasureAfter } from './pace';

/** The newest judgement of the present run, made again as the network changes. */
export class Judge {
  judgement = $state.raw<Judgement | undefined>();
  busy = $state(false);
  problem = $state<string | undefined>();
  private readyAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: JudgeApi,
    private readonly session: LookedAt,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The judgement is of this run, but of other weights than the present ones. */
  get stale(): boolean {
    const step = this.session.frame?.step;
    return this.judgement !== undefined && step !== undefined && step !== this.judgement.step;
  }

  /** Follows the run: called whenever its step, its state or the run itself may have changed. */
  follow(): void {
    const { run, frame } = this.session;
    if (run === 0) return;
    if (this.judgement && this.judgement.run !== run) {
      this.judgement = undefined;
      this.problem = undefined;
      this.readyAt = 0;
    }
    // What went wrong is tried again only when somebody asks for it.
    const wanted = frame?.run === run && this.judgement?.step !== frame.step && !this.problem;
    // While it rests the figures are to be those of the weights that one sees.
    const wait = this.session.running ? Math.max(0, this.readyAt - this.now()) : 0;
    if (!wanted || this.busy) return;
    if (this.timer !== undefined && wait > 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.measure();
    }, wait);
  }

  async measure(): Promise<void> {
    if (this.busy) return;
    const { run } = this.session;
    this.busy = true;
    try {
      const judgement = await this.api.judge(run);
      if (judgement.run !== this.session.run) return;
      this.judgement = judgement;
      this.problem = undefined;
      this.readyAt = this.now() + remeasureAfter(judgement.milliseconds, judgement.step);
    } catch (error) {
      if (this.session.isOver(run)) return;
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.busy = false;
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
