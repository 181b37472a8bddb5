import type { Engine, VariantSupport } from 'receptive';
import { variantTitles, type EngineChoice } from '../shared/engine';
import { decodeExperiment, type Experiment } from '../shared/experiment';
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
import type { KeptWeights } from './kept-weights';
import type { Turns } from './loop';
import { Session } from './session';
import { WarmUp } from './warm-up';

export interface ServiceOptions {
  loadEngine: (choice: EngineChoice) => Promise<Engine>;
  /** Every build, and what the host lacks for it. */
  variants: () => Promise<VariantSupport[]>;
  processors: number;
  turns: Turns;
  /** Whether to use the time before a run begins to warm up the engine. Default: no. */
  warmUp?: boolean;
  /** Where the page lies, unless it says so itself. */
  site: string;
  mnist: Omit<MnistOptions, 'site'>;
}

interface Loaded {
  engine: Engine;
  library: Library;
  fallback?: string;
}

const automatic: EngineChoice = { variant: 'auto' };

/** The worker's side of the protocol: one engine, its data, and the run that goes on. */
export class Service implements WorkerApi {
  private loaded: Promise<Loaded> | undefined;
  private session: Session | undefined;
  private warmUp: WarmUp | undefined;
  private newestRun = -Infinity;
  private drawing: Drawing | undefined;
  /** Of a run whose engine is gone, for the one that follows it. */
  private weights: KeptWeights | undefined;

  constructor(private readonly options: ServiceOptions) {}

  async load(request: LoadRequest = {}): Promise<EngineInfo> {
    const loaded = await this.ready(request);
    if (request.link !== undefined) this.prepare(loaded, request.link);
    return this.describe(loaded);
  }

  async useEngine(choice: EngineChoice): Promise<EngineInfo> {
    const before = await this.ready();
    const engine = await this.options.loadEngine(choice);
    let library: Library;
    try {
      library = await before.library.copyTo(engine);
    } catch (error) {
      engine.dispose();
      throw error;
    }
    const next: Loaded = { engine, library, ...fallbackOf(engine) };
    this.loaded = Promise.resolve(next);
    this.weights = this.session?.keepWeights() ?? this.weights;
    this.endSession();
    before.engine.dispose();
    return this.describe(next);
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
      next.restoreWeights(this.weights);
      this.weights = undefined;
      const answer = next.describe();
      this.endSession();
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
    this.warmUp?.end();
    this.of(run).train(speed);
  }

  async pause(run: number): Promise<void> {
    this.of(run).pause();
  }

  async step(run: number): Promise<void> {
    this.warmUp?.end();
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
    const session = this.of(request.run);
    const frame = await session.frame(request);
    // The first pictures are on their way, and until Train is pressed there is time.
    if (this.options.warmUp && !this.warmUp && session === this.session && !frame.running) {
      this.warmUp = new WarmUp(() => session.makeSmall(), this.options.turns);
    }
    return frame;
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
    this.loaded ??= this.start(request).catch((error: unknown) => {
      // The next call may try again, as after a lost connection.
      this.loaded = undefined;
      throw error;
    });
    return this.loaded;
  }

  /** A link may ask for an engine that this browser cannot run: then any will do. */
  private async start({ engine: choice = automatic, site }: LoadRequest): Promise<Loaded> {
    const { loadEngine, mnist, site: usualSite } = this.options;
    let refused: string | undefined;
    const engine = await loadEngine(choice).catch(async (error: unknown) => {
      if (choice.variant === 'auto') throw error;
      refused = await this.whyNot(choice.variant, error);
      return loadEngine(automatic);
    });
    const library = new Library(engine, { ...mnist, site: site ?? usualSite });
    return { engine, library, ...(refused ? { fallback: refused } : fallbackOf(engine)) };
  }

  private async whyNot(variant: keyof typeof variantTitles, error: unknown): Promise<string> {
    const title = variantTitles[variant];
    const support = (await this.options.variants()).find((one) => one.variant === variant);
    if (support && support.lacks.length > 0) {
      return `The engine “${title}” cannot run here: there is no ${support.lacks.join(' and no ')}.`;
    }
    const reason = error instanceof Error ? error.message : String(error);
    return `The engine “${title}” could not be started (${reason}).`;
  }

  /** Uses the time until the page has put itself together and asks for a run. */
  private prepare({ engine, library }: Loaded, link: string): void {
    if (this.session) return;
    this.options.turns.soon(() => {
      const presets = engine.presets();
      const { experiment } = decodeExperiment(link, presets);
      // X and O stand in for MNIST until its files are there.
      const first =
        experiment.data === 'mnist' ? decodeExperiment('', presets).experiment : experiment;
      try {
        library.take(first).release();
      } catch {
        // The run that asks for it hears why.
      }
    });
  }

  private async describe({ engine, fallback }: Loaded): Promise<EngineInfo> {
    return {
      variant: engine.variant,
      threads: engine.threads,
      ...(fallback === undefined ? {} : { fallback }),
      variants: await this.options.variants(),
      processors: this.options.processors,
      presets: engine.presets(),
      // A worker's clock starts with the worker.
      loadMilliseconds: this.options.turns.now(),
    };
  }

  private endSession(): void {
    this.warmUp?.end();
    this.warmUp = undefined;
    this.session?.dispose();
    this.session = undefined;
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

function fallbackOf({ fallback }: Engine): { fallback?: string } {
  if (fallback === undefined) return {};
  return { fallback: `A faster engine could not be started (${fallback}).` };
}
