// The C++ tests: built by a preset, and run natively or in Node.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { outcomeOf } from '../../wasm/toolchain/jobs.mjs';
import { Progress } from '../../wasm/toolchain/progress.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { testEnvironment } from './environment.mjs';

/** @typedef {import('./tally.mjs').Report} Report */

export const testNative = (/** @type {Report} */ report) =>
  runDoctest(report, 'doctest, release', [program('native')]);

export const testWithSanitizers = (/** @type {Report} */ report) =>
  runDoctest(report, 'doctest, sanitizers', [program('debug')]);

export const testInWebAssembly = (/** @type {Report} */ report) =>
  runDoctest(report, 'doctest, WebAssembly', [process.execPath, `${program('wasm')}.cjs`]);

/** @param {string} preset */
function program(preset) {
  return join(repository, 'build', preset, 'receptive_tests');
}

/**
 * @param {Report} report
 * @param {string} title
 * @param {string[]} command
 */
async function runDoctest(report, title, [program = '', ...args]) {
  const scratch = join(repository, 'build/test');
  mkdirSync(scratch, { recursive: true });
  const progress = new Progress(title);
  let cases = 0;
  // With a line for each case, which is how we know how far it is.
  const outcome = await outcomeOf(program, [...args, '--no-colors=true', '--duration=true'], {
    cwd: scratch,
    env: {
      ...testEnvironment(),
      UBSAN_OPTIONS: 'print_stacktrace=1',
    },
    minutes: 10,
    onLine: (line) => {
      if (/^\d+\.\d+ s: /.test(line)) progress.at(++cases, undefined, 'test cases');
    },
  });
  progress.end(false);
  const output = withoutSuccesses(outcome.output);
  report.addRun(title, doctestCounts(outcome.stdout), { ...outcome, output });
}

/**
 * What is left of the output when the cases that had nothing to say are taken out.
 * @param {string} output
 */
export function withoutSuccesses(output) {
  const line = `${'='.repeat(79)}\n`;
  return output
    .split(line)
    .filter((part) => !/^\d+\.\d+ s: /m.test(part) || /(ERROR|FATAL|WARNING|MESSAGE):/.test(part))
    .join(line);
}

/**
 * Reads doctest's closing line; without one, the program did not get to its end.
 * @param {string} stdout
 */
export function doctestCounts(stdout) {
  const line =
    /^\[doctest\] test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed \|\s*(\d+) skipped/m.exec(
      stdout,
    );
  return {
    passed: Number(line?.[1] ?? 0),
    failed: Number(line?.[2] ?? 0),
    skipped: Number(line?.[3] ?? 0),
  };
}
