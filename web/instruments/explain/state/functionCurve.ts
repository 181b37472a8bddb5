import type { LayerSpec } from 'receptive';
import { kinds } from 'receptive/catalogue/kinds';
import type { ExplainApi } from '../commands';

const points = 61;

/** A function that a layer takes every value through. */
export interface LayerFunction {
  type: string;
  /** Numbers of its formula, among them those that the layer was made with. */
  numbers: Readonly<Record<string, number>>;
}

/** The curve from -reach to reach as [x, y], computed by the engine. */
export async function curveOf(
  api: Pick<ExplainApi, 'curve'>,
  { type, numbers }: LayerFunction,
  reach: number,
): Promise<[number, number][]> {
  const takes = kinds[type]?.arguments ?? [];
  const made = Object.entries(numbers).filter(([name]) => takes.includes(name));
  const inputs = Array.from({ length: points }, (_, i) => -reach + (i * 2 * reach) / (points - 1));
  const layer = { type, ...Object.fromEntries(made) } as LayerSpec;
  const values = await api.curve(layer, inputs);
  return inputs.map((x, i) => [x, values[i]!]);
}
