import type { OpenedFile } from '../opening/opened-file';

/** An array of this page's NPZ files alone: its name says who wrote them. */
export const ownMark = 'written_by_receptive';

const arrays = ['x_train', 'y_train', 'x_test', 'y_test', 'class_names', ownMark];

/** Whether these are the arrays that this page writes into a file, and nothing else. */
export function isOwnExport(files: readonly OpenedFile[]): boolean {
  const names = files.map(({ path }) => path.replace(/^.*\//, '').replace(/\.npy$/, ''));
  return names.length === arrays.length && arrays.every((name) => names.includes(name));
}

/** How they are read, whatever the pictures look like: nothing is guessed. */
export const asWritten = { turn: 'none', values: '0 to 255', colour: 'colour' };
