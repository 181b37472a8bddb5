import type { PickedFile } from '../../protocol/data-sets';
import { isZip } from '../storage/bytes';
import type { NamedBytes } from './mnist-files';
import { checkCancelled, type Loading } from './one-load';
import type { PictureSet } from './readers/picture-set';
import type { NamedFile } from './readers/read-files';
import { Unreadable } from './readers/source';

/** Files larger than this together are not read at all. */
const mostBytes = 1e9;
/** Smaller archives are read at once, as other files are. */
const smallBytes = 1e6;

/**
 * Reads picked files into memory, under their paths; large archives stay on the disk, and what is in
 * them is read file by file.
 */
export async function readPicked(
  picked: readonly PickedFile[],
  loading: Loading,
): Promise<(NamedBytes | NamedFile)[]> {
  const totalBytes = picked.reduce((sum, { file }) => sum + file.size, 0);
  if (totalBytes > mostBytes) {
    const what = picked.length === 1 ? `${picked[0]!.path} has` : 'The files have';
    const megabytes = Math.round(totalBytes / 1e6);
    throw new Error(`${what} ${megabytes} MB; this page takes up to 1,000 MB at once.`);
  }
  const files: (NamedBytes | NamedFile)[] = [];
  let receivedBytes = 0;
  for (const { file, path } of picked) {
    loading.progress({ file: path, receivedBytes, totalBytes, phase: 'reading' });
    const read = async (part: Blob) => {
      const bytes = await part.arrayBuffer().catch((error: unknown) => {
        throw new Unreadable(path, error);
      });
      checkCancelled(loading);
      return new Uint8Array(bytes);
    };
    const stays = file.size > smallBytes && isZip(await read(file.slice(0, 4)));
    files.push(stays ? { name: path, file } : { name: path, bytes: await read(file) });
    receivedBytes += file.size;
  }
  return files;
}

/** Where a set of opened files comes from, in a sentence or two. */
export function originOf(files: readonly { name: string }[], { heldOut }: PictureSet): string {
  const [first, ...more] = files.map(({ name }) => name);
  const names =
    files.length <= 4 ? [first, ...more].join(', ') : `${first} and ${more.length} more files`;
  return `From ${names}.${heldOut ? ' A tenth of the pictures is kept for testing.' : ''}`;
}

/** A title as the name of a file, without what file systems do not take: it is the title again later. */
export function fileNameOf(title: string): string {
  return title.replace(/[\p{Cc}/\\:*?"<>|]+/gu, '-').replace(/^\.+/, '') || 'data set';
}
