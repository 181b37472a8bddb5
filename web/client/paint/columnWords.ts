import type { LayerInfo } from 'receptive';
import { pair } from './columns';

// What is told of a column to who asks: it comes with the views that do.

/** Settings as they nearly always are, and those of the first weights alone: left out. */
const usual = new Set([
  'dilationRate 1×1',
  'groups 1',
  'useBias true',
  'trainable true',
  'fanOutScale 1',
  'connections all',
]);

/** What a layer was made with, as 'name value', without what is as usual. */
export function settingsOf({ settings }: LayerInfo): string[] {
  return Object.entries(settings)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) || pair(value))
    .map(
      ([name, value]) =>
        `${name} ${pair(value) && Array.isArray(value) ? value.join('×') : String(value)}`,
    )
    .filter((text) => !usual.has(text));
}

/** ' 20 %' of a dropout. */
export function rateOf(layer: LayerInfo): string {
  const { rate } = layer.settings;
  return typeof rate === 'number' ? ` ${Math.round(rate * 100)} %` : '';
}
