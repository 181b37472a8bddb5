import type { Augmentation } from '../shared/augmentation';
import type { DataApi, DataSetListing, Drawing } from '../shared/data-sets';
import type { EngineChoice } from '../shared/engine';
import { decodeExperiment, type Experiment } from '../shared/experiment';
import type {
  DrawingAnswer,
  EngineInfo,
  Frame,
  FrameRequest,
  LoadRequest,
  PictureChoice,
  PretrainedInfo,
  SetUp,
  Speed,
  WorkerApi,
} from '../shared/messages';
import { late, type Late } from '../shared/late';
import type { Reading, ReadingReport } from '../shared/reading';
import type { DataHost, DataService } from './data-service';
import { KeptSets } from './data/kept-sets';
import { Library } from './data/library';
import { listSets } from './data/listing';
import type { MnistOptions } from './data/mnist';
import type { SetStore } from './data/set-store';
import type { Storage } from './data/storage';
import {
  changeEngine,
  fallbackOf,
  startEngine,
  type EngineHost,
  type StartedEngine,
} from './engine-start';
import type { RunState } from './keep/run-state';
import type { Turns } from './loop';
import { Pretrained } from './pretrained';
import type { RunHost } from './run-host';
import { Session } from './session';
import { WarmUp } from './warm-up';

export interface ServiceOptions extends EngineHost {
  processors: number;
  turns: Turns;
  /** Whether to use the time before a run begins to warm up the engine. Default: no. */
  warmUp?: boolean;
  /** Where the page lies, unless it says so itself. */
  site: string;
  mnist: Omit<MnistOptions, 'site'>;
  /** Where the visitor's own data sets are kept, and what the browser says of the room there. */
  sets: { store: SetStore; storage?: Storage | undefined };
}

interface Loaded extends StartedEngine {
  /** What is in this engine's memory. */
  library: Library;
  pretrained: Pretrained;
  /** Fetched when the first data are asked for that are not the page's own. */
  data: Late<DataService>;
  /** Address of the page's folder. */
  site: string;
}

/** The worker's side of the protocol: one engine and the run that goes on; `data()` has the rest. */
export class Service implements Omit<WorkerApi, keyof DataApi> {
  private readonly kept: KeptSets;
  private loaded: Promise<Loaded> | undefined;
  private session: Session | undefined;
  private warmUp: WarmUp | undefined;
  private newestRun = -Infinity;
  private pad: { drawing: Drawing; reading: Reading } | undefined;
  /** Of a run whose engine is gone, for the one that follows it. */
  private state: RunState | undefined;
  private readonly runListeners = new Set<(session: Session) => void>();

  /** For the instruments. */
  readonly host: RunHost = {
    of: (run) => this.of(run),
    engine: async () => (await this.ready()).engine,
    onRun: (listener) => {
      this.runListeners.add(listener);
      return () => this.runListeners.delete(listener);
    },
  };

  constructor(private readonly options: ServiceOptions) {
    this.kept = new KeptSets(options.sets.store, options.sets.storage);
  }

  /** The calls about data sets. */
  async data(): Promise<DataApi> {
    return (await this.ready()).data();
  }

  async dataSets(): Promise<DataSetListing> {
    return listSets((await this.ready()).engine, this.kept);
  }

  async load(request: LoadRequest = {}): Promise<EngineInfo> {
    const loaded = await this.ready(request);
    if (request.link !== undefined) this.prepare(loaded, request.link);
    return this.describe(loaded);
  }

  async useEngine(choice: EngineChoice): Promise<EngineInfo> {
    const before = await this.ready();
    const engine = await changeEngine(this.options, choice);
    let library: Library;
    try {
      if (before.data.here?.busy) {
        throw new Error(
          'Files are being loaded: wait, or cancel that first, then change the engine.',
        );
      }
      library = before.library.copyTo(engine);
    } catch (error) {
      engine.dispose();
      throw error;
    }
    const pretrained = new Pretrained(engine, before.site);
    const { data, site } = before;
    const next: Loaded = { engine, library, pretrained, data, site, ...fallbackOf(engine) };
    this.loaded = Promise.resolve(next);
    this.state = this.session?.state() ?? this.state;
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
    this.checkNewest(run);
    const data = await library.take(experiment);
    let next: Session | undefined;
    try {
      if ((await this.ready()).engine !== engine) {
        throw new Error('The engine was changed meanwhile: begin the run anew.');
      }
      this.checkNewest(run);
      next = new Session(engine, run, experiment, data, this.options.turns);
      this.goOn(next);
      const answer = next.describe();
      this.endSession();
      this.session = next;
      this.redraw(next);
      for (const listener of this.runListeners) listener(next);
      return answer;
    } catch (error) {
      next?.dispose();
      throw error;
    } finally {
      data.release();
      library.tidy();
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
    this.of(run).tuning.setLearningRate(rate);
  }

  async setBatchSize(run: number, size: number): Promise<void> {
    this.of(run).tuning.setBatchSize(size);
  }

  async setOptimizer(run: number, type: Experiment['optimizer'], momentum: number): Promise<void> {
    this.of(run).tuning.setOptimizer(type, momentum);
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

  async draw(run: number, drawing: Drawing, reading: Reading): Promise<DrawingAnswer> {
    const session = this.of(run);
    const answer = session.draw(drawing, reading);
    this.pad = { drawing, reading };
    const { pretrained } = await this.ready();
    for (const figure of answer.figures) {
      const also = pretrained.answer(session.data.info, figure.image);
      if (also && !answer.empty) figure.pretrained = also;
    }
    return answer;
  }

  async measureReading(run: number, reading: Reading): Promise<ReadingReport> {
    return this.of(run).measureReading(reading);
  }

  async pretrained(run: number): Promise<PretrainedInfo | undefined> {
    const session = this.of(run);
    const { pretrained } = await this.ready();
    return pretrained.describe(session.data, () => session.giveWay());
  }

  async setAugmentation(run: number, augmentation: Augmentation): Promise<void> {
    this.of(run).tuning.setAugmentation(augmentation);
  }

  async augmented(run: number, picture: PictureChoice, count: number): Promise<Float32Array[]> {
    return this.of(run).augmented(picture, count);
  }

  private ready(request: LoadRequest = {}): Promise<Loaded> {
    this.loaded ??= this.start(request).catch((error: unknown) => {
      // The next call may try again, as after a lost connection.
      this.loaded = undefined;
      throw error;
    });
    return this.loaded;
  }

  private async start({ engine: choice, site }: LoadRequest): Promise<Loaded> {
    const { mnist, site: usualSite, turns } = this.options;
    const started = await startEngine(this.options, choice);
    const host: DataHost = {
      ready: () => this.ready(),
      network: () => this.session?.trained(),
      pause: () => new Promise((next) => turns.soon(next)),
    };
    const place = site ?? usualSite;
    const data = late(async () => {
      const { DataService } = await import('./data-service');
      return new DataService(host, this.kept, { ...mnist, site: place });
    });
    const { engine } = started;
    return {
      ...started,
      library: new Library(engine, this.kept),
      pretrained: new Pretrained(engine, place),
      data,
      site: place,
    };
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
      const wanted = library.take(first);
      // If it cannot be had, the run that asks for it hears why.
      wanted.then((data) => data.release()).catch(() => undefined);
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

  private checkNewest(run: number): void {
    if (run !== this.newestRun) throw new Error(`Run ${run} gave way to run ${this.newestRun}.`);
  }

  private of(run: number): Session {
    const { session } = this;
    if (!session) throw new Error(`Run ${run} has not been set up.`);
    if (session.run !== run) {
      throw new Error(`Run ${run} is not the present one; that is run ${session.run}.`);
    }
    return session;
  }

  /** The run of the engine before goes on in this one, if it is of the same network and data. */
  private goOn(next: Session): void {
    const { state } = this;
    this.state = undefined;
    try {
      if (state) next.resume(state);
    } catch {
      // Another network or data set was chosen meanwhile: that run begins anew.
    }
  }

  /** What is on the pad belongs to the next network as well. */
  private redraw(session: Session): void {
    if (!this.pad) return;
    try {
      session.draw(this.pad.drawing, this.pad.reading);
    } catch {
      // This data set takes no drawings; whoever draws is told so then.
    }
  }
}
