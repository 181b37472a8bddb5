// The folder that holds what set-up fetches, shared by all clones of this user, and the one way
// that anything gets into it: whole or not at all.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import process from 'node:process';

/** The same rule as cache.cmake. XDG says to ignore a relative path. */
export function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME;
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'receptive');
}

/**
 * A folder of our own inside the cache, on the same disk as the place it may be renamed to.
 * The name carries the process, so that what an interrupted run left can be told and removed.
 * @param {string} purpose
 */
export function scratchFolder(purpose) {
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);
  return mkdtempSync(join(cache, `.tmp-${process.pid}-${purpose}-`));
}

/**
 * Gives the folder `<cache>/<name>`, calling `fill(folder)` for one beside it when it is not there.
 * Only a filled folder gets the name; where two runs fill it at once, the first one's stays.
 * @param {string} name such as emscripten-3.1.69
 * @param {(folder: string) => void} fill throws when it cannot
 * @returns {string}
 */
export function installOnce(name, fill) {
  const final = join(cacheFolder(), name);
  if (existsSync(final)) return final;
  const folder = scratchFolder(name);
  try {
    fill(folder);
    renameSync(folder, final);
  } catch (error) {
    if (!existsSync(final)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return final;
}

/** @param {string} cache */
function removeAbandoned(cache) {
  for (const name of readdirSync(cache)) {
    const owner = /^\.tmp-(\d+)-/.exec(name)?.[1];
    if (owner && !isRunning(Number(owner))) {
      rmSync(join(cache, name), { recursive: true, force: true });
    }
  }
}

/** @param {number} pid */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
