import { checkBoolean, checkOptions, checkWhole, describe, fileBytes } from '../border/checks.js';
import type { Core } from '../border/core.js';
import { unexpected } from '../border/errors.js';
import { namesAsBytes } from '../border/texts.js';
import { CoreDataset } from './dataset.js';

export interface CsvOptions {
  /**
   * Of a picture; without them a square one of one channel, or of three where the number of columns
   * fits that instead. Up to 64 x 64.
   */
  channels?: 1 | 3;
  height?: number;
  width?: number;
  /** Red, green and blue of one pixel side by side; by default all red columns come first. */
  channelsLast?: boolean;
  /** The training set's, for its test set; by default what the labels are. */
  classNames?: readonly string[];
}

export interface NpyOptions {
  /** How many classes there are, 2..256; by default the largest label + 1. */
  classes?: number;
  /** Names, or the bytes of a .npy file of texts (<U...). */
  classNames?: readonly string[] | ArrayBuffer | Uint8Array;
}

/** @throws Error with the line when the table is broken. */
export function csvDataset(core: Core, file: unknown, options: CsvOptions = {}): CoreDataset {
  checkOptions('options', options, ['channels', 'height', 'width', 'channelsLast', 'classNames']);
  const { channels = 0, height = 0, width = 0, channelsLast = false, classNames = [] } = options;
  if (options.channels !== undefined && channels !== 1 && channels !== 3) {
    throw unexpected('channels', '1 or 3', describe(channels));
  }
  if (options.height !== undefined) checkWhole('height', height, 1, 64);
  if (options.width !== undefined) checkWhole('width', width, 1, 64);
  checkBoolean('channelsLast', channelsLast);
  const names = namesAsBytes(classNames);
  const bytes = fileBytes('CSV', file);
  const object = core.withArrays([bytes, names], 0, ([at, namesAt]) =>
    core.raw.readCsv(
      ...([at!, bytes.length, channels, height, width] as const),
      ...([channelsLast, namesAt!, names.length] as const),
    ),
  );
  return new CoreDataset(core, object);
}

/** @throws Error when the arrays are not whole, or do not belong together. */
export function npyDataset(
  core: Core,
  images: unknown,
  labels: unknown,
  options: NpyOptions = {},
): CoreDataset {
  checkOptions('options', options, ['classes', 'classNames']);
  const { classes = 0, classNames = [] } = options;
  if (options.classes !== undefined) checkWhole('classes', classes, 2, 256);
  const byFile = !Array.isArray(classNames);
  const names = byFile ? fileBytes('classNames', classNames) : namesAsBytes(classNames);
  if (byFile && names.length === 0) {
    throw unexpected('classNames', 'names, or the bytes of a NumPy file', 'no bytes at all');
  }
  const imageFile = fileBytes('images', images);
  const labelFile = fileBytes('labels', labels);
  const object = core.withArrays([imageFile, labelFile, names], 0, (at) =>
    core.raw.readNpy(
      ...([at[0]!, imageFile.length, at[1]!, labelFile.length, classes] as const),
      ...([at[2]!, names.length, byFile] as const),
    ),
  );
  return new CoreDataset(core, object);
}
