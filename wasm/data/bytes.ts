import { checkBoolean, checkBytes, readOptions, checkRange, checkWhole } from '../border/checks.js';
import type { Core } from '../border/core.js';
import { namesAsBytes } from '../border/texts.js';
import { CoreDataset } from './dataset.js';

/** A whole picture set as bytes. */
export interface BytesOptions {
  channels: number;
  height: number;
  width: number;
  /** 2..256 */
  classNames: readonly string[];
  /** count * channels * height * width values: 0 paper to 255 ink unless `darkOnLight`. */
  pixels: Uint8Array;
  /** count values below the number of classes; at least one. */
  labels: Uint8Array;
  /** Values of bytes 0 and 255. Default [0, 1]. */
  range?: readonly [number, number];
  /** 255 is paper: what augmentation lets in from outside of a picture. Default false. */
  darkOnLight?: boolean;
}

/** A set of bytes; the core checks sizes and labels. */
export function bytesDataset(core: Core, options: BytesOptions): CoreDataset {
  const given = readOptions('set', options, [
    'channels',
    'height',
    'width',
    'classNames',
    'pixels',
    'labels',
    'range',
    'darkOnLight',
  ]);
  const { channels, height, width, classNames, pixels, labels } = given;
  const { range = [0, 1], darkOnLight = false } = given;
  for (const [name, value] of Object.entries({ channels, height, width })) {
    checkWhole(name, value, 1, 512);
  }
  const names = namesAsBytes(classNames);
  checkBytes('pixels', pixels);
  checkBytes('labels', labels);
  checkBoolean('darkOnLight', darkOnLight);
  const [low, high] = checkRange(range);
  const object = core.withArrays([names, pixels, labels], 0, (at) =>
    core.raw.makeDataset(
      ...([channels, height, width, low, high, darkOnLight, at[0]!, names.length] as const),
      ...([at[1]!, pixels.length, at[2]!, labels.length] as const),
    ),
  );
  return new CoreDataset(core, object);
}
