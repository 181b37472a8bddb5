import type { UnitArithmetic } from 'receptive';
import type { ExplainApi } from '../commands';
import type { Explain, ExplainedRun, SeenGradient } from './explain.svelte';
import { layerOf, shownAs, squareOf, type ShownNetwork, type Subject } from './subject';
import { gradientStop, lossStop, updateStop, usesStop, type WalkStop } from './walkStops';

/** Of all that a unit reads, so many of the likeliest are asked for their gradient. */
const candidates = 4;

/**
 * Walks the gradient back through the network: from the loss to a score, layer by layer to the first
 * weights, and to the optimizer's next step of one of them. Each stop picks a telling unit by itself:
 * the one with the largest gradient among those that the unit before reads.
 */
export class Walk {
  stops = $state.raw<readonly WalkStop[]>([]);
  /** Index of the stop that is shown; -1 while nobody walks. */
  at = $state(-1);
  busy = $state(false);
  problem = $state.raw<string | undefined>();
  readonly stop = $derived(this.stops[this.at]);
  private round = 0;

  constructor(
    private readonly api: ExplainApi,
    private readonly session: ExplainedRun,
    private readonly explain: Explain,
  ) {}

  /** How many stops there will be, from here on by each layer's first reading. */
  get total(): number {
    const { network } = this.explain;
    const last = this.stops.at(-1);
    if (!network || !last) return 0;
    if (last.focus === 'update') return this.stops.length;
    if (last.focus === 'uses') return this.stops.length + 1;
    return this.stops.length + chainBehind(network, last.subject.layer).length + 2;
  }

  get atEnd(): boolean {
    return this.stops[this.at]?.focus === 'update';
  }

  async start(): Promise<void> {
    this.end();
    const { network } = this.explain;
    const last = network?.setUp.layers.at(-1);
    if (!network || !last) return;
    await this.reach(async () => {
      const target = this.explain.label ?? 0;
      const { probabilities } = await this.explain.seeGradient(last.name, target);
      let place = target;
      const miss = (k: number): number => Math.abs(probabilities[k]! - (k === target ? 1 : 0));
      probabilities.forEach((_, k) => {
        if (miss(k) > miss(place)) place = k;
      });
      return lossStop(network, last.name, place, target);
    });
  }

  async next(): Promise<void> {
    if (this.at < 0 || this.busy) return;
    if (this.at + 1 < this.stops.length) {
      this.go(this.at + 1);
      return;
    }
    const stop = this.stop;
    if (!stop || stop.focus === 'update') return;
    if (stop.focus === 'uses') {
      this.add(updateStop(stop.subject));
      return;
    }
    await this.reach(() => this.behind(stop.subject));
  }

  previous(): void {
    if (this.at > 0 && !this.busy) this.go(this.at - 1);
  }

  end(): void {
    this.round += 1;
    this.stops = [];
    this.at = -1;
    this.busy = false;
    this.problem = undefined;
  }

  private go(at: number): void {
    const stop = this.stops[at];
    if (!stop) return;
    this.at = at;
    this.explain.show(stop.subject, 'backwards');
  }

  private add(stop: WalkStop): void {
    this.stops = [...this.stops, stop];
    this.go(this.stops.length - 1);
  }

  /** Finds the next stop; a run that is over by then, or a walk that was ended, has none. */
  private async reach(find: () => Promise<WalkStop>): Promise<void> {
    const round = ++this.round;
    const { run } = this.session;
    this.busy = true;
    this.problem = undefined;
    try {
      const stop = await find();
      if (round === this.round && !this.session.isOver(run)) this.add(stop);
    } catch (error) {
      if (round !== this.round || this.session.isOver(run)) return;
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      if (round === this.round) this.busy = false;
    }
  }

  private async behind({ layer, place }: Subject): Promise<WalkStop> {
    const { network } = this.explain;
    const { run, picture } = this.session;
    if (!network) throw new Error('There is no network to walk through.');
    const { unit } = await this.api.explainUnit(run, picture, layer, place);
    const weight = firstWeights(network, layer) ? weightOf(unit) : undefined;
    if (weight) return usesStop(network, weight);
    const found = await this.mostTelling(unit, network);
    if (!found) throw new Error(`Nothing goes back from ${layer}: it reads nothing here.`);
    return gradientStop(network, found.layer, found.place, unit);
  }

  /** Among what a unit reads, the one with the largest gradient; those that are at work come first. */
  private async mostTelling(
    unit: UnitArithmetic,
    network: ShownNetwork,
  ): Promise<{ layer: string; place: number } | undefined> {
    const frame = this.session.frame;
    const all = unit.reads.flatMap(({ layer, places, values, factors }) =>
      Array.from(places, (place, i) => ({
        layer: shownAs(network, layer),
        place,
        value: values[i]!,
        factor: Math.abs(factors?.[i] ?? 1),
      })),
    );
    const rank = ({ layer, place, value }: (typeof all)[number]): number => {
      const drawn = squareOf({ kind: 'unit', layer, place }, network, frame) !== undefined;
      // What is 0 behind a relu passes nothing on.
      return (place === unit.winner ? 4 : 0) + (value !== 0 ? 2 : 0) + (drawn ? 1 : 0);
    };
    const ranked = all
      .filter(({ place }) => place >= 0)
      .map((one) => ({ ...one, rank: rank(one) }))
      .sort((a, b) => b.rank - a.rank || b.factor - a.factor);
    const best = ranked.filter((one) => one.rank === ranked[0]?.rank).slice(0, candidates);
    let found: { layer: string; place: number; size: number } | undefined;
    for (const { layer, place } of best) {
      const seen: SeenGradient = await this.explain.seeGradient(layer, place);
      const size = Math.abs(seen.gradient.sum);
      if (!found || size > found.size) found = { layer, place, size };
    }
    return found;
  }
}

/** Layers between a layer and the picture, those left out that only rearrange, the nearest first. */
function chainBehind(network: ShownNetwork, name: string): string[] {
  const chain: string[] = [];
  let at = name;
  while (!firstWeights(network, at)) {
    const layer = layerOf(network, at);
    if (!layer || chain.length > network.setUp.layers.length) break;
    at = shownAs(network, layer.inputs[0] ?? 'input');
    if (at === 'input') break;
    chain.push(at);
  }
  return chain;
}

/** Whether the layer has weights and nothing before it has. */
function firstWeights(network: ShownNetwork, name: string): boolean {
  const layer = layerOf(network, name);
  if (!layer?.parameters.some(({ shape }) => shape.length >= 2)) return false;
  let at = layer.inputs[0] ?? 'input';
  for (let steps = 0; at !== 'input' && steps < network.setUp.layers.length; ++steps) {
    const before = layerOf(network, at);
    if (!before || before.parameters.some(({ shape }) => shape.length >= 2)) return false;
    at = before.inputs[0] ?? 'input';
  }
  return true;
}

/** The weight that is multiplied with most: it has most to do with this unit. */
function weightOf({ reads, layer }: UnitArithmetic): (Subject & { kind: 'weight' }) | undefined {
  const read = reads.find(({ weights, parameter }) => weights && parameter);
  if (!read?.weights || !read.parameter) return undefined;
  let best = 0;
  const weightOfTerm = (i: number): number =>
    Math.abs(read.values[i]!) + 1e-6 * Math.abs(read.factors?.[i] ?? 0);
  read.values.forEach((_, i) => {
    if (read.places[i]! >= 0 && weightOfTerm(i) > weightOfTerm(best)) best = i;
  });
  return { kind: 'weight', layer, parameter: read.parameter, place: read.weights[best]! };
}
