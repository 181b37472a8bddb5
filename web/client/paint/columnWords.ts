import type { LayerInfo } from 'receptive';
import type { SetUp } from '../../protocol/messages';
import { count } from '../words/format';
import { pair, type Column } from './columns';

// What is told of a column to who asks: it comes with the views that do.

/** A sentence or two about one column, for whoever asks. */
export function columnSummary(column: Column, setUp: SetUp): string {
  const { layer } = column;
  if (!layer) return `Input: ${column.shape}. ${setUp.data.origin}`;
  const parts = [
    `${layer.name}: ${column.title} ${column.detail}`.trimEnd(),
    `gives ${column.shape}`,
  ];
  if (layer.parameterCount > 0) parts.push(`${count(layer.parameterCount)} parameters`);
  const settings = settingsOf(layer);
  if (settings.length > 0) parts.push(settings.join(', '));
  const before = column.between.map((one) => `${one.type}${rateOf(one)}`).join(', ');
  return `${parts.join(' · ')}${before ? ` · after ${before}` : ''}`;
}

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
