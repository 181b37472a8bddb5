import type { Model } from 'receptive';

/** What a run has learned, to go on with in another engine. */
export interface KeptWeights {
  /** The network and the data that it was learned on; only there do they mean anything. */
  of: string;
  values: { name: string; value: Float32Array }[];
}

export function keepWeights(model: Pick<Model, 'parameters'>, of: string): KeptWeights {
  return { of, values: model.parameters().map(({ name, value }) => ({ name, value })) };
}

export function restoreWeights(
  model: Pick<Model, 'setParameter'>,
  of: string,
  kept: KeptWeights | undefined,
): void {
  if (kept?.of !== of) return;
  for (const { name, value } of kept.values) model.setParameter(name, value);
}
