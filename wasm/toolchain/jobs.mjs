// Programs that run for a while, side by side and with their output kept.
import { spawn } from 'node:child_process';
import { availableParallelism, constants, setPriority } from 'node:os';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { Progress } from './progress.mjs';
import { Stop } from './run.mjs';

/**
 * @typedef {object} Outcome
 * @property {boolean} ok it ended by itself with status 0
 * @property {string} end how it ended, in words
 * @property {string} stdout
 * @property {string} output standard output and error, in the order they came
 */

/**
 * @typedef {object} JobOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env]
 * @property {number} [minutes]
 * @property {boolean} [yields] what else runs on this machine goes first
 * @property {(line: string) => void} [onLine] hears each line of the standard output
 */

/**
 * Runs a program to its end, whatever that is.
 * @param {string} program
 * @param {string[]} args
 * @param {JobOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function outcomeOf(program, args, { cwd, env, minutes = 30, yields, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      // What is kept and perhaps never shown has no use for colours.
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: minutes * 60_000,
      killSignal: 'SIGKILL',
    });
    if (yields) child.on('spawn', () => giveWay(child.pid));
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    if (onLine) createInterface(child.stdout).on('line', onLine);
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    const finish = (/** @type {boolean} */ ok, /** @type {string} */ end) =>
      resolve({ ok, end, stdout, output });
    child.on('error', (error) => finish(false, `did not start: ${error.message}`));
    child.on('close', (status, signal) =>
      finish(status === 0, signal ? `ended by ${signal}` : `ended with status ${status}`),
    );
  });
}

/**
 * Its own processes inherit it.
 * @param {number | undefined} pid
 */
function giveWay(pid) {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not allow it.
  }
}

/**
 * Runs one step of a build: silent when it is quick or does nothing, a line of how far it is when it
 * takes a while, everything it printed when it fails.
 * @param {string} title
 * @param {string} program
 * @param {string[]} args
 * @param {JobOptions & { links?: number }} [options] `links`: how many modules are linked
 */
export async function buildStep(title, program, args, { links, ...options } = {}) {
  const progress = new Progress(title, links);
  const outcome = await outcomeOf(program, args, {
    // Tests run meanwhile, and they may wait for something to happen in a page.
    ...{ yields: true, minutes: 60 },
    ...options,
    onLine: (line) => progress.read(line),
  });
  progress.end(outcome.ok);
  if (outcome.ok) return;
  const command = [program, ...args].join(' ');
  throw new Stop(`${title}: \`${command}\` ${outcome.end}\n${outcome.output}`);
}

/** How many compilers to run at once. */
export const parallelJobs = availableParallelism();

/**
 * Runs tasks, as many at once as there are cores.
 * @param {(() => Promise<void>)[]} tasks
 */
export async function runTogether(tasks) {
  const queue = [...tasks];
  const worker = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) await task();
  };
  await Promise.all(Array.from({ length: parallelJobs }, worker));
}
