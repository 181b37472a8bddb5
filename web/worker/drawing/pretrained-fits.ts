import { isDark, type DataSetInfo } from '../../protocol/data-sets';
import { readsDigits } from './reader';

/** Whether the pretrained net reads such pictures; known before its code is there. */
export function fits(data: DataSetInfo): boolean {
  const { channels, height, width, range } = data;
  const size = channels === 1 && height === 28 && width === 28;
  return size && range[0] === 0 && range[1] === 1 && !isDark(data.paint) && readsDigits(data);
}
