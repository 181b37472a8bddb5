// node_modules, as the lock file says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildStep } from './jobs.mjs';
import { repository } from './repository.mjs';
import { say } from './run.mjs';

/** @type {Promise<void> | undefined} */
let installing;

/** Once for each command, whoever asks; goes on beside the compilers. */
export function ensureNpmPackages() {
  return (installing ??= install());
}

async function install() {
  if (isUpToDate()) return;
  say(
    'Installing the npm packages of package-lock.json into node_modules: the page and its tests.',
  );
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  await buildStep('Installing npm packages', 'npm', args, { cwd: repository });
}

/**
 * npm writes what it has installed into a lock file of its own, at the very end; so an interrupted
 * installation has none. Packages for other systems are in the one and not in the other.
 */
function isUpToDate() {
  const installedFile = join(repository, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = readPackages(installedFile);
  return Object.entries(readPackages(join(repository, 'package-lock.json'))).every(
    ([path, wanted]) => {
      if (path === '') return true;
      const present = installed[path];
      if (!present) return wanted.optional === true;
      return present.version === wanted.version && present.integrity === wanted.integrity;
    },
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, integrity?: string, optional?: boolean }>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
