import type { OpeningChecks } from './checks';
import { GzipFile } from './gzip';
import type { LazyFile } from './opened-file';
import { type Bytes, Refused } from './opened-file';
import { PickedBlob } from './in-place';

/** Bytes that are handed to the browser at a time. */
const partBytes = 4 << 20;
/** More than any set of pictures that fits into a page. */
const mostBytes = 8e9;
/** Archives that unpack to more than this must not do so from almost nothing. */
const modestBytes = 64e6;
/** Pictures and arrays that are no trick stay well below it. */
const mostRatio = 200;

/**
 * An archive as a blob, in which files are found by their place. One that is packed itself is
 * unpacked once: browsers keep large blobs on the disk, so that no more than a part of it takes
 * memory here.
 */
export async function asBlob(file: LazyFile, checks: OpeningChecks): Promise<Blob> {
  if (file instanceof PickedBlob) return file.blob;
  const packed = file instanceof GzipFile ? file.packed.size : file.size;
  const done: Blob[] = [];
  let [part, partSize, size, read]: [Bytes[], number, number, number] = [[], 0, 0, 0];
  const consumed = (bytes: number) => void (read = bytes);
  for await (const piece of file.pieces(consumed)) {
    await checks.step();
    checks.progress?.(file.path, Math.min(read, packed ?? read), packed ?? read);
    part.push(piece);
    partSize += piece.length;
    size += piece.length;
    if (size > mostBytes || (size > modestBytes && size > mostRatio * Math.max(read, 1))) {
      throw new Refused(
        `${file.path} unpacks to more than ${Math.round(size / 1e6)} MB, as no archive of pictures ` +
          'does: unpack it first, and open what is needed of it.',
      );
    }
    if (partSize < partBytes) continue;
    done.push(new Blob(part));
    [part, partSize] = [[], 0];
  }
  return new Blob([...done, ...part]);
}
