import type {
  EditApi,
  FilterChange,
  FilterPlace,
  FilterView,
  FrozenFilters,
  QuickTest,
} from '../protocol';
import type { KernelName, KernelScale } from '../../../protocol/kernels';
import type { Session } from '../../../client/run/session.svelte';
import { History, Stroke } from './history';

/** Milliseconds that a measurement may take before and after a change. */
const testMilliseconds = 300;

/** The bias is counted as the square behind the last one. */
export const biasOf = (view: FilterView): number => view.values.length;

/**
 * The hand on the filters: which one is open, what it is, what was changed and how it can be taken
 * back. The worker holds the weights; the undo list is here alone.
 */
export class FilterEditor {
  place = $state.raw<FilterPlace | undefined>();
  view = $state.raw<FilterView | undefined>();
  /** What the squares show: the worker's values, and over them what is being painted. */
  values = $state.raw<Float32Array>(new Float32Array());
  /** The input channel that is edited, or all of them alike. */
  channel = $state<number | 'all'>(0);
  /** What painting adds (or takes away). */
  brush = $state(0.5);
  /** Accuracy before the last change and after it. */
  before = $state.raw<QuickTest | undefined>();
  after = $state.raw<QuickTest | undefined>();
  testing = $state(false);
  canUndo = $state(false);
  canRedo = $state(false);
  problem = $state<string | undefined>();
  frozen = $state.raw<FrozenFilters['layers']>({});

  private readonly history = new History();
  private stroke: Stroke | undefined;
  private run = 0;
  /** Grows with each opening and run: late answers belong to an earlier one. */
  private turn = 0;
  private reading = false;
  private sending: Promise<void> = Promise.resolve();
  /** Changes on their way: until the last is there an answer shows only some of them. */
  private unsent = 0;
  private seeds = 0;
  private retest = false;

  constructor(
    private readonly api: EditApi,
    private readonly session: Session,
  ) {
    session.onFrame((frame) => {
      if (frame.run !== this.run) this.begin(frame.run);
      else if (this.place && frame.step !== this.view?.step) void this.read();
      // What was measured before is of no use to compare with once training has gone on.
      const rests = !frame.running && this.place !== undefined && !this.testing;
      if (rests && this.after && this.after.step !== frame.step) void this.test(true);
    });
  }

  /** Shows a filter, and measures how good the network is before anything is changed. */
  open(place: FilterPlace): void {
    const same = this.place?.layer === place.layer && this.place.index === place.index;
    if (same && this.view) return;
    this.turn += 1;
    this.reading = false;
    this.place = place;
    this.problem = undefined;
    if (this.view && this.view.layer !== place.layer) this.view = undefined;
    if (this.run !== this.session.run) this.begin(this.session.run);
    else void this.read();
    if (!this.after) void this.test(true);
  }

  /** Nobody looks any more: frames need not read the filter. */
  close(): void {
    this.place = undefined;
    this.view = undefined;
    this.turn += 1;
  }

  isFrozen(layer: string, index: number): boolean {
    return this.frozen[layer]?.includes(index) ?? false;
  }

  /** The squares that stand for one square of the picture: one, or one in each channel. */
  squares(square: number): number[] {
    const { view } = this;
    if (!view || square === biasOf(view)) return [square];
    const area = view.height * view.width;
    const channels =
      this.channel === 'all' ? Array.from({ length: view.depth }, (_, i) => i) : [this.channel];
    return channels.map((channel) => channel * area + (square % area));
  }

  /** Adds to a square, once in each stroke of the brush. */
  paint(square: number, amount: number): void {
    this.stroke ??= new Stroke();
    const fresh = this.squares(square).filter((at) => !this.stroke?.has(at));
    this.put(
      fresh,
      fresh.map((at) => this.valueOf(at) + amount),
    );
  }

  /** The brush is lifted: what it did is one step to undo. */
  lift(): void {
    const { stroke, place } = this;
    this.stroke = undefined;
    if (!stroke || stroke.empty || !place) return;
    this.history.add(stroke.edit(place));
    this.note();
    void this.sending.then(() => this.test());
  }

  set(square: number, value: number): void {
    const squares = this.squares(square);
    this.change({
      at: squares,
      values: squares.map(() => value),
    });
  }

  /** All squares of the chosen channel, or of all. */
  zero(): void {
    const { view } = this;
    if (!view) return;
    const area = view.height * view.width;
    const at = Array.from({ length: area }, (_, i) => this.squares(i)).flat();
    this.change({ at, values: at.map(() => 0) });
  }

  async swap(kernel: KernelName, scale: KernelScale): Promise<void> {
    const { channel } = this;
    await this.fetch((run, place) => this.api.kernel(run, { ...place, kernel, channel, scale }));
  }

  async random(): Promise<void> {
    const seed = (this.session.experiment?.spec.seed ?? 0) + ++this.seeds;
    await this.fetch((run, place) => this.api.randomFilter(run, place, seed));
  }

  async toggleFrozen(): Promise<void> {
    const { place, run } = this;
    if (!place) return;
    try {
      const on = !this.isFrozen(place.layer, place.index);
      this.takeFrozen(await this.api.freeze(run, place, on));
    } catch (error) {
      this.fail(error, run);
    }
  }

  undo(): void {
    this.goTo(this.history.undo());
  }

  redo(): void {
    this.goTo(this.history.redo());
  }

  private valueOf(at: number): number {
    const { view, values } = this;
    if (!view) return 0;
    return at === biasOf(view) ? (view.bias ?? 0) : (values[at] ?? 0);
  }

  /** A change at one go: one step to undo. */
  private change({ at, values }: Pick<FilterChange, 'at' | 'values'>): void {
    this.stroke = new Stroke();
    this.put(at, values);
    this.lift();
  }

  private put(at: number[], values: number[]): void {
    const { place, view, stroke } = this;
    if (!place || !view || !stroke || at.length === 0) return;
    if (stroke.empty) this.compareWithNewest();
    const shown = this.values.slice();
    let bias = view.bias;
    at.forEach((square, i) => {
      const value = Math.fround(values[i]!);
      stroke.set(square, this.valueOf(square), value);
      if (square === biasOf(view)) bias = value;
      else shown[square] = value;
    });
    this.values = shown;
    if (bias !== undefined) this.view = { ...view, bias };
    this.send({ ...place, at, values });
  }

  private goTo(change: FilterChange | undefined): void {
    this.note();
    if (!change) return;
    const { layer, index } = change;
    if (this.place?.layer !== layer || this.place.index !== index) {
      this.turn += 1;
      this.place = { layer, index };
    }
    this.send(change);
    void this.sending.then(() => this.test());
  }

  /** Changes go one after the other: the worker has them in the order in which they were made. */
  private send(change: FilterChange): void {
    const { run, turn } = this;
    this.unsent += 1;
    this.sending = this.sending.then(async () => {
      try {
        const view = await this.api.setFilter(run, change);
        this.unsent -= 1;
        if (turn === this.turn) this.take(view);
        this.session.refresh();
      } catch (error) {
        this.unsent -= 1;
        this.fail(error, run);
      }
    });
  }

  private async fetch(
    ask: (run: number, place: FilterPlace) => Promise<FilterChange>,
  ): Promise<void> {
    const { place, run, turn } = this;
    if (!place) return;
    try {
      const change = await ask(run, place);
      if (turn === this.turn) this.change(change);
    } catch (error) {
      this.fail(error, run);
    }
  }

  private async read(): Promise<void> {
    const { place, run, turn } = this;
    if (!place || this.reading) return;
    this.reading = true;
    try {
      const view = await this.api.filter(run, place);
      if (turn === this.turn) this.take(view);
    } catch (error) {
      if (turn === this.turn) this.fail(error, run);
    } finally {
      if (turn === this.turn) this.reading = false;
    }
  }

  private take(view: FilterView): void {
    if (view.run !== this.run || this.stroke || this.unsent > 0) return;
    this.view = view;
    this.values = view.values;
    if (this.channel !== 'all' && this.channel >= view.depth) this.channel = 0;
  }

  /** Training may have measured since: that is nearer to what is about to be changed. */
  private compareWithNewest(): void {
    const { frame } = this.session;
    if (!frame || frame.run !== this.run || frame.testStep <= (this.after?.step ?? -1)) return;
    const { run, testStep: step, testAccuracy: accuracy, testLoss: loss } = frame;
    this.after = { run, step, accuracy, loss, examples: frame.testExamples };
  }

  /** What was there before becomes the figure to compare with. */
  private async test(anew = false): Promise<void> {
    if (this.testing) {
      this.retest = true;
      return;
    }
    this.testing = true;
    const { run } = this;
    this.before = anew ? undefined : this.after;
    try {
      do {
        this.retest = false;
        const result = await this.api.quickTest(run, testMilliseconds);
        if (run === this.run) this.after = result;
      } while (this.retest && run === this.run);
      this.session.refresh();
    } catch (error) {
      this.fail(error, run);
    } finally {
      this.testing = false;
    }
  }

  /** Another run: nothing of the one before can be undone. */
  private begin(run: number): void {
    this.run = run;
    this.turn += 1;
    this.reading = false;
    this.stroke = undefined;
    this.history.clear();
    this.note();
    this.before = undefined;
    this.after = undefined;
    this.frozen = {};
    this.view = undefined;
    void this.askFrozen();
    if (this.place) void this.read();
  }

  private async askFrozen(): Promise<void> {
    const { run } = this;
    try {
      this.takeFrozen(await this.api.frozen(run));
    } catch {
      // Without the marks all else still works.
    }
  }

  private takeFrozen({ run, layers }: FrozenFilters): void {
    if (run === this.run) this.frozen = layers;
  }

  private note(): void {
    this.canUndo = this.history.canUndo;
    this.canRedo = this.history.canRedo;
  }

  private fail(error: unknown, run: number): void {
    if (run !== this.session.run || this.session.isOver(run)) return;
    this.problem = error instanceof Error ? error.message : String(error);
  }
}

const editors = new WeakMap<Session, FilterEditor>();

/** The one editor of a page. Pictures ask it which filters are frozen. */
export function editorOf({ api, session }: { api: EditApi; session: Session }): FilterEditor {
  let editor = editors.get(session);
  if (!editor) editors.set(session, (editor = new FilterEditor(api, session)));
  return editor;
}
