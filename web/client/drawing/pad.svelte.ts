import type { DrawingAnswer, PretrainedInfo, WorkerApi } from '../../protocol/messages';
import { fullReading, type Reading } from '../../protocol/reading';
import { Ink } from './ink.svelte';
import type { ShownRun } from '../run/shown-run.svelte';
import { context } from '../context';

/** Between two refreshed answers while the network trains, in milliseconds. */
const refreshEvery = 100;

/**
 * The drawing and what the network says of it. At most one question is under way; what was drawn
 * meanwhile is asked when the answer has come.
 */
export class Pad {
  readonly ink = new Ink();
  private given = $state.raw<DrawingAnswer | undefined>();
  reading = $state.raw<Reading>(fullReading);
  /** The net that comes with the page, where it fits the data. */
  pretrained = $state.raw<PretrainedInfo | undefined>();
  private busy = false;
  private again = false;
  private asked = 0;
  private run = -1;

  constructor(
    readonly api: Pick<
      WorkerApi,
      'draw' | 'measureReading' | 'penColours' | 'pretrained' | 'tryPicture'
    >,
    private readonly session: ShownRun,
  ) {
    this.ink.onChange(() => void this.ask());
    session.onFrame((frame) => {
      if (frame.run !== this.run) {
        this.follow(frame.run);
        // What another run could not read, this one may.
        if (!this.given && !this.empty) void this.ask();
      }
      const answer = this.given;
      if (!answer) return;
      // Answers of another network, and of one that rests, are replaced at once; else now and then.
      const due = !frame.running || performance.now() - this.asked > refreshEvery;
      if (answer.run !== frame.run || (answer.step !== frame.step && due)) void this.ask();
    });
  }

  /** Of the present run: another one may have pictures of another size, and other classes. */
  get answer(): DrawingAnswer | undefined {
    return this.given?.run === this.session.run ? this.given : undefined;
  }

  get empty(): boolean {
    return this.ink.empty;
  }

  setReading(change: Partial<Reading>): void {
    this.reading = { ...this.reading, ...change };
    void this.ask();
  }

  /** Asks about the drawing as it is now. */
  async ask(): Promise<void> {
    if (this.empty) {
      this.given = undefined;
      if (this.session.picture.kind === 'drawing') this.session.showLastTest();
      return;
    }
    if (this.busy) {
      this.again = true;
      return;
    }
    const { run, setUp } = this.session;
    if (!setUp) return;
    this.busy = true;
    this.asked = performance.now();
    try {
      const drawing = this.ink.drawing();
      const { picture } = this.ink;
      if (picture) drawing.picture = await picture.readFor(setUp.data.id);
      const answer = await this.api.draw(run, drawing, this.reading);
      if (answer.run === this.session.run && !this.empty) this.take(answer);
    } catch (error) {
      if (!this.session.isOver(run)) {
        // An answer of the run before would be asked for anew with every frame.
        this.given = undefined;
        this.session.report(error);
      }
    } finally {
      this.busy = false;
    }
    if (this.again) {
      this.again = false;
      await this.ask();
    }
  }

  private take(answer: DrawingAnswer): void {
    const first = this.given === undefined;
    this.given = answer.empty ? undefined : answer;
    if (answer.empty) return;
    // A first stroke sends the drawing through the network; later choices of a picture are kept.
    if (first || this.session.picture.kind === 'drawing') this.session.showDrawing();
  }

  /** Another run, with other data perhaps. */
  private follow(run: number): void {
    this.run = run;
    this.pretrained = undefined;
    this.api
      .pretrained(run)
      .then((info) => {
        if (run === this.session.run) this.pretrained = info;
        // It was not there when the drawing was asked about.
        if (info && this.answer) void this.ask();
      })
      .catch((error: unknown) => {
        if (!this.session.isOver(run)) this.session.report(error);
      });
  }
}

export const [providePad, usePad] = context<Pad>('pad');
