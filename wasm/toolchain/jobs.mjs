// Programs that run for a while, side by side and with their output kept.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { say, Stop } from './run.mjs';

/**
 * @typedef {object} Outcome
 * @property {boolean} ok it ended by itself with status 0
 * @property {string} end how it ended, in words
 * @property {string} stdout
 * @property {string} output standard output and error, in the order they came
 */

/**
 * Runs a program to its end, whatever that is.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, minutes?: number }} [options]
 * @returns {Promise<Outcome>}
 */
export function outcomeOf(program, args, { cwd, env, minutes = 30 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      // What is kept and perhaps never shown has no use for colours.
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: minutes * 60_000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
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
 * Runs one step of a build: silent when it is quick or does nothing, one line when it takes a
 * while, everything it printed when it fails.
 * @param {string} title
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined> }} [options]
 */
export async function buildStep(title, program, args, options) {
  const patience = setTimeout(() => say(`${title} ...`), 1500);
  const outcome = await outcomeOf(program, args, options);
  clearTimeout(patience);
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
