import { checkOptions, checkWhole, fileBytes } from '../border/checks.js';
import type { Core } from '../border/core.js';
import { unexpected } from '../border/errors.js';
import { CoreDataset } from './dataset.js';
import { gunzip, isGzip } from './gzip.js';

export interface IdxOptions {
  /**
   * How many classes there are, 2..256; by default the largest label + 1. Give a test set the number
   * of its training set: it need not hold every class.
   */
  classes?: number;
}

/** Twenty times MNIST's training pictures. A larger file would not fit beside its copies. */
const mostBytes = 2 ** 30;
const headBytes = 20;

/** @throws Error when the files are not whole, not IDX, or do not belong together. */
export function idxDataset(
  core: Core,
  images: unknown,
  labels: unknown,
  options: IdxOptions = {},
): CoreDataset {
  checkOptions('options', options, ['classes']);
  const classes = options.classes ?? 0; // the core counts them then
  if (options.classes !== undefined) checkWhole('classes', classes, 2, 256);
  const imageFile = plain(core, 'images', fileBytes('images', images));
  const labelFile = plain(core, 'labels', fileBytes('labels', labels));
  const object = core.withArrays([imageFile, labelFile], 0, ([imagesAt, labelsAt]) =>
    core.raw.readIdx(imagesAt!, imageFile.length, labelsAt!, labelFile.length, classes),
  );
  return new CoreDataset(core, object);
}

/** The file's plain bytes, unpacked if need be. */
function plain(core: Core, which: 'images' | 'labels', bytes: Uint8Array): Uint8Array {
  const what = `IDX ${which}`;
  const checkSize = (size: number): number => {
    if (size <= mostBytes) return size;
    throw unexpected(
      what,
      `a file of at most ${mostBytes} bytes`,
      `one of ${size} bytes`,
      'format',
    );
  };
  if (!isGzip(bytes)) {
    checkSize(bytes.length);
    return bytes;
  }
  return gunzip(what, bytes, (head) => {
    const start = head.subarray(0, headBytes);
    return checkSize(
      core.withArrays([start], 0, ([at]) =>
        core.raw.idxTotalBytes(at!, start.length, which === 'labels'),
      ),
    );
  });
}
