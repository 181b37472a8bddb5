import type { Stroke } from '../../../protocol/data-sets';
import type { SlideApi } from '../commands';
import type { Find, SlideAnswer, SlideTiming } from '../protocol';
import { percent } from '../../../client/words/format';
import type { LookedAt } from '../../host';

/** Between two passes while the network trains, in milliseconds. */
const wait = 250;

/** What is on the large canvas, and what the network sees there. */
export class SlideState {
  strokes = $state.raw<readonly Stroke[]>([]);
  scattered = $state(8);
  seed = $state(1);
  threshold = $state(0.7);
  /** Share of a test picture's ink that a window needs; 0 switches the mask off. */
  ink = $state(0.5);
  answer = $state.raw<SlideAnswer | undefined>();
  timing = $state.raw<SlideTiming | undefined>();
  timingNow = $state(false);
  problem = $state<string | undefined>();
  /** Class whose heat lies over the canvas. */
  chosen = $state<number | undefined>();
  /** Position that is looked at. */
  pointed = $state.raw<{ row: number; column: number } | undefined>();

  private busy = false;
  private again = false;
  private asked = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private open = true;

  constructor(
    private readonly api: SlideApi,
    private readonly session: LookedAt,
  ) {}

  /** The network may have changed. */
  follow(): void {
    const { run, frame } = this.session;
    if (!this.session.setUp) return;
    const { answer } = this;
    if (answer?.run === run && answer.step === (frame?.step ?? 0)) return;
    if (answer && answer.run !== run) this.forget();
    if (this.problem) return;
    const due = this.asked + wait - performance.now();
    if (due <= 0) void this.ask();
    else this.timer ??= setTimeout(() => this.later(), due);
  }

  /** The canvas or a setting has changed. */
  async ask(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    if (!this.open || !this.session.setUp) return;
    const { run } = this.session;
    this.busy = true;
    this.asked = performance.now();
    try {
      const { strokes, scattered, seed, threshold, ink } = this;
      const answer = await this.api.slide(run, { strokes, scattered, seed, threshold, ink });
      if (run === this.session.run) {
        this.answer = answer;
        this.problem = undefined;
      }
    } catch (error) {
      if (!this.session.isOver(run)) {
        this.problem = error instanceof Error ? error.message : String(error);
      }
    } finally {
      this.busy = false;
    }
    if (this.again) {
      this.again = false;
      await this.ask();
    }
  }

  begin(point: readonly [number, number, number]): void {
    this.strokes = [...this.strokes, [point]];
    void this.ask();
  }

  extend(points: Stroke): void {
    const last = this.strokes.at(-1);
    if (!last) return;
    this.strokes = [...this.strokes.slice(0, -1), [...last, ...points]];
    void this.ask();
  }

  undo(): void {
    this.strokes = this.strokes.slice(0, -1);
    void this.ask();
  }

  clear(): void {
    this.strokes = [];
    this.scattered = 0;
    this.pointed = undefined;
    void this.ask();
  }

  scatter(): void {
    this.seed += this.scattered > 0 ? 1 : 0;
    this.scattered = 8;
    this.pointed = undefined;
    void this.ask();
  }

  async time(): Promise<void> {
    if (this.timingNow || !this.answer) return;
    const { run } = this.session;
    this.timingNow = true;
    try {
      const timing = await this.api.timeSlide(run);
      if (run === this.session.run) this.timing = timing;
    } catch (error) {
      if (!this.session.isOver(run)) this.session.report(error);
    } finally {
      this.timingNow = false;
    }
  }

  close(): void {
    this.open = false;
    clearTimeout(this.timer);
  }

  private later(): void {
    this.timer = undefined;
    this.follow();
  }

  private forget(): void {
    this.answer = undefined;
    this.timing = undefined;
    this.problem = undefined;
    this.chosen = undefined;
    this.pointed = undefined;
  }
}

/** "7 at row 12, column 40: 98 %" */
export function findWords({ label, top, left, answer }: Find, names: readonly string[]): string {
  return `${names[label] ?? label} at row ${top}, column ${left}: ${percent(answer, 0).replace(' ', '\u00a0')}`;
}

/** The votes at one position, the largest first. */
export function votesAt(
  answer: SlideAnswer,
  row: number,
  column: number,
): { label: number; vote: number }[] {
  const positions = answer.rows * answer.columns;
  const at = row * answer.columns + column;
  return Array.from({ length: answer.answers.length / positions }, (_, label) => ({
    label,
    vote: answer.answers[label * positions + at]!,
  })).sort((a, b) => b.vote - a.vote);
}

/** Whether a find covers a picture that was placed, and says what it is. */
export function placedFound(answer: SlideAnswer): { found: number; placed: number } {
  const [height, width] = answer.window;
  const near = (find: Find, place: SlideAnswer['placed'][number]): boolean =>
    Math.abs(find.top - place.top) <= height / 4 &&
    Math.abs(find.left - place.left) <= width / 4 &&
    find.label === place.label;
  const found = answer.placed.filter((place) => answer.finds.some((find) => near(find, place)));
  return { found: found.length, placed: answer.placed.length };
}
