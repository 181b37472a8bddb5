// What lies in the folder that --mnist names: MNIST's four files, or IDX files of another set.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { mnistFiles } from './mnist-files.mjs';

/**
 * @typedef {object} FolderFile
 * @property {string} file Its name in the folder, to be asked for at api/mnist/FILE.
 * @property {number} bytes
 * @property {string} [name] MNIST's name without .gz, where it is called as one of its files.
 * @property {string} [sha256] Of those: whoever has the published sums knows whether it is MNIST.
 */

/**
 * @typedef {object} Folder
 * @property {string} title The folder's own name.
 * @property {FolderFile[]} files MNIST's four by their names or, where one of them lacks, all that are
 *   called as IDX files are.
 */

/** Sets in the form of MNIST: kmnist-train-labels-idx1-ubyte.gz, emnist-letters-test.idx3-ubyte, ... */
const calledIdx = /[-_.]idx[1-4]?[-_.]?(u?byte)?(\.gz)?$/i;

/**
 * @param {string} folder
 * @returns {Promise<{ found: Folder | null, notes: string[] }>} With sentences to print at the start.
 */
export async function lookInto(folder) {
  const title = basename(folder);
  const { files, missing } = await mnistIn(folder);
  if (missing.length === 0) return { found: { title, files }, notes: [] };
  const others = await idxIn(folder);
  const lacks =
    missing.length === mnistFiles.length
      ? 'holds none of the four MNIST files'
      : `lacks ${missing.join(', ')} (with .gz or without)`;
  const note = `The MNIST folder ${folder} ${lacks}`;
  if (others.length === 0) {
    return { found: null, notes: [`${note}; the page goes on without it.`] };
  }
  return {
    found: { title, files: others },
    notes: [`${note}; its ${others.length} IDX files are offered as “${title}”.`],
  };
}

/** @param {string} folder */
async function mnistIn(folder) {
  /** @type {FolderFile[]} */
  const files = [];
  /** @type {string[]} */
  const missing = [];
  for (const { name } of mnistFiles) {
    // Some programs that unpack the files write the dot of the older name (train-images.idx3-ubyte).
    const dotted = name.replace('-idx', '.idx');
    let found = false;
    for (const file of [`${name}.gz`, name, `${dotted}.gz`, dotted]) {
      const facts = await stat(join(folder, file)).catch(() => undefined);
      if (!facts?.isFile()) continue;
      files.push({ name, file, bytes: facts.size, sha256: await sha256(join(folder, file)) });
      found = true;
      break;
    }
    if (!found) missing.push(name);
  }
  return { files, missing };
}

/**
 * Of x and x.gz the unpacked one, in the order of their names.
 * @param {string} folder
 * @returns {Promise<FolderFile[]>}
 */
async function idxIn(folder) {
  const names = (await readdir(folder).catch(() => []))
    .filter((name) => calledIdx.test(name))
    .sort();
  /** @type {FolderFile[]} */
  const files = [];
  for (const file of names) {
    if (file.endsWith('.gz') && names.includes(file.slice(0, -3))) continue;
    const facts = await stat(join(folder, file)).catch(() => undefined);
    if (facts?.isFile()) files.push({ file, bytes: facts.size });
  }
  return files;
}

/** @param {string} path */
async function sha256(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
