import type { Engine, LayerInfo, Model, ModelSpec } from 'receptive';
import type { Experiment } from '../shared/experiment';
import type {
  Drawing,
  DrawingAnswer,
  Frame,
  FrameRequest,
  PictureChoice,
  SetUp,
  Speed,
} from '../shared/messages';
import type { DataSet } from './data/data-set';
import { prepareDrawing } from './drawings';
import { FrameBuilder, type NetworkView, type Picture } from './frames';
import { keepWeights, restoreWeights, type KeptWeights } from './kept-weights';
import { SliceLoop, type Turns } from './loop';
import { Curve, RateMeter, RecentMean } from './metrics';
import { FramePacer, waitBetweenFrames } from './pacer';
import { modelSpec, optimizerSpec } from './recipe';
import { Tester } from './tester';

/** One run: a model, its data, and the loop that trains it. */
export class Session {
  private readonly spec: ModelSpec;
  private readonly model: Model;
  private readonly layers: LayerInfo[];
  private readonly loop: SliceLoop;
  private readonly frames: FrameBuilder;
  private readonly pacer: FramePacer;
  private readonly tester: Tester;
  private readonly recent = new RecentMean();
  private readonly rate = new RateMeter();
  private readonly curve = new Curve();

  private running = false;
  private speed: Speed = 'full';
  private disposed = false;
  private stopped: string | undefined;
  private steps = 0;
  private epochs = 0;
  /** Examples seen in the present epoch. */
  private seen = 0;
  private trainedMilliseconds = 0;
  private learningRate: number;
  private drawn: Float32Array | undefined;

  /**
   * Builds everything; throws without a trace when something does not fit.
   *
   * @param data Held by the session until it is disposed.
   */
  constructor(
    private readonly engine: Engine,
    readonly run: number,
    private readonly experiment: Experiment,
    private readonly data: DataSet,
    private readonly turns: Turns,
  ) {
    const presets = engine.presets();
    const preset = presets.find((candidate) => candidate.name === experiment.network);
    if (!preset) {
      const names = presets.map((candidate) => candidate.name).join(', ');
      throw new Error(`There is no network '${experiment.network}'; there are ${names}.`);
    }
    this.learningRate = experiment.learningRate;
    this.spec = modelSpec(preset, experiment, data.info);
    this.model = engine.model(this.spec);
    try {
      this.model.setTrainingData(data.train);
      this.layers = this.model.layers();
      const { channels, height, width } = data.info;
      this.frames = new FrameBuilder(this.model, [channels, height, width]);
      const classes = this.layers.at(-1)?.outputShape[0];
      if (classes !== data.info.classNames.length) {
        throw new Error(
          `The network '${experiment.network}' ends in ${classes} outputs; the data has ` +
            `${data.info.classNames.length} classes.`,
        );
      }
    } catch (error) {
      this.model.dispose();
      throw error;
    }
    this.tester = new Tester(
      data.test.count,
      (first, count) => this.model.evaluateDataset(data.test, first, count),
      () => turns.now(),
    );
    this.loop = new SliceLoop(() => this.work(), turns);
    this.pacer = new FramePacer(() => turns.now(), waitBetweenFrames(engine.threads));
    data.hold();
  }

  describe(): SetUp {
    const bytes = Object.values(this.model.memory());
    return {
      run: this.run,
      experiment: this.experiment,
      data: this.data.info,
      layers: this.layers,
      parameterCount: this.layers.reduce((sum, layer) => sum + layer.parameterCount, 0),
      memoryBytes: bytes.reduce((sum, role) => sum + role, 0),
      stepsPerEpoch: Math.ceil(this.data.train.count / this.model.batchSize),
      testLabels: this.data.testLabels(),
    };
  }

  train(speed: Speed = 'full'): void {
    this.speed = speed;
    if (this.running) {
      this.loop.wake();
      return;
    }
    this.stopped = undefined;
    this.running = true;
    // A measurement that only filled the pause must not hold up the training.
    this.tester.abandon();
    this.rate.start(this.turns.now());
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
    if (this.trainStep() !== undefined) this.rest();
  }

  setLearningRate(rate: number): void {
    this.model.setLearningRate(rate);
    this.learningRate = rate;
  }

  setBatchSize(size: number): void {
    this.model.setBatchSize(size);
  }

  setOptimizer(optimizer: Experiment['optimizer'], momentum: number): void {
    const { learningRate } = this;
    this.model.setOptimizer(optimizerSpec({ optimizer, learningRate, momentum }));
  }

  /** Resolves when the frame is built, which waits a little when frames cost much. */
  async frame(request: FrameRequest): Promise<Frame> {
    if (this.running && this.speed === 'full') await this.pacer.wait();
    if (this.disposed) throw new Error(`Run ${this.run} is over.`);
    if (this.running && this.speed === 'stepPerFrame') this.stepForFrame();
    const start = this.turns.now();
    const picture = this.picture(request.picture);
    const view = this.view(picture, request);
    const { loss, accuracy } = this.recent.mean;
    const tested = this.tester.newest;
    const frame: Frame = {
      run: this.run,
      running: this.running,
      step: this.steps,
      epoch: this.epochs + Math.min(this.seen / this.data.train.count, 1),
      loss,
      trainAccuracy: accuracy,
      testAccuracy: tested?.accuracy ?? NaN,
      testLoss: tested?.loss ?? NaN,
      testExamples: tested?.examples ?? 0,
      examplesPerSecond: this.rate.perSecond(start),
      training: this.curve.take(),
      test: this.tester.take(),
      ...view,
      label: picture.label ?? -1,
      ...(this.stopped === undefined ? {} : { stopped: this.stopped }),
    };
    this.pacer.built(start);
    return frame;
  }

  /** Another model of this network on the same data, for a few examples at a time. */
  makeSmall(): Model {
    const model = this.engine.model({ ...this.spec, batchSize: 4 });
    model.setTrainingData(this.data.train);
    return model;
  }

  keepWeights(): KeptWeights {
    return keepWeights(this.model, this.subject);
  }

  restoreWeights(kept: KeptWeights | undefined): void {
    restoreWeights(this.model, this.subject, kept);
  }

  /** Prepares a drawing, keeps it for the frames, and says what the network takes it for. */
  draw(drawing: Drawing): DrawingAnswer {
    const { info } = this.data;
    const prepared = prepareDrawing(this.engine, info, drawing);
    const probabilities = prepared.empty
      ? new Float32Array(info.classNames.length)
      : this.model.predict(prepared.image);
    this.drawn = prepared.image.slice();
    return {
      run: this.run,
      empty: prepared.empty,
      image: prepared.image,
      height: info.height,
      width: info.width,
      box: prepared.box,
      probabilities,
      step: this.steps,
    };
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.running = false;
    this.loop.close();
    this.pacer.letThrough();
    this.model.dispose();
    this.data.release();
  }

  private get subject(): string {
    return `${this.experiment.network} ${this.data.info.id}`;
  }

  private picture(choice: PictureChoice): Picture {
    if (choice.kind === 'drawing') {
      const { info } = this.data;
      const paper = () =>
        new Float32Array(info.channels * info.height * info.width).fill(info.range[0]);
      return { image: this.drawn ?? paper(), label: undefined };
    }
    const { count } = this.data.test;
    if (!Number.isInteger(choice.index) || choice.index < 0 || choice.index >= count) {
      throw new Error(`Test pictures have numbers from 0 to ${count - 1}, found ${choice.index}.`);
    }
    return this.data.test.example(choice.index);
  }

  private view(picture: Picture, request: FrameRequest): NetworkView {
    try {
      return this.frames.view(picture, request);
    } catch (error) {
      // A network that has become NaN may not be shown any more; why it stopped must get through.
      if (this.stopped === undefined) throw error;
      const { channels, height, width, classNames } = this.data.info;
      const indices = Array.from({ length: channels }, (_, i) => i);
      const values = picture.image.slice();
      return {
        input: { total: channels, indices, height, width, values },
        layers: [],
        probabilities: new Float32Array(classNames.length).fill(NaN),
      };
    }
  }

  /** One piece of work of the loop. */
  private work(): boolean {
    if (this.tester.busy) {
      try {
        this.tester.piece();
      } catch (error) {
        this.fail(error);
      }
      return true;
    }
    if (!this.running || this.speed === 'stepPerFrame') return false;
    const epochEnded = this.trainStep();
    if (epochEnded === undefined) return false;
    this.tester.afterStep(this.progress(epochEnded));
    return true;
  }

  /** The step that the next frame is to show, unless a measurement needs the weights as they are. */
  private stepForFrame(): void {
    if (this.tester.busy) return;
    const epochEnded = this.trainStep();
    if (epochEnded === undefined) return;
    this.tester.afterShownStep(this.progress(epochEnded));
    this.loop.wake();
  }

  /** Whether the step ended an epoch; undefined when it failed. */
  private trainStep(): boolean | undefined {
    const start = this.turns.now();
    try {
      const report = this.model.step();
      const end = this.turns.now();
      this.trainedMilliseconds += end - start;
      const epochEnded = report.epoch > this.epochs;
      this.steps = report.step;
      this.epochs = report.epoch;
      this.seen = epochEnded ? 0 : this.seen + report.examples;
      this.recent.add(report);
      this.curve.add(report.step, report);
      this.rate.add(end, report.examples);
      return epochEnded;
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** While nothing is trained there is time to measure on the test set. */
  private rest(): void {
    this.tester.atRest(this.progress(false));
    this.loop.wake();
  }

  private progress(epochEnded: boolean) {
    const { steps: step, trainedMilliseconds } = this;
    return { step, epochEnded, trainedMilliseconds };
  }

  private halt(): void {
    this.running = false;
    this.rate.stop(this.turns.now());
    this.pacer.letThrough();
  }

  /** The core found infinity or NaN, or something else that ends the training. */
  private fail(error: unknown): void {
    if (this.running) this.halt();
    this.tester.abandon();
    this.stopped = error instanceof Error ? error.message : String(error);
  }
}
