import { isGzip, isZip } from '../../storage/bytes';
import { GzipFile } from './gzip';
import type { LazyFile } from './opened-file';
import { type Bytes, Refused } from './opened-file';
import { isSurelyPlain, shortened, unzipped } from './paths';
import { Unreadable } from './source';
import { PickedBlob } from './in-place';
import { blockBytes, tarHeader } from './tar-header';

/** What a file is to be opened as. */
export interface Content {
  /** Unpacked where it was packed by gzip. */
  file: LazyFile;
  archive: 'zip' | 'tar' | undefined;
}

/** Gzip within gzip; files that unpack to themselves exist. */
const mostWrappings = 3;

/** Finds out by its first bytes whether a file is an archive, and takes gzip off. */
export async function contentOf(file: LazyFile): Promise<Content> {
  let inner = file;
  for (let wrappings = 0; ; ++wrappings) {
    if (inner.size === 0 || isSurelyPlain(inner.path)) return { file: inner, archive: undefined };
    const head = await firstBlock(inner);
    if (!isGzip(head)) return { file: inner, archive: await archiveKind(inner, head) };
    if (wrappings === mostWrappings) {
      throw new Refused(
        `${shortened(file.path)} is packed by gzip again and again: unpack it first.`,
      );
    }
    inner = new GzipFile(unzipped(inner.path), inner);
  }
}

/** None where it is damaged: whoever reads it is told why. */
async function firstBlock(file: LazyFile): Promise<Bytes> {
  try {
    return await file.head(blockBytes);
  } catch (error) {
    if (error instanceof Refused && !(error instanceof Unreadable)) return new Uint8Array(0);
    throw error;
  }
}

async function archiveKind(file: LazyFile, head: Bytes): Promise<Content['archive']> {
  if (isZip(head)) return 'zip';
  if (tarHeader(head)) return 'tar';
  return file instanceof PickedBlob && (await endsAsZip(file, head)) ? 'zip' : undefined;
}

const longestComment = 0xffff;
const endBytes = 22;

/** A program that unpacks itself is an archive behind it; what an archive ends with is at its end. */
async function endsAsZip({ blob, path }: PickedBlob, head: Bytes): Promise<boolean> {
  const program = ['MZ', '\x7fELF', '#!'].some((start) =>
    [...start].every((letter, i) => head[i] === letter.charCodeAt(0)),
  );
  if (!program && !/\.(zip|npz)$/i.test(path)) return false;
  const from = Math.max(0, blob.size - endBytes - longestComment);
  const tail = await new PickedBlob(path, blob.slice(from)).whole(endBytes + longestComment);
  for (let at = tail.length - endBytes; at >= 0; --at) {
    const found = tail[at] === 0x50 && isZip(tail.subarray(at)) && tail[at + 2] === 5;
    const comment = tail[at + 20]! + 256 * tail[at + 21]!;
    if (found && at + endBytes + comment <= tail.length) return true;
  }
  return false;
}
