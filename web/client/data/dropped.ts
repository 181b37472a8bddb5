import type { PickedFile } from '../../protocol/data-sets';
import { grouped } from '../../protocol/numbers';

/** Files that the system puts into folders by itself: no picture of anybody's. */
const litter = /^(\..*|thumbs\.db|desktop\.ini|__macosx)$/i;

/** More than any set of pictures that fits into a page. */
export const mostFiles = 200_000;

/** Files of an `<input type="file">`, or what was dropped. */
export type Offered = readonly (File | FileSystemEntry)[];

/**
 * The files of what was offered, those in folders too. The name of a folder that was picked, or dropped
 * alone, is not part of the paths; of several that were dropped, each is (they may be the classes).
 */
export async function filesOf(offered: Offered): Promise<PickedFile[]> {
  const found: PickedFile[] = [];
  for (const one of offered) {
    if (one instanceof File) found.push(...picked(one));
    else if (offered.length === 1 && isFolder(one)) await walk(one, '', found);
    else await walkOne(one, '', found);
  }
  return found;
}

function picked(file: File): PickedFile[] {
  const below = file.webkitRelativePath.split('/').slice(1);
  const path = below.length > 0 ? below.join('/') : file.name;
  return path.split('/').some((part) => litter.test(part)) ? [] : [{ file, path }];
}

async function walk(
  folder: FileSystemDirectoryEntry,
  path: string,
  found: PickedFile[],
): Promise<void> {
  const reader = folder.createReader();
  // A reader answers with some of the entries at a time, and with none when it is through.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (entries.length === 0) return;
    for (const entry of entries) await walkOne(entry, path, found);
  }
}

async function walkOne(entry: FileSystemEntry, path: string, found: PickedFile[]): Promise<void> {
  if (litter.test(entry.name)) return;
  const here = path + entry.name;
  if (isFolder(entry)) {
    await walk(entry, `${here}/`, found);
    return;
  }
  if (found.length >= mostFiles) {
    throw new Error(
      `There are more than ${grouped(mostFiles)} files in what was dropped. Drop the folder with the pictures alone.`,
    );
  }
  const file = await new Promise<File>((resolve, reject) => {
    (entry as FileSystemFileEntry).file(resolve, reject);
  });
  found.push({ file, path: here });
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
