import type { LossSpec, LossType, ModelSpec } from 'receptive';
import { losses } from 'receptive/catalogue/losses';
import { fieldOf, type Argument } from './layerTable';

/** What the builder knows of losses: the core's catalogue, as fields. */
export interface LossEntry {
  type: LossType;
  title: string;
  about: string;
  arguments: readonly Argument[];
}

export const lossEntries: readonly LossEntry[] = losses.map(
  ({ name, title, about, arguments: all }) => ({
    type: name,
    title,
    about,
    arguments: all.flatMap(fieldOf),
  }),
);

export function lossEntry(type: LossType): LossEntry {
  return lossEntries.find((entry) => entry.type === type)!;
}

/** What a loss says of one argument. */
export function lossValue(loss: LossSpec, argument: string): unknown {
  return (loss as unknown as Record<string, unknown>)[argument];
}

/** A loss of another type, with the settings that it takes too. */
export function otherLoss(loss: LossSpec, type: LossType): LossSpec {
  const taken = lossEntry(type).arguments.map(({ name }) => name);
  const kept = Object.entries(loss).filter(([name]) => taken.includes(name));
  return { type, ...Object.fromEntries(kept) };
}

/** Another value of one argument; undefined takes it away. */
export function withArgument(loss: LossSpec, argument: string, value: unknown): LossSpec {
  const rest = Object.entries(loss).filter(([name]) => name !== argument);
  const set = value === undefined ? [] : [[argument, value] as const];
  return Object.fromEntries([...rest, ...set]) as unknown as LossSpec;
}

/** As short as it can be said. */
export function shortLoss(loss: LossSpec): ModelSpec['loss'] {
  if (Object.keys(loss).length > 1) return loss;
  return loss.type === 'softmaxCrossEntropy' ? undefined : loss.type;
}
