import type { PickedFile } from '../../protocol/data-sets';
import { grouped } from '../../protocol/numbers';

/** Files that the system puts into folders by itself: no picture of anybody's. */
const litter = /^(\..*|thumbs\.db|desktop\.ini|__macosx)$/i;

/** More than any set of pictures that fits into a page. */
export const mostFiles = 200_000;

/** The files of an `<input type="file">`, also of one that takes a folder. */
export function pickedFiles(files: Iterable<File>): PickedFile[] {
  const picked = [...files].map((file) => {
    const below = file.webkitRelativePath.split('/').slice(1);
    return { file, path: below.length > 0 ? below.join('/') : file.name };
  });
  return picked.filter(({ path }) => !path.split('/').some((part) => litter.test(part)));
}

/**
 * All files of a drop, those in folders too. Must be called while the drop event is being handled:
 * afterwards the browser no longer tells what was dropped. The name of a folder that was dropped
 * alone is not part of the paths; of several, each is (they may be the classes).
 */
export async function droppedFiles(transfer: DataTransfer): Promise<PickedFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return pickedFiles(transfer.files);
  const [only] = entries;
  const found: PickedFile[] = [];
  if (entries.length === 1 && isFolder(only!)) await walk(only, '', found);
  else for (const entry of entries) await walkOne(entry, '', found);
  return found;
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
