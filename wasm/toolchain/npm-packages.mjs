// node_modules, as the lock file says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './repository.mjs';
import { run, say } from './run.mjs';

export function ensureNpmPackages() {
  if (isUpToDate()) return;
  say(
    'Installing the npm packages of package-lock.json into node_modules: the page and its tests.',
  );
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: repository });
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
