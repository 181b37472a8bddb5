// Lists of files, and whether something made from them is still current.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { repository } from './repository.mjs';

/**
 * The files below a folder of the repository whose path in it matches, sorted; none if there is no
 * such folder. Folders of npm packages are passed over.
 * @param {string} folder relative to the repository
 * @param {RegExp} [pattern]
 * @returns {string[]} full paths
 */
export function filesUnder(folder, pattern = /./) {
  const top = join(repository, folder);
  if (!existsSync(top)) return [];
  if (statSync(top).isFile()) return [top];
  return readdirSync(top, { withFileTypes: true })
    .flatMap((entry) => {
      if (entry.isDirectory()) {
        if (entry.name === 'node_modules') return [];
        return filesUnder(join(folder, entry.name), pattern);
      }
      const path = join(top, entry.name);
      return pattern.test(join(folder, entry.name)) ? [path] : [];
    })
    .sort();
}

/**
 * Runs `make` unless its inputs and its outputs are, byte for byte, what they were after the last
 * time. Contents count, not dates, which a checkout sets anew.
 * @param {string} name of the record that is kept
 * @param {() => string[]} inputs full paths
 * @param {() => string[]} outputs
 * @param {() => Promise<void>} make
 */
export async function whenChanged(name, inputs, outputs, make) {
  const record = join(repository, 'build/records', name);
  const state = () => `${digest(inputs())} ${digest(outputs())}`;
  if (existsSync(record) && readFileSync(record, 'utf8') === state()) return;
  const before = digest(inputs());
  await make();
  mkdirSync(dirname(record), { recursive: true });
  // An input edited meanwhile does not count as used.
  writeFileSync(record, `${before} ${digest(outputs())}`);
}

/** @param {string[]} files */
function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${relative(repository, file)}\0`);
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * When each file was written last, and how long it is: changes when anything is touched.
 * @param {string[]} files
 */
export function datesOf(files) {
  return files
    .map((file) => {
      const { mtimeMs, size } = statSync(file);
      return `${relative(repository, file)} ${mtimeMs} ${size}`;
    })
    .join('\n');
}
