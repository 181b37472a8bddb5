import type { LayerInfo } from 'receptive';
import type { LooksApi, TopNineQuestion } from '../commands';
import { excitableLayers, type Maximised, type TopNine } from '../protocol';
import type { LookedAt } from '../../host';

/** Maps that are shown at once. */
export const mapsPerPage = 16;

/** A picture that was made for a map. */
export interface Made {
  picture: Uint8Array;
  /** The pixels that matter. */
  box: Maximised['box'];
  start: number;
  value: number;
  taken: number;
  steps: number;
  /** Steps that the network had trained. */
  step: number;
}

/** What excites the maps of one layer: pictures of the data, and pictures made for them. */
export class Excitement {
  layer = $state<string | undefined>();
  page = $state(0);
  split = $state<'test' | 'train'>('test');
  order = $state<'number' | 'strongest'>('number');
  aim = $state<'map' | 'unit'>('unit');
  /** The map that is looked at closely. */
  close = $state<number | undefined>();
  answer = $state.raw<TopNine | undefined>();
  searching = $state(false);
  /** Of the present layer and aim, by map. */
  made = $state.raw<ReadonlyMap<number, Made>>(new Map());
  making = $state.raw<ReadonlySet<number>>(new Set());
  private questions = 0;
  private climbs = 0;
  private run = -1;
  private closed = false;

  constructor(
    private readonly api: LooksApi,
    private readonly session: LookedAt,
  ) {}

  get layers(): LayerInfo[] {
    return excitableLayers(this.session.setUp?.layers ?? []);
  }

  get shownLayer(): LayerInfo | undefined {
    return this.layers.find((one) => one.name === this.layer);
  }

  get pages(): number {
    return Math.ceil((this.shownLayer?.outputShape[0] ?? 0) / mapsPerPage);
  }

  /** A new run begins with nothing found. */
  follow(): void {
    if (!this.session.setUp || this.run === this.session.run) return;
    this.run = this.session.run;
    const { layers } = this;
    const first = layers.find((one) => /conv/i.test(one.type)) ?? layers.at(-1);
    this.answer = undefined;
    this.split = 'test';
    this.searching = false;
    this.chooseLayer(layers.some((one) => one.name === this.layer) ? this.layer! : first!.name);
  }

  /** The training rests: what was found on the way is found anew. */
  rest(): void {
    const { answer, session } = this;
    if (answer && session.frame && answer.fromStep !== session.frame.step) void this.find(true);
  }

  chooseLayer(name: string): void {
    this.layer = name;
    this.page = 0;
    this.close = undefined;
    this.forget();
    // While it trains the search waits to be asked for: it takes time from the training.
    if (this.answer || !this.session.running) void this.find();
  }

  turn(page: number): void {
    this.page = page;
    this.forget();
    void this.find();
  }

  chooseOrder(order: 'number' | 'strongest'): void {
    this.order = order;
    this.turn(0);
  }

  chooseSplit(split: 'test' | 'train'): void {
    this.split = split;
    this.answer = undefined;
    void this.find();
  }

  chooseAim(aim: 'map' | 'unit'): void {
    this.aim = aim;
    this.forget();
  }

  /** Asks until all pictures were looked at, and shows what is known on the way. */
  async find(anew = false): Promise<void> {
    const { run } = this.session;
    const mine = ++this.questions;
    const isNewest = (): boolean =>
      mine === this.questions && !this.closed && run === this.session.run;
    let first = anew;
    this.searching = true;
    try {
      for (;;) {
        const answer = await this.api.topNine(run, { ...this.question(), anew: first });
        if (!isNewest()) return;
        first = false;
        if (answer) this.answer = answer;
        if (!answer || answer.done >= answer.total) break;
      }
    } catch (error) {
      if (isNewest() && !this.session.isOver(run)) this.session.report(error);
    } finally {
      if (mine === this.questions) this.searching = false;
    }
  }

  /** Grows pictures for these maps, all of them together. */
  async make(maps: number[]): Promise<void> {
    const { run } = this.session;
    const mine = ++this.climbs;
    this.making = new Set(maps);
    try {
      let grown: Maximised | undefined = await this.api.maximise(run, {
        layer: this.layer!,
        maps,
        aim: this.aim,
        noise: 0.05,
        seed: 1,
      });
      while (grown && mine === this.climbs && !this.closed && run === this.session.run) {
        this.take(grown);
        if (grown.taken >= grown.steps) break;
        grown = await this.api.maximiseOn(run, grown.climb);
      }
    } catch (error) {
      if (!this.closed && !this.session.isOver(run)) this.session.report(error);
    } finally {
      if (mine === this.climbs) this.making = new Set();
    }
  }

  stopMaking(): void {
    this.climbs += 1;
    this.making = new Set();
    this.api.stopMaximising(this.session.run).catch(() => undefined);
  }

  end(): void {
    this.closed = true;
    if (this.making.size > 0) this.stopMaking();
  }

  private take({ maps, taken, steps, step, box }: Maximised): void {
    const made = new Map(this.made);
    for (const { map, picture, start, value } of maps) {
      made.set(map, { picture, box, start, value, taken, steps, step });
    }
    this.made = made;
  }

  /** What was made for other maps. */
  private forget(): void {
    this.made = new Map();
    if (this.making.size > 0) this.stopMaking();
  }

  private question(): TopNineQuestion {
    return {
      split: this.split,
      layer: this.layer!,
      first: this.page * mapsPerPage,
      count: mapsPerPage,
      order: this.order,
    };
  }
}
