import type { Draft } from '../commands';
import type { DraftProblem } from '../protocol';
import type { BuildApi } from '../commands';
import type { LookedAt } from '../../host';
import type { NamedLayer } from './drafts';
import { insert, set } from './drafts';
import { entryOf, layerGroups } from './layerTable';
import { plainProblem } from './problem-words';

interface Trial {
  key: string;
  layers: NamedLayer[];
  /** The layer that the choice is about. */
  place: number;
}

/** What the trials need to know of the builder. */
interface Built {
  layers: NamedLayer[];
  draft: Draft;
  shapes: (readonly number[])[];
  described: { problem?: DraftProblem } | undefined;
}

/**
 * Says of choices that would not fit why, before they are made: each is tried in the worker, which
 * only plans and takes no memory.
 */
export class Trials {
  /** Why a setting of the open layer does not fit, by `settingKey`. */
  settings = $state.raw<Record<string, string>>({});
  /** Settings that would mend the open layer, where it is the one that does not fit. */
  mends = $state.raw<Record<string, true>>({});
  /** Why a layer does not fit where it would be added, by its type. */
  types = $state.raw<Record<string, string>>({});
  /** Where a layer is added instead that fits further up only, by its type. */
  places = $state.raw<Record<string, number>>({});
  /** Settles when `types` and `places` are of what was asked last. */
  typesKnown: Promise<void> = Promise.resolve();
  private turns = { settings: 0, types: 0 };

  constructor(
    private readonly api: BuildApi,
    private readonly session: LookedAt,
    private readonly built: Built,
  ) {}

  clear(): void {
    this.turns.settings += 1;
    this.turns.types += 1;
    this.settings = {};
    this.mends = {};
    this.types = {};
    this.places = {};
  }

  /** The settings of one layer. */
  ask(place: number): Promise<void> {
    const trials = settingTrials(this.built.layers, place);
    return this.run('settings', async (present, isPresent) => {
      const found = await this.try(trials);
      if (!isPresent()) return;
      this.mends = mendsOf(trials, found, present);
      this.settings = reasonsOf(trials, found, present);
    });
  }

  /**
   * The layers that could be put here.
   *
   * @param orAbove What needs larger maps than there are here may be put where they are.
   */
  askTypes(place: number, orAbove: boolean): void {
    const { layers, shapes } = this.built;
    const types = layerGroups.flatMap(({ entries }) => entries.map(({ type }) => type));
    const at = (type: string, there: number): Trial => ({
      key: type,
      layers: insert(layers, there, type, shapes),
      place: there,
    });
    this.typesKnown = this.run('types', async (present, isPresent) => {
      const here = types.map((type) => at(type, place));
      const found = await this.try(here);
      const reasons = reasonsOf(here, found, present);
      const above = here.flatMap(({ key }, i) => {
        const { layer, behind } = found[i] ?? {};
        return orAbove && layer === place && behind !== undefined ? [at(key, behind)] : [];
      });
      const unfit = above.length > 0 ? reasonsOf(above, await this.try(above), present) : {};
      if (!isPresent()) return;
      const moved = above.filter(({ key }) => unfit[key] === undefined);
      for (const { key } of moved) delete reasons[key];
      this.types = reasons;
      this.places = Object.fromEntries(moved.map(({ key, place: there }) => [key, there]));
    });
  }

  private async run(
    kind: 'settings' | 'types',
    work: (present: DraftProblem | undefined, isPresent: () => boolean) => Promise<void>,
  ): Promise<void> {
    const turn = ++this.turns[kind];
    try {
      await work(this.built.described?.problem, () => turn === this.turns[kind]);
    } catch {
      // Without the marks every choice can still be made, and the core says what is wrong with it.
    }
  }

  private try(trials: readonly Trial[]): Promise<(DraftProblem | undefined)[]> {
    const { loss } = this.built.draft;
    const rest = loss === undefined ? {} : { loss };
    const drafts = trials.map(({ layers }) => ({ layers, ...rest }));
    return this.api.tryDrafts(this.session.run, drafts);
  }
}

export function settingKey(argument: string, value: unknown): string {
  return `${argument}=${String(value)}`;
}

function settingTrials(layers: readonly NamedLayer[], place: number): Trial[] {
  const layer = layers[place];
  if (!layer) return [];
  return entryOf(layer.type).arguments.flatMap((argument) => {
    const values =
      argument.kind === 'size'
        ? argument.sizes
        : argument.kind === 'choice'
          ? argument.options.flatMap(({ value }) => value || [])
          : argument.kind === 'flag'
            ? [true, false]
            : [];
    return values.map((value) => ({
      key: settingKey(argument.name, value),
      layers: set(layers, place, argument.name, value),
      place,
    }));
  });
}

/**
 * Where the layer itself does not fit as it is: the choices with which it would. Not where it stands
 * behind what leaves no map: a filter of a single square would fit there, but look at nothing.
 */
function mendsOf(
  trials: readonly Trial[],
  found: readonly (DraftProblem | undefined)[],
  present: DraftProblem | undefined,
): Record<string, true> {
  const mending = trials.filter(({ place }, i) => {
    const problem = found[i];
    const lost = present?.layer !== place || present.behind !== undefined;
    return !lost && (problem === undefined || problem.layer > place);
  });
  return Object.fromEntries(mending.map(({ key }) => [key, true]));
}

/** Why each choice is no good, by its key; those that are good are left out. */
function reasonsOf(
  trials: readonly Trial[],
  found: readonly (DraftProblem | undefined)[],
  present: DraftProblem | undefined,
): Record<string, string> {
  const pairs = trials.map((trial, i) => [trial.key, reasonOf(trial, found[i], present)] as const);
  return Object.fromEntries(pairs.flatMap(([key, reason]) => (reason ? [[key, reason]] : [])));
}

/** Why a choice is no good: only what it would spoil itself, not what is wrong already. */
export function reasonOf(
  { layers, place }: Trial,
  found: DraftProblem | undefined,
  present: DraftProblem | undefined,
): string | undefined {
  if (!found) return undefined;
  const { layer, expected } = found;
  if (present !== undefined) {
    // What is wrong already is no fault of the choice.
    const earlier = layer >= 0 && (present.layer < 0 || layer < present.layer);
    if (!earlier && (layer !== place || present.layer === place)) return undefined;
  }
  const text = plainProblem(found, layers);
  // Without its parts the sentence names the layer.
  const own = layer === place || layer < 0 || expected === undefined;
  return own ? text : `${layers[layer]!.name} would fail. ${text}`;
}
