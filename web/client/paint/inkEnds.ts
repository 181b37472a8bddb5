import { paperAndInk, type DataSetInfo } from '../../protocol/data-sets';

/**
 * The ends of an `InkScale` for a set's values: grey pictures are ink on the theme's paper, one of
 * several channels is shown as bright as it is.
 */
export function inkEnds(
  data: Pick<DataSetInfo, 'channels' | 'range' | 'paint'> | undefined,
  shade: 'light' | 'dark',
): readonly [number, number] {
  if (!data) return [0, 1];
  if (data.channels === 1) return paperAndInk(data);
  const [low, high] = data.range;
  return shade === 'light' ? [high, low] : [low, high];
}
