import type { AttributionQuestion, LooksApi } from '../commands';
import type {
  AttributionMap,
  AttributionMethod,
  QuickAttribution,
  SlowAttribution,
  SlowMethod,
} from '../protocol';
import type { LookedAt } from '../../host';

/** Milliseconds between two answers while the network trains. */
const liveEvery = 250;

type Weights = AttributionQuestion['weights'];
const slowMethods: readonly SlowMethod[] = ['smooth', 'occlusion'];

/** The maps of one method for the two classes. */
export interface ShownMaps {
  maps: AttributionMap[];
  step: number;
  /** Of an occlusion map. */
  square?: SlowAttribution['square'];
}

/**
 * What speaks for two classes in the shown picture. Gradient methods follow the training, at most
 * four times a second; those that take many passes are asked when it rests.
 */
export class Attributions {
  method = $state<AttributionMethod>('gradient');
  /** The two classes; undefined: the likeliest that are left. */
  chosen = $state.raw<[number | undefined, number | undefined]>([undefined, undefined]);
  /** For Grad-CAM; undefined: the last layer with maps. */
  camLayer = $state<string | undefined>();
  /** Whether the same maps with random weights stand below. */
  compares = $state(false);
  quick = $state.raw<Partial<Record<Weights, QuickAttribution>>>({});
  private slow = $state.raw<Partial<Record<`${SlowMethod} ${Weights}`, SlowAttribution>>>({});
  private busy = false;
  private again = false;
  private lastAsked = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  /** What was chosen and answered is of this run. */
  private run = -1;

  constructor(
    private readonly api: LooksApi,
    private readonly session: LookedAt,
  ) {}

  /** The two classes that are shown, once there is an answer. */
  get classes(): [number, number] | undefined {
    return this.quick.trained?.classes;
  }

  choose(side: 0 | 1, index: number | undefined): void {
    const next: [number | undefined, number | undefined] = [...this.chosen];
    // The same class twice says nothing: the other side takes what this one had.
    if (index !== undefined && this.classes?.[1 - side] === index) {
      next[1 - side] = this.classes[side];
    }
    next[side] = index;
    this.chosen = next;
  }

  of(method: AttributionMethod, weights: Weights = 'trained'): ShownMaps | undefined {
    if (method === 'smooth' || method === 'occlusion') {
      const { classes } = this;
      const answer = this.slow[`${method} ${weights}`];
      const same = answer?.classes[0] === classes?.[0] && answer?.classes[1] === classes?.[1];
      if (!answer || !same || answer.run !== this.session.run) return undefined;
      return {
        maps: answer.maps,
        step: answer.step,
        ...(answer.square ? { square: answer.square } : {}),
      };
    }
    const answer = this.quick[weights];
    const maps = answer?.maps[method];
    return answer && maps ? { maps, step: answer.step } : undefined;
  }

  /** Something has changed that the maps would show. */
  want(): void {
    if (this.closed || !this.session.setUp) return;
    if (this.run !== this.session.run) this.begin();
    const wait = this.session.running ? this.lastAsked + liveEvery - performance.now() : 0;
    if (this.busy || this.timer !== undefined) {
      this.again = true;
      return;
    }
    if (wait <= 0) {
      void this.ask();
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.ask();
    }, wait);
  }

  /** Asks for a method of many passes though the network trains. */
  askSlow(method: SlowMethod): void {
    void this.guarded(this.session.run, () => this.takeSlow(method));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private begin(): void {
    this.run = this.session.run;
    this.quick = {};
    this.slow = {};
    const count = this.session.setUp!.data.classNames.length;
    this.chosen = this.chosen.map((one) =>
      one !== undefined && one < count ? one : undefined,
    ) as [number | undefined, number | undefined];
    this.camLayer = undefined;
  }

  private question(weights: Weights): AttributionQuestion {
    // Random weights are asked about the classes that the trained ones chose.
    const classes = weights === 'random' && this.classes ? this.classes : this.chosen;
    const question: AttributionQuestion = {
      picture: this.session.picture,
      classes: [classes[0]!, classes[1]!],
      weights,
    };
    return this.camLayer === undefined ? question : { ...question, camLayer: this.camLayer };
  }

  private async ask(): Promise<void> {
    this.busy = true;
    this.again = false;
    this.lastAsked = performance.now();
    const { run } = this.session;
    await this.guarded(run, async () => {
      await this.takeQuick(run, 'trained');
      if (this.compares) await this.takeQuick(run, 'random');
      for (const method of slowMethods) {
        if (this.session.running || this.again) break;
        await this.takeSlow(method);
      }
    });
    this.busy = false;
    if (this.again) this.want();
  }

  private async takeQuick(run: number, weights: Weights): Promise<void> {
    const answer = await this.api.attribution(run, this.question(weights));
    if (answer?.run === this.session.run) this.quick = { ...this.quick, [weights]: answer };
  }

  private async takeSlow(method: SlowMethod): Promise<void> {
    const all: Weights[] = this.compares ? ['trained', 'random'] : ['trained'];
    for (const weights of all) {
      const { run } = this.session;
      const answer = await this.api.slowAttribution(run, method, this.question(weights));
      if (answer?.run !== this.session.run) return;
      this.slow = { ...this.slow, [`${method} ${weights}`]: answer };
    }
  }

  private async guarded(run: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.closed && !this.session.isOver(run)) this.session.report(error);
    }
  }
}
