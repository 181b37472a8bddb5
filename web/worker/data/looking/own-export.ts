import type { OpenedFile } from '../opening/opened-file';

/** An array of this page's NPZ files alone: its name says who wrote them. */
export const ownMark = 'written_by_receptive';

const arrays = ['x_train', 'y_train', 'x_test', 'y_test', 'class_names', ownMark];

/** Whether these are the arrays that this page writes into a file, and nothing else. */
export async function isOwnExport(files: readonly OpenedFile[]): Promise<boolean> {
  const names = files.map(({ path }) => path.replace(/^.*\//, '').replace(/\.npy$/, ''));
  return names.length === arrays.length && arrays.every((name) => names.includes(name));
}
