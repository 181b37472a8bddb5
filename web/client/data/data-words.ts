import type { BrowsedPicture, DataSetInfo, DataSetSummary, Split } from '../../protocol/data-sets';
import { isKept } from '../../protocol/data-sets';
import { count, percent } from '../words/format';

/** Fashion-MNIST's classes (Xiao, Rasul and Vollgraf 2017), in the order of its labels. */
export const fashionNames: readonly string[] = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

/** Whether a set may be Fashion-MNIST: its files tell the labels' numbers, not their names. */
export function mayBeFashion({ id, classNames, height, width, channels }: DataSetInfo): boolean {
  return (
    isKept(id) &&
    channels === 1 &&
    height === 28 &&
    width === 28 &&
    classNames.length === 10 &&
    classNames.every((name, label) => name === String(label))
  );
}

/** 28×28, grey */
export function sizeOf({
  height,
  width,
  channels,
}: Pick<DataSetInfo, 'height' | 'width' | 'channels'>): string {
  return `${width}×${height} pixels, ${channels === 3 ? 'in colour' : 'grey'}`;
}

/** 340 kB, 1.4 MB, 2.1 GB */
export function bytes(size: number): string {
  if (size < 1e6) return `${count(Math.ceil(size / 1e3))} kB`;
  return size < 1e9 ? `${(size / 1e6).toFixed(1)} MB` : `${(size / 1e9).toFixed(1)} GB`;
}

/** no pictures yet, one picture, 1,234 pictures */
export function pictures(number: number): string {
  if (number === 0) return 'no pictures yet';
  return number === 1 ? 'one picture' : `${count(number)} pictures`;
}

/** Pictures of a class, for training and testing together. */
export function totals({ train, test }: DataSetSummary): number[] {
  return train.counts.map((number, label) => number + (test.counts[label] ?? 0));
}

export const splitTitles: Record<Split, string> = { train: 'Training', test: 'Test' };

/** What there is to say of a picture in the grid: for its tooltip, and for a screen reader. */
export function describePicture(picture: BrowsedPicture, names: readonly string[]): string {
  const own = names[picture.label] ?? String(picture.label);
  const { predicted, confidence } = picture;
  if (predicted === undefined) return own;
  const sure = confidence === undefined ? '' : `, ${percent(confidence, 0)} sure`;
  if (predicted === picture.label) return `${own}, read right${sure}`;
  return `${own}, misread as ${names[predicted] ?? predicted}${sure}`;
}

export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
