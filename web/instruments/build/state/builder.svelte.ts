import type { LossSpec, LossType, Preset } from 'receptive';
import type { BuildApi, Draft } from '../commands';
import type { DraftDescription } from '../protocol';
import {
  experimentOf,
  lossOf,
  ownExperiment,
  type Experiment,
} from '../../../protocol/experiment';
import { parseLayers } from '../../../protocol/read-layers';
import { withSpec } from '../../../protocol/settings';
import type { LookedAt } from '../../host';
import * as drafts from './drafts';
import type { NamedLayer } from './drafts';
import { valueOf } from './layerTable';
import { otherLoss, shortLoss, withArgument } from './lossTable';
import { Trials } from './trials.svelte';

/** Milliseconds of rest before the worker is asked what the network would be. */
const pause = 120;

interface Snapshot {
  layers: NamedLayer[];
  loss: LossSpec;
}

/** A network under construction: a list of layers, what it would be, and the way back. */
export class Builder {
  layers = $state.raw<NamedLayer[]>([]);
  loss = $state.raw<LossSpec>(lossOf({}));
  /** Place of the layer whose settings are open; -1: none. */
  selected = $state(-1);
  described = $state.raw<DraftDescription | undefined>();
  /** The figures shown are of an earlier state: the answer is on its way. */
  waiting = $state(false);
  canUndo = $state(false);
  canRedo = $state(false);
  /** Whether this is the network that runs. */
  used = $state(false);
  problem = $state<string | undefined>();
  readonly trials: Trials;

  private done: Snapshot[] = [];
  private undone: Snapshot[] = [];
  /** The recipe that goes with the network: that of what it was begun from. */
  private recipe: Experiment | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  constructor(
    private readonly api: BuildApi,
    private readonly session: LookedAt,
  ) {
    this.trials = new Trials(api, session, this);
  }

  get draft(): Draft {
    return { layers: this.layers, loss: this.loss };
  }

  get empty(): boolean {
    return this.layers.length === 0;
  }

  /** What each layer gives, as far as it is known. */
  get shapes(): (readonly number[])[] {
    return this.described?.layers.map(({ outputShape }) => outputShape) ?? [];
  }

  /** The network that runs, on the first look. */
  begin(): void {
    if (this.recipe === undefined) this.startFrom('present');
    else this.ask();
  }

  startFrom(source: 'present' | 'empty' | Preset): void {
    const { experiment } = this.session;
    if (!experiment) return;
    const first = this.recipe === undefined;
    if (!first) this.keep();
    this.recipe =
      typeof source === 'string' ? experiment : experimentOf(source, experiment.data, experiment.spec.seed);
    const { spec } = this.recipe;
    const empty = source === 'empty';
    this.layers = drafts.named(empty ? [] : spec.layers);
    this.loss = lossOf(empty ? {} : spec);
    this.selected = -1;
    this.used = source === 'present';
    this.ask();
  }

  select(place: number): void {
    this.selected = this.selected === place ? -1 : place;
    this.trials.clear();
    if (this.selected >= 0) void this.trials.ask(this.selected);
  }

  /** Where it fits further up only, it is put there. Answers with the place that it got. */
  async add(place: number, type: string): Promise<number> {
    await this.trials.typesKnown;
    const there = this.trials.places[type] ?? place;
    this.change(drafts.insert(this.layers, there, type, this.shapes), there);
    return there;
  }

  remove(place: number): void {
    this.change(drafts.remove(this.layers, place), -1);
  }

  duplicate(place: number): void {
    this.change(drafts.duplicate(this.layers, place), place + 1);
  }

  move(from: number, to: number): boolean {
    if (to < 0 || to >= this.layers.length || from === to) return false;
    const open = this.selected === from ? to : -1;
    this.change(drafts.move(this.layers, from, to), open);
    return true;
  }

  set(place: number, argument: string, value: unknown): void {
    const layer = this.layers[place];
    if (!layer || valueOf(layer, argument) === value) return;
    this.change(drafts.set(this.layers, place, argument, value), this.selected);
  }

  setLoss(type: LossType): void {
    this.changeLoss(otherLoss(this.loss, type));
  }

  setOfLoss(argument: string, value: unknown): void {
    this.changeLoss(withArgument(this.loss, argument, value));
  }

  /** What was pasted, if it is a network; otherwise what is wrong with it. */
  paste(text: string): string | undefined {
    const parsed = parseLayers(text);
    if ('problem' in parsed) return parsed.problem;
    this.change(drafts.named(parsed.layers), -1);
    return undefined;
  }

  /** As `paste` reads it. */
  get text(): string {
    const lines = drafts.unnamed(this.layers).map((layer) => `  ${JSON.stringify(layer)}`);
    return `[\n${lines.join(',\n')}\n]`;
  }

  undo(): void {
    this.go(this.done, this.undone);
  }

  redo(): void {
    this.go(this.undone, this.done);
  }

  /** Builds the run. */
  async use(): Promise<boolean> {
    const { recipe, session } = this;
    const present = session.experiment;
    if (!recipe || !present) return false;
    const { data, difficulty, spec } = present;
    const begun = withSpec({ ...recipe, data, difficulty }, { seed: spec.seed });
    const layers = drafts.unnamed(this.layers);
    const built = await session.build(ownExperiment(begun, layers, shortLoss(this.loss)));
    this.used = built;
    return built;
  }

  /** Asks what the network would be, when nothing has been changed for a moment. */
  ask(): void {
    this.turn += 1;
    this.waiting = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.describe(), pause);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.trials.clear();
  }

  private async describe(): Promise<void> {
    const { turn, session } = this;
    const { run } = session;
    if (run === 0) return;
    try {
      const described = await this.api.describeDraft(run, this.draft);
      if (turn !== this.turn) return;
      this.described = described;
      this.problem = undefined;
      if (this.selected >= 0) void this.trials.ask(this.selected);
    } catch (error) {
      if (turn !== this.turn || session.isOver(run)) return;
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      if (turn === this.turn) this.waiting = false;
    }
  }

  private change(layers: NamedLayer[], selected: number): void {
    this.keep();
    this.layers = layers;
    this.selected = selected;
    this.trials.clear();
    this.changed();
  }

  private changeLoss(loss: LossSpec): void {
    this.keep();
    this.loss = loss;
    this.changed();
  }

  private changed(): void {
    this.used = false;
    this.ask();
  }

  private keep(): void {
    this.done.push({ layers: this.layers, loss: this.loss });
    if (this.done.length > 200) this.done.shift();
    this.undone = [];
    this.note();
  }

  private go(from: Snapshot[], to: Snapshot[]): void {
    const next = from.pop();
    if (!next) return;
    to.push({ layers: this.layers, loss: this.loss });
    this.layers = next.layers;
    this.loss = next.loss;
    this.selected = -1;
    this.note();
    this.changed();
  }

  private note(): void {
    this.canUndo = this.done.length > 0;
    this.canRedo = this.undone.length > 0;
  }
}

const builders = new WeakMap<LookedAt, Builder>();

/** The one of a page: it keeps its list while another tab is shown. */
export function builderOf({ api, session }: { api: BuildApi; session: LookedAt }): Builder {
  let builder = builders.get(session);
  if (!builder) builders.set(session, (builder = new Builder(api, session)));
  return builder;
}
