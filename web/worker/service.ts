import type { Engine } from 'receptive';
import type { Experiment } from '../shared/experiment';
import type {
  DataSetInfo,
  Drawing,
  DrawingAnswer,
  EngineInfo,
  Frame,
  FrameRequest,
  LoadProgress,
  LoadRequest,
  MnistAvailability,
  SetUp,
  Speed,
  WorkerApi,
} from '../shared/messages';
import { Library } from './data/library';
import type { MnistOptions } from './data/mnist';
import type { Turns } from './loop';
import { Session } from './session';

export interface ServiceOptions {
  loadEngine: () => Promise<Engine>;
  turns: Turns;
  /** Where the page lies, unless it says so itself. */
  site: string;
  mnist: Omit<MnistOptions, 'site'>;
}

interface Loaded {
  engine: Engine;
  library: Library;
}

/** The worker's side of the protocol: one engine, its data, and the run that goes on. */
export class Service implements WorkerApi {
  private loaded: Promise<Loaded> | undefined;
  private session: Session | undefined;
  private newestRun = -Infinity;
  private drawing: Drawing | undefined;

  constructor(private readonly options: ServiceOptions) {}

  async load(request: LoadRequest = {}): Promise<EngineInfo> {
    const { engine } = await this.ready(request);
    return {
      variant: engine.variant,
      threads: engine.threads,
      presets: engine.presets(),
      // A worker's clock starts with the worker.
      loadMilliseconds: this.options.turns.now(),
    };
  }

  async setUp(run: number, experiment: Experiment): Promise<SetUp> {
    if (run <= this.newestRun) {
      throw new Error(`Run ${run} comes too late: run ${this.newestRun} was set up already.`);
    }
    this.newestRun = run;
    const { engine, library } = await this.ready();
    if (run !== this.newestRun) throw new Error(`Run ${run} gave way to run ${this.newestRun}.`);
    const data = library.take(experiment);
    let next: Session | undefined;
    try {
      next = new Session(engine, run, experiment, data, this.options.turns);
      const answer = next.describe();
      this.session?.dispose();
      this.session = next;
      this.redraw(next);
      return answer;
    } catch (error) {
      next?.dispose();
      throw error;
    } finally {
      data.release();
    }
  }

  async train(run: number, speed?: Speed): Promise<void> {
    this.of(run).train(speed);
  }

  async pause(run: number): Promise<void> {
    this.of(run).pause();
  }

  async step(run: number): Promise<void> {
    this.of(run).step();
  }

  async setLearningRate(run: number, rate: number): Promise<void> {
    this.of(run).setLearningRate(rate);
  }

  async setBatchSize(run: number, size: number): Promise<void> {
    this.of(run).setBatchSize(size);
  }

  async setOptimizer(run: number, type: Experiment['optimizer'], momentum: number): Promise<void> {
    this.of(run).setOptimizer(type, momentum);
  }

  async frame(request: FrameRequest): Promise<Frame> {
    return this.of(request.run).frame(request);
  }

  async draw(run: number, drawing: Drawing): Promise<DrawingAnswer> {
    const answer = this.of(run).draw(drawing);
    this.drawing = drawing;
    return answer;
  }

  async mnistAvailability(): Promise<MnistAvailability> {
    return (await this.ready()).library.availability();
  }

  async loadMnist(
    source: 'folder' | 'kept' | 'download',
    progress: (p: LoadProgress) => void,
  ): Promise<DataSetInfo> {
    return (await this.ready()).library.loadMnist(source, progress);
  }

  async cancelLoading(): Promise<void> {
    (await this.ready()).library.cancelLoading();
  }

  async openIdxFiles(files: File[], progress: (p: LoadProgress) => void): Promise<DataSetInfo> {
    return (await this.ready()).library.openIdxFiles(files, progress);
  }

  private ready(request: LoadRequest = {}): Promise<Loaded> {
    const { loadEngine, mnist, site } = this.options;
    this.loaded ??= loadEngine().then(
      (engine) => ({
        engine,
        library: new Library(engine, { ...mnist, site: request.site ?? site }),
      }),
      (error: unknown) => {
        // The next call may try again, as after a lost connection.
        this.loaded = undefined;
        throw error;
      },
    );
    return this.loaded;
  }

  private of(run: number): Session {
    const { session } = this;
    if (!session) throw new Error(`Run ${run} has not been set up.`);
    if (session.run !== run) {
      throw new Error(`Run ${run} is not the present one; that is run ${session.run}.`);
    }
    return session;
  }

  /** What is on the pad belongs to the next network as well. */
  private redraw(session: Session): void {
    if (!this.drawing) return;
    try {
      session.draw(this.drawing);
    } catch {
      // This data set takes no drawings; whoever draws is told so then.
    }
  }
}
