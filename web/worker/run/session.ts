import type { Engine, Model } from 'receptive';
import { paperAndInk, type Drawing } from '../../protocol/data-sets';
import type { Experiment } from '../../protocol/experiment';
import { loggedChange, type LoggedChange } from '../../protocol/recipe-log';
import type {
  DrawingAnswer,
  Frame,
  FrameRequest,
  PictureChoice,
  SetUp,
  Speed,
  TestPoint,
} from '../../protocol/messages';
import type { Reading, ReadingReport } from '../../protocol/reading';
import type { DataSet } from '../data/data-set';
import type { PictureReader } from '../data/predictions';
import { blankView, FrameBuilder, type NetworkView, type Picture } from '../picture/frames';
import { newRunId } from './run-id';
import type { RunState } from '../storage/run-state';
import { SliceLoop, type Turns } from './loop';
import { buildNetwork, type BuiltNetwork } from './built-network';
import { FramePacer, waitBetweenFrames } from './pacer';
import { TrainingProgress } from './progress';
import { DrawingReader } from '../drawing/reader';
import { ShownPictures } from '../picture/shown-pictures';
import { Tester } from './tester';
import { Tuning } from './tuning';

/** A slider that is dragged makes many. */
const mostKeptChanges = 100;

/** What records something over the length of a run. */
export interface Recorder {
  /** All that there is to keep, as it can be cloned. */
  state(): unknown;
  /** Takes what `state` gave, maybe in an earlier version of the page: what does not fit is left out. */
  restore(state: unknown): void;
}

/** One run: a model, its data, and the loop that trains it. */
export class Session {
  readonly network: BuiltNetwork;
  private readonly loop: SliceLoop;
  private readonly frames: FrameBuilder;
  private readonly pacer: FramePacer;
  private readonly tester: Tester;
  private readonly reader: DrawingReader;
  readonly pictures: ShownPictures;
  readonly progress = new TrainingProgress();
  private readonly stepListeners = new Set<() => void>();
  private readonly endListeners = new Set<() => void>();
  private readonly changeListeners = new Set<() => void>();
  /** Grows with everything that is changed by hand: the recipe, weights, frozen filters. */
  revision = 0;
  /** Under which the run is kept. */
  id = newRunId();
  readonly tuning: Tuning;
  private changes: LoggedChange[] = [];
  private readonly recorders = new Map<string, Recorder>();

  /** What is drawn for this run. */
  pad: { drawing: Drawing; reading: Reading } | undefined;

  private running = false;
  private speed: Speed = 'full';
  private disposed = false;
  /** Why it stopped by itself, in a sentence; until it trains again. */
  stopped: string | undefined;

  /**
   * Builds everything; throws without a trace when something does not fit.
   *
   * @param data Held by the session until it is disposed.
   */
  constructor(
    readonly engine: Engine,
    readonly run: number,
    readonly experiment: Experiment,
    readonly data: DataSet,
    private readonly turns: Turns,
  ) {
    this.network = buildNetwork(engine, experiment, data);
    this.tuning = new Tuning(this.network, experiment, (before) => {
      const { steps } = this.progress;
      if (steps > 0) this.changes.push(loggedChange(steps, before, this.tuning.present));
      this.changed();
    });
    const { model } = this.network;
    const { channels, height, width } = data.info;
    this.frames = new FrameBuilder(model, [channels, height, width]);
    this.tester = new Tester(
      data.test.count,
      (first, count) => model.evaluateDataset(data.test, first, count),
      () => turns.now(),
    );
    this.reader = new DrawingReader(engine, model, data.info);
    this.pictures = new ShownPictures(data);
    this.loop = new SliceLoop(() => this.work(), turns);
    this.pacer = new FramePacer(() => turns.now(), waitBetweenFrames(engine.threads));
    data.hold();
  }

  describe(): SetUp {
    const { model, layers } = this.network;
    const bytes = Object.values(model.memory());
    return {
      run: this.run,
      experiment: this.experiment,
      data: this.data.info,
      layers,
      parameterCount: layers.reduce((sum, layer) => sum + layer.parameterCount, 0),
      memoryBytes: bytes.reduce((sum, role) => sum + role, 0),
      stepsPerEpoch: Math.ceil(this.data.train.count / model.batchSize),
      testLabels: this.data.testLabels(),
    };
  }

  train(speed: Speed = 'full'): void {
    this.speed = speed;
    this.frames.watchSteps(speed === 'slow');
    if (this.running) {
      this.loop.wake();
      return;
    }
    this.stopped = undefined;
    this.running = true;
    // A measurement that only filled the pause must not hold up the training.
    this.tester.abandon();
    this.progress.start(this.turns.now());
    this.loop.wake();
  }

  pause(): void {
    if (!this.running) return;
    this.halt();
    this.rest();
  }

  /** One step; a running training pauses. */
  step(): void {
    if (this.running) this.halt();
    this.tester.abandon();
    this.stopped = undefined;
    this.frames.watchSteps(true);
    if (this.trainStep() !== undefined) this.rest();
  }

  /** One step of slow motion, unless a measurement needs the weights as they are. */
  advance(): void {
    if (!this.running || this.speed !== 'slow' || this.tester.busy) return;
    const epochEnded = this.trainStep();
    if (epochEnded === undefined) return;
    this.tester.afterShownStep(this.progress.after(epochEnded));
    this.loop.wake();
  }

  /** Resolves when the frame is built, which waits a little when frames cost much. */
  async frame(request: FrameRequest): Promise<Frame> {
    if (this.running && this.speed === 'full') await this.pacer.wait();
    if (this.disposed) throw new Error(`Run ${this.run} is over.`);
    const { seen = { training: 0, test: 0, changes: 0 } } = request;
    const start = this.turns.now();
    const picture = this.pictures.of(request.picture);
    const view = this.view(picture, request);
    const tested = this.tester.newest;
    const frame: Frame = {
      run: this.run,
      running: this.running,
      ...this.progress.figures(start, this.data.train.count, seen.training),
      threadsInUse: this.engine.threadsInUse,
      testAccuracy: tested?.accuracy ?? NaN,
      testLoss: tested?.loss ?? NaN,
      testExamples: tested?.examples ?? 0,
      testStep: tested?.step ?? -1,
      test: this.tester.all.slice(seen.test),
      changes: this.changes.slice(seen.changes),
      ...view,
      label: picture.label ?? -1,
      ...this.why(),
    };
    this.pacer.built(start);
    return frame;
  }

  /** Another model of this network on the same data, for a few examples at a time. */
  makeSmall(): Model {
    const model = this.engine.model({ ...this.network.spec, batchSize: 4 });
    model.setTrainingData(this.data.train);
    return model;
  }

  /** The network as it is now, to read pictures with. */
  trained(): PictureReader {
    const { run, data } = this;
    const { model } = this.network;
    const { range } = data.info;
    const { steps: step } = this.progress;
    return { run, step, data: data.info, range, predict: (images) => model.predict(images) };
  }

  get isRunning(): boolean {
    return this.running;
  }

  /** Passes over the training data, with the part of the present one. */
  get epoch(): number {
    return this.progress.epochOf(this.data.train.count);
  }

  /** Newest measurement on the test set. */
  get tested(): TestPoint | undefined {
    return this.tester.newest;
  }

  /** The newest measurement may be that of other weights. */
  get isMeasuring(): boolean {
    return this.tester.busy;
  }

  /** All that another session of this network and data needs to go on from here. */
  state(): RunState {
    return {
      of: this.subject,
      id: this.id,
      checkpoint: this.network.model.checkpoint(),
      progress: this.progress.state(),
      tests: [...this.tester.all],
      changes: this.changes.slice(-mostKeptChanges),
      ...this.why(),
      records: Object.fromEntries([...this.recorders].map(([name, one]) => [name, one.state()])),
    };
  }

  /**
   * Goes on from a state of this network and data; before the first step only. Nothing has changed
   * when the engine refuses it.
   */
  resume(state: RunState): void {
    if (state.of !== this.subject) {
      throw new Error('The kept run is one of another network or data set.');
    }
    this.network.model.restore(state.checkpoint);
    this.id = state.id;
    this.progress.restore(state.progress);
    this.tester.restore(state.tests, this.progress.after(false));
    this.changes = [...(state.changes ?? [])];
    this.stopped = state.stopped;
    for (const [name, one] of this.recorders) {
      const record = state.records?.[name];
      if (record !== undefined) one.restore(record);
    }
  }

  /** Weights from a model file in place of those of the run. */
  openWeights(file: Uint8Array): void {
    this.network.model.loadWeights(file);
    this.weightsChanged();
    this.changed();
  }

  /** The test set is measured with the weights as they are now. */
  weightsChanged(): void {
    this.tester.weightsChanged(this.progress.after(false));
    this.loop.wake();
  }

  /** Prepares a drawing, keeps it for the frames, and says what the network takes it for. */
  draw(drawing: Drawing, reading: Reading): DrawingAnswer {
    const answer = this.reader.read(drawing, reading);
    this.pad = { drawing, reading };
    this.pictures.drawn = answer.figures[answer.focus]!.image.slice();
    return { run: this.run, step: this.progress.steps, ...answer };
  }

  async measureReading(reading: Reading): Promise<ReadingReport> {
    const { run, engine, data } = this;
    const { steps: step } = this.progress;
    // Few want it: it does not come with the page.
    const { measureReading } = await import('../drawing/measure-reading');
    const report = await measureReading(engine, this.network.model, data.info, reading, () =>
      this.giveWay(),
    );
    return { run, step, ...report };
  }

  /** Called after each training step. Returns the undoing. */
  afterStep(listener: () => void): () => void {
    this.stepListeners.add(listener);
    return () => this.stepListeners.delete(listener);
  }

  /** What an instrument records of the run is kept with it, under the instrument's id. */
  records(name: string, recorder: Recorder): void {
    this.recorders.set(name, recorder);
  }

  /** Told by whoever changes something by hand. */
  changed(): void {
    this.revision += 1;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.changeListeners) listener();
  }

  /** Called after each such change, and when a run at rest was measured. */
  onChange(listener: () => void): void {
    this.changeListeners.add(listener);
  }

  /** Lets messages and training have a turn; throws when the run is over meanwhile. */
  async giveWay(): Promise<void> {
    await new Promise<void>((next) => this.turns.soon(next));
    if (this.disposed) throw new Error(`Run ${this.run} is over.`);
  }

  /** A picture changed in several ways, as training changes it. */
  augmented(choice: PictureChoice, count: number): Float32Array[] {
    const { image } = this.pictures.of(choice);
    const range = paperAndInk(this.data.info);
    return Array.from({ length: count }, (_, i) =>
      this.network.model.augmented(image, { seed: i + 1, range }),
    );
  }

  /** Called before the run ends, while all of it is still there. */
  beforeEnd(listener: () => void): void {
    this.endListeners.add(listener);
  }

  dispose(): void {
    if (this.disposed) return;
    for (const listener of this.endListeners) listener();
    this.disposed = true;
    this.running = false;
    this.loop.close();
    this.pacer.letThrough();
    this.network.model.dispose();
    this.data.release();
  }

  private why(): { stopped?: string } {
    return this.stopped === undefined ? {} : { stopped: this.stopped };
  }

  private get subject(): string {
    const { id, classNames } = this.data.info;
    return `${this.experiment.network} ${id} ${classNames.length}`;
  }

  private view(picture: Picture, request: FrameRequest): NetworkView {
    try {
      return this.frames.view(picture, request);
    } catch (error) {
      // A network that has become NaN may not be shown any more; why it stopped must get through.
      if (this.stopped === undefined) throw error;
      return blankView(picture, this.data.info);
    }
  }

  /** One piece of work of the loop. */
  private work(): boolean {
    if (this.tester.busy) {
      try {
        if (this.tester.piece() && !this.running) this.measured();
      } catch (error) {
        this.fail(error);
      }
      return true;
    }
    if (!this.running || this.speed === 'slow') return false;
    const epochEnded = this.trainStep();
    if (epochEnded === undefined) return false;
    this.tester.afterStep(this.progress.after(epochEnded));
    return true;
  }

  /** A first quick figure is followed by that of the whole set; whoever keeps the run keeps it too. */
  private measured(): void {
    this.tester.atRest(this.progress.after(false));
    this.tell();
  }

  /** Whether the step ended an epoch; undefined when it failed. */
  private trainStep(): boolean | undefined {
    const start = this.turns.now();
    try {
      const report = this.network.model.step();
      const end = this.turns.now();
      const epochEnded = this.progress.record(report, start, end);
      for (const listener of this.stepListeners) listener();
      return epochEnded;
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** While nothing is trained there is time to measure on the test set. */
  private rest(): void {
    this.tester.atRest(this.progress.after(false));
    this.loop.wake();
  }

  private halt(): void {
    this.running = false;
    this.progress.stop(this.turns.now());
    this.pacer.letThrough();
  }

  /** The core found infinity or NaN, or something else that ends the training. */
  private fail(error: unknown): void {
    if (this.running) this.halt();
    this.tester.abandon();
    this.stopped = error instanceof Error ? error.message : String(error);
  }
}
