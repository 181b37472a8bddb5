import type { Engine } from 'receptive';
import type { DataApi, DataSetListing, Drawing } from '../../protocol/data-sets';
import type { EngineChoice } from '../../protocol/engine';
import type { Experiment } from '../../protocol/experiment';
import type { LiveChange } from '../../protocol/live-change';
import { decodeExperiment } from '../../protocol/read-link';
import type {
  DrawingAnswer,
  EngineInfo,
  Frame,
  FrameRequest,
  Loaded,
  LoadRequest,
  PictureChoice,
  Place,
  PretrainedInfo,
  SetUp,
  Speed,
  WorkerApi,
} from '../../protocol/messages';
import { late, type Late } from '../../protocol/late';
import type { Reading, ReadingReport } from '../../protocol/reading';
import type { DataHost } from '../data/data-service';
import type { DataPart } from '../data/guarded-data';
import { KeptSets } from '../data/kept-sets';
import { Library } from '../data/library';
import { listSets } from '../data/listing';
import type { MnistOptions } from '../data/mnist';
import type { SetStore } from '../storage/set-store';
import type { Storage } from '../storage/storage';
import {
  changeEngine,
  fallbackOf,
  startEngine,
  type EngineHost,
  type StartedEngine,
} from './engine-start';
import type { RunState } from '../storage/run-state';
import type { Turns } from '../run/loop';
import type { Pretrained } from '../drawing/pretrained';
import { fits } from '../drawing/pretrained-fits';
import { coloured } from '../drawing/reader';
import { lookAt } from './look';
import type { RunHost } from './run-host';
import { Runs } from './runs';
import { Session } from '../run/session';
import { WarmUp } from './warm-up';

export interface ServiceOptions extends EngineHost {
  processors: number;
  turns: Turns;
  /** Whether to use the time before a run begins to warm up the engine. Default: no. */
  warmUp?: boolean;
  /** Where the page lies, unless it says so itself. */
  site: string;
  /** Asked when the first data are wanted that are not the page's own. */
  mnist(): Promise<Omit<MnistOptions, 'site'>>;
  /** Where the visitor's own data sets are kept, and what the browser says of the room there. */
  sets: { store: SetStore; storage?: Storage | undefined };
}

interface Started extends StartedEngine {
  /** What is in this engine's memory. */
  library: Library;
  /** Fetched when somebody draws. */
  pretrained: Late<Pretrained>;
  /** Fetched when the first data are asked for that are not the page's own. */
  data: Late<DataPart>;
  /** Address of the page's folder. */
  site: string;
}

/** What of a run whose engine is gone goes into the next one at its place. */
interface Left {
  state: RunState;
  pad: Session['pad'];
}

function latePretrained(engine: Engine, site: string): Late<Pretrained> {
  return late(async () => new (await import('../drawing/pretrained')).Pretrained(engine, site));
}

/** The worker's side of the protocol: one engine and its runs; `data()` has the rest. */
export class Service implements Omit<WorkerApi, keyof DataApi> {
  private readonly kept: KeptSets;
  private loaded: Promise<Started> | undefined;
  private readonly runs = new Runs();
  private readonly left = new Map<Place, Left>();
  private warmUp: WarmUp | undefined;
  private readonly runListeners = new Set<(session: Session) => void>();

  /** For the instruments. */
  readonly host: RunHost = {
    look: (run) => lookAt(this.runs.of(run)),
    of: (run) => this.runs.of(run),
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
    const { data } = await this.ready();
    return (await data()).commands;
  }

  async dataSets(): Promise<DataSetListing> {
    return listSets((await this.ready()).engine, this.kept);
  }

  async load(request: LoadRequest = {}): Promise<Loaded> {
    const started = await this.ready(request);
    const asked = decodeExperiment(request.link ?? '', started.engine.presets());
    if (request.link !== undefined) this.prepare(started, asked.experiment);
    return { ...(await this.describe(started)), asked };
  }

  async useEngine(choice: EngineChoice): Promise<EngineInfo> {
    const before = await this.ready();
    const engine = await changeEngine(this.options, choice);
    let library: Library;
    try {
      if (before.data.here?.service.busy) {
        throw new Error(
          'Files are being loaded: wait, or cancel that first, then change the engine.',
        );
      }
      library = before.library.copyTo(engine);
    } catch (error) {
      engine.dispose();
      throw error;
    }
    const pretrained = latePretrained(engine, before.site);
    const { data, site } = before;
    const next: Started = { engine, library, pretrained, data, site, ...fallbackOf(engine) };
    this.loaded = Promise.resolve(next);
    for (const [place, session] of this.runs.all) {
      this.left.set(place, { state: session.state(), pad: session.pad });
      this.runs.end(place);
    }
    this.endWarmUp();
    before.engine.dispose();
    return this.describe(next);
  }

  async setUp(
    run: number,
    experiment: Experiment,
    place: Place = 'a',
    weights?: Uint8Array,
  ): Promise<SetUp> {
    const { runs } = this;
    runs.expect(run, place);
    const { engine, library } = await this.ready();
    runs.check(run, place);
    const data = await library.take(experiment);
    let next: Session | undefined;
    try {
      if ((await this.ready()).engine !== engine) {
        throw new Error('The engine was changed meanwhile: begin the run anew.');
      }
      runs.check(run, place);
      next = new Session(engine, run, experiment, data, this.options.turns);
      this.inherit(next, place, weights === undefined);
      if (weights) next.openWeights(weights);
      const answer = next.describe();
      this.endWarmUp();
      runs.put(next, place);
      for (const listener of this.runListeners) listener(next);
      if (weights) next.changed(); // whoever keeps it did not hear it before
      return answer;
    } catch (error) {
      next?.dispose();
      throw error;
    } finally {
      data.release();
      library.tidy();
    }
  }

  async clear(place: Place): Promise<void> {
    this.runs.end(place);
    this.left.delete(place);
  }

  async train(run: number, speed?: Speed): Promise<void> {
    this.warmUp?.end();
    this.runs.of(run).train(speed);
  }

  async pause(run: number): Promise<void> {
    this.runs.of(run).pause();
  }

  async step(run: number): Promise<void> {
    this.warmUp?.end();
    this.runs.of(run).step();
  }

  async advance(run: number): Promise<void> {
    this.runs.of(run).advance();
  }

  async change(run: number, change: LiveChange): Promise<void> {
    this.runs.of(run).tuning.change(change);
  }

  async frame(request: FrameRequest): Promise<Frame> {
    const session = this.runs.of(request.run);
    const frame = await session.frame(request);
    // The first pictures are on their way, and until Train is pressed there is time.
    if (this.options.warmUp && !this.warmUp && !frame.running && this.runs.find(frame.run)) {
      this.warmUp = new WarmUp(() => session.makeSmall(), this.options.turns);
    }
    return frame;
  }

  async draw(run: number, drawing: Drawing, reading: Reading): Promise<DrawingAnswer> {
    const session = this.runs.of(run);
    if (session.data.info.channels === 3) await coloured();
    const answer = session.draw(drawing, reading);
    const { pretrained } = await this.ready();
    for (const figure of answer.figures) {
      const also = pretrained.here?.answer(session.data.info, figure.image);
      if (also && !answer.empty) figure.pretrained = also;
    }
    return answer;
  }

  async measureReading(run: number, reading: Reading): Promise<ReadingReport> {
    return this.runs.of(run).measureReading(reading);
  }

  async pretrained(run: number): Promise<PretrainedInfo | undefined> {
    const session = this.runs.of(run);
    if (!fits(session.data.info)) return undefined;
    const { pretrained } = await this.ready();
    // Without a connection the page does without it.
    const net = await pretrained().catch(() => undefined);
    return net?.describe(session.data, () => session.giveWay());
  }

  async augmented(run: number, picture: PictureChoice, count: number): Promise<Float32Array[]> {
    return this.runs.of(run).augmented(picture, count);
  }

  private ready(request: LoadRequest = {}): Promise<Started> {
    this.loaded ??= this.start(request).catch((error: unknown) => {
      // The next call may try again, as after a lost connection.
      this.loaded = undefined;
      throw error;
    });
    return this.loaded;
  }

  private async start({ engine: choice, site }: LoadRequest): Promise<Started> {
    const { site: usualSite, turns } = this.options;
    const place = site ?? usualSite;
    const started = await startEngine(this.options, choice, place);
    const host: DataHost = {
      ready: () => this.ready(),
      network: (run) => this.runs.find(run)?.trained(),
      pause: () => new Promise((next) => turns.soon(next)),
    };
    const data = late(async () => {
      const { dataPart } = await import('../data/guarded-data');
      return dataPart(host, this.kept, { ...(await this.options.mnist()), site: place });
    });
    const { engine } = started;
    return {
      ...started,
      library: new Library(engine, this.kept),
      pretrained: latePretrained(engine, place),
      data,
      site: place,
    };
  }

  /** Uses the time until the page has put itself together and asks for a run. */
  private prepare({ engine, library }: Started, asked: Experiment): void {
    if (this.runs.all.length > 0) return;
    this.options.turns.soon(() => {
      // X and O stand in for MNIST until its files are there.
      const first =
        asked.data === 'mnist' ? decodeExperiment('', engine.presets()).experiment : asked;
      const wanted = library.take(first);
      // If it cannot be had, the run that asks for it hears why.
      wanted.then((data) => data.release()).catch(() => undefined);
    });
  }

  private async describe({ engine, fallback }: Started): Promise<EngineInfo> {
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

  private endWarmUp(): void {
    this.warmUp?.end();
    this.warmUp = undefined;
  }

  /**
   * The run of the engine before goes on in this one, if it is of the same network and data; what is on
   * the pad belongs to the next network as well.
   *
   * @param goesOn Not where other weights are opened: its figures are not theirs.
   */
  private inherit(next: Session, place: Place, goesOn: boolean): void {
    const left = this.left.get(place);
    this.left.delete(place);
    try {
      if (left && goesOn) next.resume(left.state);
    } catch {
      // Another network or data set was chosen meanwhile: that run begins anew.
    }
    const { pad } = this.runs.at(place) ?? left ?? {};
    try {
      if (pad) next.draw(pad.drawing, pad.reading);
    } catch {
      // This data set takes no drawings, or what reads them is not here; whoever draws is told so then.
      next.pad = pad;
    }
  }
}
