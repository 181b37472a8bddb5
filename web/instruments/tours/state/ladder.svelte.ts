import { experimentOf } from '../../../protocol/experiment';
import type { LadderFigure } from '../words/tour';
import type { LookedAt } from '../../host';

/** Seconds that each rung trains. */
export const rungSeconds = 6;

export interface Rung {
  preset: string;
  title: string;
  adds: string;
  parameters?: number;
  testAccuracy?: number;
  testExamples?: number;
  /** Pictures it was trained with. */
  trained?: number;
  /** Name of the data that it was trained on. */
  data?: string;
}

/** What was reached stays while one looks elsewhere, as at another step of the tour. */
const ladders = new WeakMap<LookedAt, Ladder>();

export function ladderOf(session: LookedAt, figure: LadderFigure): Ladder {
  const known = ladders.get(session) ?? new Ladder(session, figure);
  ladders.set(session, known);
  return known;
}

/** Trains networks one after the other in the page's own run and notes what each reaches. */
export class Ladder {
  rungs = $state.raw<Rung[]>([]);
  /** The rung that trains now. */
  busy = $state<number | undefined>();

  constructor(
    private readonly session: LookedAt,
    figure: LadderFigure,
  ) {
    const presets = session.engine?.presets ?? [];
    this.rungs = figure.rungs.map(({ preset, adds }) => {
      const title = presets.find(({ name }) => name === preset)?.title ?? preset;
      return { preset, adds, title };
    });
  }

  /** The digits that the page has at hand. */
  get data(): 'mnist' | 'digits' {
    return this.session.experiment?.data === 'mnist' ? 'mnist' : 'digits';
  }

  async train(at: number): Promise<void> {
    const { session } = this;
    const preset = session.engine?.presets.find(({ name }) => name === this.rungs[at]?.preset);
    if (!preset || this.busy !== undefined) return;
    this.busy = at;
    try {
      if (!(await session.build(experimentOf(preset, this.data)))) return;
      const { run } = session;
      if (session.slow) await session.toggleSlow();
      await session.toggle();
      await this.seconds(rungSeconds, run);
      if (session.run !== run) return;
      if (session.running) await session.toggle();
      await this.measured(run);
      this.note(at, run);
    } finally {
      this.busy = undefined;
    }
  }

  private note(at: number, run: number): void {
    const { frame, setUp } = this.session;
    if (!frame || !setUp || setUp.run !== run) return;
    const found = {
      parameters: setUp.parameterCount,
      testAccuracy: frame.testAccuracy,
      testExamples: frame.testExamples,
      trained: Math.round(frame.epoch * setUp.data.trainCount),
      data: setUp.data.title,
    };
    this.rungs = this.rungs.map((rung, i) => (i === at ? { ...rung, ...found } : rung));
  }

  /** Until that time is over, or the run is. */
  private async seconds(count: number, run: number): Promise<void> {
    const end = performance.now() + count * 1000;
    while (performance.now() < end && this.session.run === run && this.session.running) {
      await new Promise((next) => setTimeout(next, 100));
    }
  }

  /** Until the test set was measured with the weights as they are now. */
  private async measured(run: number): Promise<void> {
    const { session } = this;
    const current = (): boolean =>
      session.frame !== undefined && session.frame.testStep === session.frame.step;
    for (let i = 0; i < 100 && session.run === run && !current(); ++i) {
      session.showLastTest();
      await new Promise((next) => setTimeout(next, 100));
    }
  }
}
