// Where the browser tests and the measurements find what they need, relative to the repository.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The built page: dist/, or another build that RECEPTIVE_SITE names. */
export const siteFolder = resolve(process.env.RECEPTIVE_SITE || join(repository, 'dist'));

/** What pages of earlier versions keep: a folder for each, by the name of the version. */
export const keptFolder = join(repository, 'tests/kept');

/** The folder with MNIST's four files, if there is one. */
export const mnistFolder = present(
  process.env.MNIST_DIR || join(repository, '../shared/data/mnist'),
  ['train-images-idx3-ubyte.gz', 'train-images-idx3-ubyte'],
);

/** Why tests are skipped when there is none. */
export const mnistMissing =
  'MNIST is not on this machine: set MNIST_DIR to a folder with its four files.';

/** Digits drawn with a pen, one JSON object a line, if the file is there. */
export const penStrokesFile = present(
  process.env.PEN_STROKES || join(repository, '../shared/data/pen-strokes'),
  ['pendigits-train.strokes.jsonl.gz'],
  true,
);

export const penStrokesMissing =
  'The pen strokes are not on this machine: set PEN_STROKES to their folder.';

/**
 * @param {string} folder
 * @param {string[]} names one of which must be in the folder
 * @param {boolean} [asFile] answers with the path of the file instead
 */
function present(folder, names, asFile = false) {
  const found = names.find((name) => existsSync(join(folder, name)));
  if (found === undefined) return undefined;
  return asFile ? resolve(folder, found) : resolve(folder);
}
