import type { LayerSpec } from 'receptive';
import { entryOf, valueOf, type Argument } from './layerTable';

/** 3 or 3×5: Keras's sizes are one number or two. */
export function sizeText(value: unknown): string {
  return Array.isArray(value) ? value.join('×') : String(value);
}

/** What a layer is made with, on one line: 8 of 3×3, relu, padding same. */
export function settingsText(layer: LayerSpec): string {
  const parts: string[] = [];
  const of = (name: string) => valueOf(layer, name);
  const size = of('kernelSize') ?? of('poolSize');
  const square = Array.isArray(size) ? sizeText(size) : `${String(size)}×${String(size)}`;
  const number = of('filters') ?? of('units');
  if (number !== undefined && size !== undefined) parts.push(`${sizeText(number)} of ${square}`);
  else if (number !== undefined) parts.push(sizeText(number));
  else if (size !== undefined) parts.push(square);
  const rate = of('rate');
  if (typeof rate === 'number') parts.push(`${Math.round(rate * 100)} %`);
  const shown = new Set(['kernelSize', 'poolSize', 'filters', 'units', 'rate']);
  for (const argument of entryOf(layer.type).arguments) {
    const value = of(argument.name);
    if (shown.has(argument.name) || value === undefined || value === argument.fallback) continue;
    parts.push(saying(argument, value));
  }
  return parts.join(', ');
}

function saying(argument: Argument, value: unknown): string {
  if (argument.name === 'activation') return String(value);
  if (argument.kind === 'flag') {
    return value === true ? argument.title.toLowerCase() : `no ${argument.title.toLowerCase()}`;
  }
  const text = sizeText(value);
  return `${argument.title.toLowerCase()} ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`;
}
