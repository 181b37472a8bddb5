import type { Drawing, DrawingAnswer, WorkerApi } from '../../shared/messages';
import type { Stroke } from '../renderers/ink';
import type { Session } from './session.svelte';

/** Between two refreshed answers while the network trains, in milliseconds. */
const refreshEvery = 100;

/**
 * The drawing and what the network says of it. At most one question is under way; what was drawn
 * meanwhile is asked when the answer has come.
 */
export class Pad {
  strokes = $state.raw<readonly Stroke[]>([]);
  answer = $state.raw<DrawingAnswer | undefined>();
  private busy = false;
  private again = false;
  private asked = 0;

  constructor(
    private readonly api: WorkerApi,
    private readonly session: Session,
    private readonly rasterise: (strokes: readonly Stroke[]) => Drawing,
  ) {
    session.onFrame((frame) => {
      const { answer } = this;
      if (!answer) return;
      // Answers of another network, and of one that rests, are replaced at once; else now and then.
      const due = !frame.running || performance.now() - this.asked > refreshEvery;
      if (answer.run !== frame.run || (answer.step !== frame.step && due)) void this.ask();
    });
  }

  get empty(): boolean {
    return this.strokes.length === 0;
  }

  begin(x: number, y: number): void {
    this.strokes = [...this.strokes, [[x, y]]];
    void this.ask();
  }

  extend(points: Stroke): void {
    const last = this.strokes.at(-1);
    if (!last || points.length === 0) return;
    this.strokes = [...this.strokes.slice(0, -1), [...last, ...points]];
    void this.ask();
  }

  undo(): void {
    this.strokes = this.strokes.slice(0, -1);
    void this.ask();
  }

  clear(): void {
    this.strokes = [];
    void this.ask();
  }

  /** Asks about the drawing as it is now. */
  async ask(): Promise<void> {
    if (this.empty) {
      this.answer = undefined;
      if (this.session.picture.kind === 'drawing') this.session.showLastTest();
      return;
    }
    if (this.busy) {
      this.again = true;
      return;
    }
    if (!this.session.setUp) return;
    const { run } = this.session;
    this.busy = true;
    this.asked = performance.now();
    try {
      const answer = await this.api.draw(run, this.rasterise(this.strokes));
      if (answer.run === this.session.run && !this.empty) this.take(answer);
    } catch (error) {
      if (!this.session.isOver(run)) this.session.report(error);
    } finally {
      this.busy = false;
    }
    if (this.again) {
      this.again = false;
      await this.ask();
    }
  }

  private take(answer: DrawingAnswer): void {
    const first = this.answer === undefined;
    this.answer = answer.empty ? undefined : answer;
    if (answer.empty) return;
    // A first stroke sends the drawing through the network; later choices of a picture are kept.
    if (first || this.session.picture.kind === 'drawing') this.session.showDrawing();
  }
}
