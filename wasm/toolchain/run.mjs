// Running other programs.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { printLine } from './status.mjs';

/** An error whose message is all that the user should see. */
export class Stop extends Error {}

/**
 * Runs a program to its end and gives what it printed; throws with that when it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, show?: boolean }} [options] `show` passes
 *   the output through instead of keeping it for the error
 * @returns {string} its standard output, empty with `show`
 */
export function run(program, args, { cwd, env, show = false } = {}) {
  const result = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  if (result.error) throw new Stop(`${program} did not start: ${result.error.message}`);
  if (result.status !== 0) {
    const printed = show ? '' : `\n${result.stdout}${result.stderr}`.trimEnd();
    const end = result.status ?? result.signal;
    throw new Stop(`\`${[program, ...args].join(' ')}\` failed (${end})${printed}`);
  }
  return result.stdout ?? '';
}

/**
 * Like `run`, but gives undefined where the program fails or does not exist.
 * @param {string} program
 * @param {string[]} args
 */
export function ask(program, args) {
  const result = spawnSync(program, args, { encoding: 'utf8' });
  return result.status === 0 ? result.stdout : undefined;
}

/**
 * The full path of a program on the PATH.
 * @param {string} name
 */
export function which(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * Says one line about what is being installed, and why; on standard error, so that a program's own
 * output stays clean.
 * @param {string} line
 */
export function say(line) {
  printLine(line);
}

/**
 * Compares dotted versions by number: -1, 0 or 1.
 * @param {string} a
 * @param {string} b
 */
export function compareVersions(a, b) {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); ++i) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}
