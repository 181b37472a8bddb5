import type { PickedFile } from '../../../protocol/data-sets';

const endings = /\.(csv|tsv|txt|npz|npy|zip|tar|tgz)$/i;

/** What a set may be called: its file, or the folder that all of them lie in; empty for others. */
export function titleOf(picked: readonly PickedFile[]): string {
  const paths = picked.map(({ path }) => path);
  if (paths.length === 1) {
    const file = paths[0]!.split('/').at(-1)!;
    return file.replace(/\.gz$/i, '').replace(endings, '') || file;
  }
  const folders = new Set(paths.map((path) => path.slice(0, path.indexOf('/') + 1)));
  const [folder] = folders;
  return folders.size === 1 && folder ? folder.slice(0, -1) : '';
}

/** Where a set comes from, in a sentence. */
export function originOf(picked: readonly PickedFile[]): string {
  const [first, ...more] = picked.map(({ path }) => path);
  const names =
    picked.length <= 4 ? [first, ...more].join(', ') : `${first} and ${more.length} more files`;
  return `From ${names}.`;
}
