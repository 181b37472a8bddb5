// One build at a time in a folder, whichever process asks.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { isRunning } from './cache.mjs';

const pause = 200;

/**
 * Waits until no other process works in the folder, then runs `work`.
 * @template Result
 * @param {string} folder is made where it is not there
 * @param {() => Promise<Result>} work
 */
export async function alone(folder, work) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'in-use-by');
  while (!taken(file)) await new Promise((done) => setTimeout(done, pause));
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function taken(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    // Somebody's, who may have been interrupted; an empty one is being written.
    const owner = Number(ask(file));
    if (owner > 0 && !isRunning(owner)) rmSync(file, { force: true });
    return false;
  }
}

/** @param {string} file */
function ask(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
