import type { Preset } from 'receptive';
import { isKept, type DataSetId, type KeptSet } from './data-sets';

/** What presets say that they are for, as far as it is pictures; see `Preset.data`. */
export const dataOfPresets = ['mnist', 'xo28', 'xo'] as const;

/** What is known of a visitor's own sets where a preset is chosen. */
export type KnownSet = Pick<KeptSet, 'id' | 'networks'>;

/**
 * Presets that can be trained on a data set. Generated digits are taken for MNIST's; what can be
 * built for a visitor's own set, the set itself says. Of one that is not among `kept` the worker will
 * know: every preset for pictures is given.
 */
export function presetsFor(
  presets: readonly Preset[],
  data: DataSetId,
  kept: readonly KnownSet[] = [],
): Preset[] {
  const known = kept.find(({ id }) => id === data);
  if (known) return presets.filter(({ name }) => known.networks.includes(name));
  const wanted: readonly string[] = isKept(data)
    ? dataOfPresets
    : [data === 'digits' ? 'mnist' : data];
  const fitting = presets.filter((preset) => preset.data.some((name) => wanted.includes(name)));
  if (!isKept(data)) return fitting;
  // Most sets are of MNIST's size: its presets first.
  const forDigits = (preset: Preset) => Number(preset.data.includes('mnist'));
  return fitting.sort((a, b) => forDigits(b) - forDigits(a));
}
