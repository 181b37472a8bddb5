import type { LayerSpec } from 'receptive';
import { usual } from 'receptive/catalogue/usual';
import { same } from './same';

type Dropout = LayerSpec & { rate?: number };

/** Its rate may change in mid-run. */
const isDropout = ({ type }: LayerSpec): boolean => usual.dropouts.includes(type);

/** The rates of the layers that leave values out, in their order. */
export function ratesOf(layers: readonly LayerSpec[]): number[] {
  return layers.filter(isDropout).map((layer) => (layer as Dropout).rate ?? usual.dropoutRate);
}

/** The same layers with these rates; where there is none the layer's own stays. */
export function withRates(layers: LayerSpec[], rates: readonly number[]): LayerSpec[] {
  let next = 0;
  return layers.map((layer) => {
    if (!isDropout(layer)) return layer;
    const rate = rates[next++];
    return rate === undefined ? layer : ({ ...layer, rate } as LayerSpec);
  });
}

/** Nothing but rates is different. */
export function sameButRates(before: LayerSpec[], after: LayerSpec[]): boolean {
  return same(withRates(before, ratesOf(after)), withRates(after, ratesOf(after)));
}
