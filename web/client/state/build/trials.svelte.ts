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
  described: { problem?: DraftProblem } | undefined;
}

/**
 * Says of choices that would not fit why, before they are made: each is tried in the worker, which
 * only plans and takes no memory.
 */
export class Trials {
  /** Why a choice does not fit, by `settingKey` or `typeKey`. */
  reasons = $state.raw<Record<string, string>>({});
  private turn = 0;

  constructor(
    private readonly api: EditApi,
    private readonly session: Session,
    private readonly built: Built,
  ) {}

  clear(): void {
    this.turn += 1;
    this.reasons = {};
  }

  /** The settings of one layer. */
  ask(place: number): void {
    void this.run(settingTrials(this.built.layers, place));
  }

  /** The layers that could be put here. */
  askTypes(place: number): void {
    const { layers } = this.built;
    const types = layerGroups.flatMap(({ entries }) => entries.map(({ type }) => type));
    const trials = types.map((type) => ({
      key: typeKey(type),
      layers: insert(layers, place, type),
      place,
    }));
    void this.run(trials);
  }

  private async run(trials: readonly Trial[]): Promise<void> {
    const turn = ++this.turn;
    const { run } = this.session;
    const { loss } = this.built.draft;
    const rest = loss === undefined ? {} : { loss };
    try {
      const drafts = trials.map(({ layers }) => ({ layers, ...rest }));
      const found = await this.api.tryDrafts(run, drafts);
      if (turn !== this.turn) return;
      this.reasons = Object.fromEntries(
        trials.flatMap((trial, i) => {
          const reason = reasonOf(trial, found[i], this.built.described?.problem);
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

export function typeKey(type: string): string {
  return `type=${type}`;
}

function settingTrials(layers: readonly NamedLayer[], place: number): Trial[] {
  const layer = layers[place];
  if (!layer) return [];
  return entryOf(layer.type).arguments.flatMap((argument) => {
    const values =
      argument.kind === 'size'
        ? argument.sizes
        : argument.kind === 'choice'
          ? argument.options.map(({ value }) => value)
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

/** Why a choice is no good: only what it would spoil itself, not what is wrong already. */
export function reasonOf(
  { layers, place }: Trial,
  found: DraftProblem | undefined,
  present: DraftProblem | undefined,
): string | undefined {
  if (!found) return undefined;
  const { layer, message } = found;
  const earlier = present !== undefined && (present.layer < 0 ? layer >= 0 : layer >= 0 && layer < present.layer);
  if (present !== undefined && !earlier && layer !== place) return undefined;
  const name = layers[layer]?.name;
  const own = name !== undefined && message.startsWith(`${name}: `);
  const text = plainProblem(own ? message.slice(name.length + 2) : message);
  return layer === place || layer < 0 ? text : `Then ${name}: ${text}`;
}
