import { checkOptions, checkWhole, describe, fileBytes } from './checks.js';
import type { Core } from './core.js';
import { CoreDataset } from './dataset.js';
import { unexpected } from './errors.js';
import type { CsvOptions, NpyOptions } from './types.js';

/** @throws Error with the line when the table is broken. */
export function csvDataset(core: Core, file: unknown, options: CsvOptions = {}): CoreDataset {
  checkOptions('options', options, ['channels', 'height', 'width', 'channelsLast', 'classNames']);
  const { channels = 0, height = 0, width = 0, channelsLast = false, classNames = [] } = options;
  if (options.channels !== undefined && channels !== 1 && channels !== 3) {
    throw unexpected('channels', '1 or 3', describe(channels));
  }
  if (options.height !== undefined) checkWhole('height', height, 1, 64);
  if (options.width !== undefined) checkWhole('width', width, 1, 64);
  if (typeof channelsLast !== 'boolean') {
    throw unexpected('channelsLast', 'true or false', describe(channelsLast));
  }
  checkNames(classNames);
  const bytes = fileBytes('CSV', file);
  const json = toBytes({ channels, height, width, channelsLast, classNames });
  const object = core.withArrays([bytes, json], 0, ([at, optionsAt]) =>
    core.module.readCsv(at!, bytes.length, optionsAt!, json.length),
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
  let names = new Uint8Array(0);
  if (Array.isArray(classNames)) checkNames(classNames);
  else names = fileBytes('classNames', classNames) as Uint8Array<ArrayBuffer>;
  if (!Array.isArray(classNames) && names.length === 0) {
    throw unexpected('classNames', 'names, or the bytes of a NumPy file', 'no bytes at all');
  }
  const files = [fileBytes('images', images), fileBytes('labels', labels), names];
  const json = toBytes({ classes, classNames: Array.isArray(classNames) ? classNames : [] });
  const object = core.withArrays([...files, json], 0, (addresses) => {
    const [imagesAt, labelsAt, namesAt, optionsAt] = addresses as [number, number, number, number];
    return core.module.readNpy(
      ...([imagesAt, files[0]!.length, labelsAt, files[1]!.length] as const),
      ...([namesAt, names.length, optionsAt, json.length] as const),
    );
  });
  return new CoreDataset(core, object);
}

/** The core checks what they say. */
function checkNames(names: unknown): void {
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string')) {
    throw unexpected('classNames', 'an Array of names', describe(names));
  }
}

function toBytes(options: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(options));
}
