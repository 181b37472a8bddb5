import type { Draft, DraftProblem, EditApi } from '../../../shared/edit';
import type { Session } from '../session.svelte';
import type { NamedLayer } from './drafts';
import { insert, plainProblem, set } from './drafts';
import { entryOf, layerGroups } from './layerTable';

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
  private turns = { settings: 0, types: 0 };

  constructor(
    private readonly api: EditApi,
    private readonly session: Session,
    private readonly built: Built,
  ) {}

  clear(): void {
    this.turns.settings += 1;
    this.turns.types += 1;
    this.settings = {};
    this.mends = {};
    this.types = {};
  }

  /** The settings of one layer. */
  ask(place: number): void {
    void this.run('settings', settingTrials(this.built.layers, place));
  }

  /** The layers that could be put here. */
  askTypes(place: number): void {
    const { layers, shapes } = this.built;
    const types = layerGroups.flatMap(({ entries }) => entries.map(({ type }) => type));
    const trials = types.map((type) => ({
      key: type,
      layers: insert(layers, place, type, shapes),
      place,
    }));
    void this.run('types', trials);
  }

  private async run(kind: 'settings' | 'types', trials: readonly Trial[]): Promise<void> {
    const turn = ++this.turns[kind];
    const { run } = this.session;
    const { loss } = this.built.draft;
    const rest = loss === undefined ? {} : { loss };
    try {
      const drafts = trials.map(({ layers }) => ({ layers, ...rest }));
      const found = await this.api.tryDrafts(run, drafts);
      if (turn !== this.turns[kind]) return;
      const present = this.built.described?.problem;
      if (kind === 'settings') this.mends = mendsOf(trials, found, present);
      this[kind] = Object.fromEntries(
        trials.flatMap((trial, i) => {
          const reason = reasonOf(trial, found[i], present);
          return reason === undefined ? [] : [[trial.key, reason]];
        }),
      );
    } catch {
      // Without the marks every choice can still be made, and the core says what is wrong with it.
    }
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

/** Where the layer itself does not fit as it is: the choices with which it would. */
function mendsOf(
  trials: readonly Trial[],
  found: readonly (DraftProblem | undefined)[],
  present: DraftProblem | undefined,
): Record<string, true> {
  const mending = trials.filter(({ place }, i) => {
    const problem = found[i];
    return present?.layer === place && (problem === undefined || problem.layer > place);
  });
  return Object.fromEntries(mending.map(({ key }) => [key, true]));
}

/** Why a choice is no good: only what it would spoil itself, not what is wrong already. */
export function reasonOf(
  { layers, place }: Trial,
  found: DraftProblem | undefined,
  present: DraftProblem | undefined,
): string | undefined {
  if (!found) return undefined;
  const { layer, message } = found;
  if (present !== undefined) {
    // What is wrong already is no fault of the choice.
    const earlier = layer >= 0 && (present.layer < 0 || layer < present.layer);
    if (!earlier && (layer !== place || present.layer === place)) return undefined;
  }
  const name = layers[layer]?.name;
  const own = name !== undefined && message.startsWith(`${name}: `);
  const text = plainProblem(own ? message.slice(name.length + 2) : message, layers[layer]?.type);
  return layer === place || layer < 0 ? text : `${name} would fail. ${text}`;
}
