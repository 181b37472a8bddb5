import type { SlideApi } from '../commands';
import type { ShiftAnswer, ShrinkKind, ShrinkNet } from '../protocol';
import type { PictureChoice } from '../../../protocol/messages';
import type { LookedAt } from '../../host';

const wait = 300;
/** Work of the worker between two reports of the small networks, in milliseconds. */
const trainPiece = 120;

export const shrinkTitles: Record<ShrinkKind, string> = {
  max: 'Max pooling',
  stride: 'Strides',
  blur: 'Blur pooling',
};

/** One picture, moved; and the small networks that answer with the present one. */
export class ShiftState {
  right = $state(0);
  down = $state(0);
  answer = $state.raw<ShiftAnswer | undefined>();
  /** Share of shifts that keep the present network's answer, over some test pictures. */
  kept = $state.raw<{ step: number; kept: number; moved: number } | undefined>();
  measuring = $state(false);
  nets = $state.raw<readonly ShrinkNet[]>([]);
  training = $state(false);
  problem = $state<string | undefined>();

  private busy = false;
  private again = false;
  private asked = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private open = true;
  private shown: PictureChoice | undefined;

  constructor(
    private readonly api: SlideApi,
    private readonly session: LookedAt,
  ) {}

  /** The network, the picture or the drawing may have changed. */
  follow(): void {
    const { run, frame, picture, setUp } = this.session;
    if (!setUp) return;
    if (this.answer && this.answer.run !== run) this.forget();
    if (this.problem) return;
    const moved = picture !== this.shown || picture.kind === 'drawing';
    if (this.answer && !moved && this.answer.step === (frame?.step ?? 0)) return;
    const due = this.asked + wait - performance.now();
    if (picture !== this.shown || due <= 0) void this.ask();
    else this.timer ??= setTimeout(() => this.later(), due);
  }

  async ask(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    if (!this.open || !this.session.setUp) return;
    const { run, picture } = this.session;
    this.busy = true;
    this.asked = performance.now();
    this.shown = picture;
    try {
      const answer = await this.api.shiftPicture(run, picture);
      if (run === this.session.run) this.answer = answer;
    } catch (error) {
      if (!this.session.isOver(run)) this.problem = messageOf(error);
    } finally {
      this.busy = false;
    }
    if (this.again) {
      this.again = false;
      await this.ask();
    }
  }

  /** Within reach. */
  move(right: number, down: number): void {
    const reach = this.answer?.reach ?? 0;
    const near = (value: number): number => Math.min(reach, Math.max(-reach, Math.round(value)));
    this.right = near(right);
    this.down = near(down);
  }

  async measure(): Promise<void> {
    if (this.measuring) return;
    const { run } = this.session;
    this.measuring = true;
    try {
      const kept = await this.api.measureShifts(run);
      if (run === this.session.run) this.kept = kept;
    } catch (error) {
      if (!this.session.isOver(run)) this.problem = messageOf(error);
    } finally {
      this.measuring = false;
    }
  }

  /** Goes on until the small networks are done, or somebody stops it. */
  async train(): Promise<void> {
    if (this.training) return;
    const { run } = this.session;
    this.training = true;
    try {
      while (this.training && this.open && run === this.session.run) {
        const { nets, done } = await this.api.trainShrinks(run, trainPiece);
        if (run !== this.session.run) break;
        this.nets = nets;
        if (done) break;
      }
      if (run === this.session.run) void this.ask();
    } catch (error) {
      if (!this.session.isOver(run)) this.problem = messageOf(error);
    } finally {
      this.training = false;
    }
  }

  /** What an earlier visit to this view has trained. */
  async recall(): Promise<void> {
    const { run } = this.session;
    try {
      const { nets } = await this.api.trainShrinks(run, 0);
      if (run === this.session.run && nets.some(({ steps }) => steps > 0)) this.nets = nets;
    } catch {
      // Who presses Train hears why it cannot be.
    }
  }

  stop(): void {
    this.training = false;
  }

  close(): void {
    this.open = false;
    this.training = false;
    clearTimeout(this.timer);
  }

  private later(): void {
    this.timer = undefined;
    this.follow();
  }

  private forget(): void {
    this.answer = undefined;
    this.kept = undefined;
    this.problem = undefined;
    this.nets = [];
    this.training = false;
    this.right = 0;
    this.down = 0;
    void this.recall();
  }
}

/** The values at one shift: one for each class. */
export function votesOf(
  answers: Float32Array,
  reach: number,
  right: number,
  down: number,
): Float32Array {
  const side = 2 * reach + 1;
  const classes = answers.length / (side * side);
  const at = (down + reach) * side + right + reach;
  return answers.subarray(at * classes, (at + 1) * classes);
}

/** For every shift the answer of one class, or of the class that the unmoved picture gets. */
export function shiftShares(answers: Float32Array, reach: number, label: number): Float32Array {
  const side = 2 * reach + 1;
  const classes = answers.length / (side * side);
  return Float32Array.from({ length: side * side }, (_, at) => answers[at * classes + label]!);
}

/** Shifts whose largest answer is the unmoved picture's, itself not counted: [kept, all]. */
export function keptShifts(answers: Float32Array, reach: number): [number, number] {
  const side = 2 * reach + 1;
  const best = (right: number, down: number): number =>
    largest(votesOf(answers, reach, right, down));
  const middle = best(0, 0);
  let kept = -1;
  for (let down = -reach; down <= reach; ++down) {
    for (let right = -reach; right <= reach; ++right) kept += Number(best(right, down) === middle);
  }
  return [kept, side * side - 1];
}

export function largest(values: Float32Array): number {
  return values.indexOf(Math.max(...values));
}

/** "2 px right, 1 px up", "not moved" */
export function shiftWords(right: number, down: number): string {
  const parts = [
    right === 0 ? '' : `${Math.abs(right)} px ${right > 0 ? 'right' : 'left'}`,
    down === 0 ? '' : `${Math.abs(down)} px ${down > 0 ? 'down' : 'up'}`,
  ].filter(Boolean);
  return parts.length === 0 ? 'not moved' : parts.join(', ');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
