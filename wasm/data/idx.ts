import { readOptions, checkWhole, fileBytes } from '../border/checks.js';
import type { Core } from '../border/core.js';
import { unexpected } from '../border/errors.js';
import { CoreDataset } from './dataset.js';

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
/** For the number of classes. */
const countThem = 0;

/** @throws Error when the files are not whole, not IDX, or do not belong together. */
export async function idxDataset(
  core: Core,
  images: unknown,
  labels: unknown,
  options: IdxOptions = {},
): Promise<CoreDataset> {
  const { classes } = readOptions('options', options, ['classes']);
  if (classes !== undefined) checkWhole('classes', classes, 2, 256);
  const given = [fileBytes('images', images), fileBytes('labels', labels)] as const;
  const imageFile = await plain(core, 'images', given[0]);
  const labelFile = await plain(core, 'labels', given[1]);
  const object = core.withArrays([imageFile, labelFile], 0, ([imagesAt, labelsAt]) =>
    core.raw.readIdx(
      imagesAt!,
      imageFile.length,
      labelsAt!,
      labelFile.length,
      classes ?? countThem,
    ),
  );
  return new CoreDataset(core, object);
}

/** As the first bytes of gzip files are (RFC 1952). */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && (bytes.length < 2 || bytes[1] === 0x8b);
}

/** The file's plain bytes, unpacked if need be. */
async function plain(
  core: Core,
  which: 'images' | 'labels',
  bytes: Uint8Array,
): Promise<Uint8Array> {
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
  // What unpacks is fetched where something is packed.
  const { gunzip } = await import('./gzip.js');
  return gunzip(what, bytes, (head) => {
    const start = head.subarray(0, headBytes);
    return checkSize(
      core.withArrays([start], 0, ([at]) =>
        core.raw.idxTotalBytes(at!, start.length, which === 'labels'),
      ),
    );
  });
}
