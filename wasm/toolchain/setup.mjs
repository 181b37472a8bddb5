// Installs what is missing, for what is about to be done; says nothing where nothing is missing.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Progress } from './progress.mjs';
import { say, Stop } from './run.mjs';

/** What compiles the engine for browsers. */
export const setUpForEngine = () => installed('engine');

/** What the C++ library, its command line and its tests need. */
export const setUpForNative = () => installed('native');

/** @type {Map<string, Promise<void>>} */
const begun = new Map();
/** @type {Promise<unknown>} */
let last = Promise.resolve();

/**
 * One after the other: they share the system's package manager.
 * @param {string} name of a part in install.mjs
 */
function installed(name) {
  const known = begun.get(name);
  if (known) return known;
  const running = last.catch(() => {}).then(() => install(name));
  last = running;
  begun.set(name, running);
  return running;
}

/**
 * @param {string} name
 * @returns {Promise<void>}
 */
function install(name) {
  const progress = new Progress('Installing tools');
  const script = fileURLToPath(new URL('install.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, name], { stdio: ['ignore', 'ignore', 'pipe'] });
  /** @type {string[]} */
  const said = [];
  createInterface(child.stderr).on('line', (line) => {
    said.push(line);
    // What it is installing is news now; why it cannot is said when it has ended.
    if (/^(Installing| {2}not possible)/.test(line)) say(said.pop() ?? '');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      progress.end(status === 0);
      if (status === 0) resolve();
      else reject(new Stop(said.join('\n')));
    });
  });
}
