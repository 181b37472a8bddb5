import type { Preset } from 'receptive';
import type { DataSetId } from '../../protocol/data-sets';
import { experimentOf, ownNetwork, ownPreset, type Experiment } from '../../protocol/experiment';
import { presetsFor } from '../../protocol/fitting-presets';
import { decodeEngine, type EngineChoice } from '../../protocol/engine';
import { late } from '../../protocol/late';
import type { EngineInfo, Frame, PictureChoice, SetUp, WorkerApi } from '../../protocol/messages';
import { Curves } from './curves';
import { FramePump } from './framePump';
import { frameLimits, type FrameWish } from '../paint/columns';
import { LimitKeeper } from './limits';
import { context } from '../context';

/** Wanted when a recipe is changed. */
const liveChanges = late(() => import('../../protocol/live-change'));

/** What it asks of the worker. */
type RunApi = Pick<
  WorkerApi,
  ('load' | 'useEngine' | 'setUp' | 'train' | 'pause') | ('step' | 'advance' | 'change' | 'frame')
>;

/**
 * The run that the page shows: what was built, how far it is, and the commands. Every answer of the
 * worker is held against the run that it belongs to; late ones are dropped.
 */
export class ShownRun {
  engine = $state.raw<EngineInfo | undefined>();
  /** The engine that is asked for; `engine` is what runs. */
  wanted = $state.raw<EngineChoice>({ variant: 'auto' });
  setUp = $state.raw<SetUp | undefined>();
  /** What the controls show; while a run is being built, already the new one. */
  experiment = $state.raw<Experiment | undefined>();
  /** The network of the visitor's own that was built last, to come back to. */
  own = $state.raw<Preset | undefined>();
  frame = $state.raw<Frame | undefined>();
  running = $state(false);
  building = $state(false);
  /** Train was pressed while another run is coming: it begins with that one. */
  starts = $state(false);
  picture = $state.raw<PictureChoice>({ kind: 'test', index: 0 });
  /** What went wrong last, in a sentence or two. */
  alert = $state<string | undefined>();
  /**
   * One training step for every picture, so that the eye can follow. X and O begin with it: at full
   * speed they are learned before the second picture.
   */
  slow = $state(true);
  /** It began with the weights of an earlier run. */
  resumed = $state(false);
  /** Grows with every change of `curves`. */
  curveVersion = $state(0);
  readonly curves = new Curves();
  readonly limits = new LimitKeeper();

  /** The visitor chose a speed: it stays as it is when the data changes. */
  private speedChosen = false;
  /** The test picture to go back to from a drawing. */
  testIndex = 0;
  private runs = 0;
  /** What is being done that ends in another run, one inside of the other. */
  private awaited = 0;
  /** They go on when nothing is awaited any more. */
  private waiting: (() => void)[] = [];
  /** Commands whose answer is still to come: until then a frame may tell an older state. */
  private pending = 0;
  /** Points of the curves that frames of this run have brought. */
  private seen = { training: 0, test: 0, changes: 0 };
  private listeners: ((frame: Frame) => void)[] = [];
  private readonly pump: FramePump;
  /** What the views want of a frame beyond `frameLimits`. */
  private wish: FrameWish = {};

  constructor(
    private readonly api: RunApi,
    soon: (task: () => void) => void = (task) => requestAnimationFrame(() => task()),
  ) {
    this.pump = new FramePump(
      () => this.askFrame(),
      (frame) => this.takeFrame(frame),
      (error) => this.report(error),
      soon,
    );
  }

  get run(): number {
    return this.setUp?.run ?? 0;
  }

  onFrame(listener: (frame: Frame) => void): void {
    this.listeners.push(listener);
  }

  /** Loads the engine and says what the link asks for; `build` comes next. */
  async load(link: string, site: string): Promise<Experiment | undefined> {
    try {
      const { choice, problems: noted } = decodeEngine(link);
      this.wanted = choice;
      const { asked, ...engine } = await this.api.load({ site, engine: choice, link });
      const problems = [...noted, ...asked.problems];
      this.engine = engine;
      if (problems.length > 0) this.alert = problems.join(' ');
      return asked.experiment;
    } catch (error) {
      this.report(error);
      return undefined;
    }
  }

  /**
   * Builds model and data; when that fails the run before goes on. `prepare` may change the run before
   * anything of it is shown.
   *
   * @param weights A model file, whose weights the network begins with.
   * @param failed Hears what went wrong in place of the page's own line.
   */
  build(
    experiment: Experiment,
    prepare?: (run: number) => Promise<void>,
    weights?: Uint8Array,
    failed = (error: unknown): void => this.report(error),
  ): Promise<boolean> {
    return this.coming(() => this.buildNow(experiment, prepare, weights, failed));
  }

  /**
   * Does something that ends in another run, be it built or its data fetched. Who presses Train
   * meanwhile means that run; when it does not come (`work` says false), none is trained.
   */
  async coming(work: () => Promise<boolean>): Promise<boolean> {
    this.awaited += 1;
    let done = false;
    try {
      done = await work();
      return done;
    } finally {
      this.awaited -= 1;
      if (this.awaited === 0) await this.come(done);
    }
  }

  private async come(done: boolean): Promise<void> {
    const { starts } = this;
    this.starts = false;
    for (const next of this.waiting.splice(0)) next();
    if (starts && done && !this.running) await this.toggle();
  }

  private async buildNow(
    experiment: Experiment,
    prepare: ((run: number) => Promise<void>) | undefined,
    weights: Uint8Array | undefined,
    failed: (error: unknown) => void,
  ): Promise<boolean> {
    const run = ++this.runs;
    this.experiment = experiment;
    this.building = true;
    try {
      const setUp = await this.api.setUp(run, experiment, undefined, weights);
      if (run === this.runs) await prepare?.(run);
      if (run !== this.runs) return false;
      this.begin(setUp);
      return true;
    } catch (error) {
      if (run !== this.runs) return false;
      failed(error);
      this.experiment = this.setUp?.experiment;
      return false;
    } finally {
      if (run === this.runs) this.building = false;
    }
  }

  async toggle(): Promise<void> {
    if (this.awaited > 0 && !this.running) {
      this.starts = !this.starts;
      return;
    }
    if (!this.setUp) return;
    this.running = !this.running;
    await this.drive();
  }

  /** Changes the speed, also in mid-run. */
  async toggleSlow(): Promise<void> {
    this.slow = !this.slow;
    this.speedChosen = true;
    if (this.running) await this.drive();
  }

  async step(): Promise<void> {
    await this.settled();
    if (!this.setUp) return;
    this.running = false;
    await this.command(() => this.api.step(this.run));
    this.pump.want();
  }

  /** Everything as it was at the start, with the same weights or with those of another seed. */
  async reset(newSeed = false): Promise<void> {
    if (!this.experiment) return;
    const { seed } = this.experiment.spec;
    const { experiment } = this;
    const spec = newSeed ? { ...experiment.spec, seed: seed + 1 } : experiment.spec;
    await this.build({ ...experiment, spec });
  }

  /** Another data set, with one of the networks that fit it and that network's recipe. */
  async chooseData(
    data: DataSetId,
    fitting: readonly Preset[] = presetsFor(this.engine?.presets ?? [], data),
  ): Promise<boolean> {
    const { experiment } = this;
    const preset = fitting.find((one) => one.name === experiment?.network) ?? fitting[0];
    if (!preset) return false;
    const done = await this.build(experimentOf(preset, data, experiment?.spec.seed));
    const other = fitting.find(({ name }) => name !== ownNetwork);
    if (done || preset.name !== ownNetwork || !other) return done;
    // A network of one's own need not fit other pictures: what is wrong with it was said.
    return this.build(experimentOf(other, data, experiment?.spec.seed));
  }

  /**
   * Starts another build of the engine, or with other threads. Data, network and weights stay; the
   * count of steps and what the optimizer remembers begin anew.
   */
  chooseEngine(choice: EngineChoice): Promise<boolean> {
    return this.coming(() => this.changeEngine(choice));
  }

  private async changeEngine(choice: EngineChoice): Promise<boolean> {
    const { experiment, running } = this;
    if (!experiment || this.building) return false;
    const before = this.wanted;
    this.wanted = choice;
    this.building = true;
    try {
      this.engine = await this.api.useEngine(choice);
    } catch (error) {
      this.wanted = before;
      this.building = false;
      this.report(error);
      return false;
    }
    if (running) this.starts = true;
    if (!(await this.build(experiment))) return false;
    this.resumed = true;
    return true;
  }

  async chooseNetwork(name: string): Promise<void> {
    const { experiment } = this;
    const preset =
      name === ownNetwork ? this.own : this.engine?.presets.find((one) => one.name === name);
    if (!preset || !experiment) return;
    const { difficulty } = experiment;
    await this.build({
      ...experimentOf(preset, experiment.data, experiment.spec.seed),
      difficulty,
    });
  }

  /** The recipe is in sight: a change of it is to be heard at once. */
  expectChange(): void {
    void liveChanges().catch(Boolean);
  }

  /** The run goes on as this experiment from the next step on, where it can; else it begins anew. */
  async change(wanted: Experiment): Promise<void> {
    if (!this.setUp) return;
    // Without waiting where it can be: the page may be gone the next moment.
    const changes =
      liveChanges.here ?? (await liveChanges().catch((error: unknown) => this.report(error)));
    const before = this.experiment;
    if (!before || !changes) return;
    const change = changes.liveChange(before, wanted);
    if (!change) {
      await this.build(wanted);
      return;
    }
    if (Object.keys(change).length === 0) return;
    this.experiment = wanted;
    const { run } = this;
    const done = await this.command(() => this.api.change(run, change));
    // In a pause, too, the curves are to show it.
    if (done) this.refresh();
    else if (!this.isOver(run)) this.experiment = before;
  }

  /** From now on frames have this in them, too; the next one comes at once. */
  lookAt(wish: FrameWish): void {
    this.wish = wish;
    if (this.setUp) this.pump.want();
  }

  /** The weights were changed by hand: what is shown is drawn anew, in a pause too. */
  refresh(): void {
    if (this.setUp) this.pump.want();
  }

  showTest(index: number): void {
    const count = this.setUp?.data.testCount ?? 0;
    if (count === 0) return;
    this.testIndex = ((index % count) + count) % count;
    this.picture = { kind: 'test', index: this.testIndex };
    this.pump.want();
  }

  showDrawing(): void {
    if (this.picture.kind !== 'drawing') this.picture = { kind: 'drawing' };
    this.pump.want();
  }

  showLastTest(): void {
    this.showTest(this.testIndex);
  }

  report(error: unknown): void {
    this.alert = error instanceof Error ? error.message : String(error);
  }

  /** Makes the worker do what `running` and `slow` say. */
  private async drive(): Promise<void> {
    const { run } = this;
    const speed = this.slow ? 'slow' : 'full';
    await this.command(() => (this.running ? this.api.train(run, speed) : this.api.pause(run)));
    this.pump.want();
  }

  private begin(setUp: SetUp): void {
    const sameData = this.setUp?.data.id === setUp.data.id;
    this.setUp = setUp;
    this.experiment = setUp.experiment;
    this.own = ownPreset(setUp.experiment) ?? this.own;
    this.running = false;
    this.resumed = false;
    this.frame = undefined;
    this.seen = { training: 0, test: 0, changes: 0 };
    this.curves.clear();
    this.curveVersion += 1;
    this.limits.clear();
    // A set that was changed may have lost the picture that was shown.
    if (!sameData || this.testIndex >= setUp.data.testCount) {
      if (!this.speedChosen) this.slow = setUp.data.id.startsWith('xo');
      this.testIndex = Math.max(0, setUp.testLabels.indexOf(0));
      this.picture = { kind: 'test', index: this.testIndex };
    }
    this.pump.want();
  }

  /** Nothing is coming any more: what is pressed now is meant for what is here. */
  private async settled(): Promise<void> {
    if (this.awaited > 0) await new Promise<void>((next) => this.waiting.push(next));
  }

  /** Whether a run has given way to another, or is about to: its complaints are of no interest. */
  isOver(run: number): boolean {
    return this.building || run !== this.run;
  }

  private async askFrame(): Promise<Frame | undefined> {
    if (!this.setUp) return undefined;
    const { run, picture, seen } = this;
    try {
      // Messages keep their order: the frame is of the step.
      const moved = this.running && this.slow ? this.api.advance(run) : undefined;
      const asked = this.api.frame({ run, picture, seen, ...frameLimits, ...this.wish });
      const [, frame] = await Promise.all([moved, asked]);
      return frame;
    } catch (error) {
      if (this.isOver(run)) return undefined;
      throw error;
    }
  }

  private takeFrame(frame: Frame): boolean {
    if (frame.run !== this.run) return this.setUp !== undefined;
    if (this.pending === 0) this.running = frame.running;
    const { training, test, changes } = frame;
    if (training.length + test.length + changes.length > 0) {
      this.curves.add(training, test, changes);
      this.seen = {
        training: this.seen.training + training.length,
        test: this.seen.test + test.length,
        changes: this.seen.changes + changes.length,
      };
      this.curveVersion += 1;
    }
    this.limits.follow(frame);
    this.frame = frame;
    for (const listener of this.listeners) listener(frame);
    return this.running;
  }

  private async command(send: () => Promise<void>): Promise<boolean> {
    const { run } = this;
    this.pending += 1;
    try {
      await send();
      return true;
    } catch (error) {
      if (!this.isOver(run)) this.report(error);
      return false;
    } finally {
      this.pending -= 1;
    }
  }
}

export const [provideSession, useSession] = context<ShownRun>('session');
