// The C++ tests: built by a preset, and run natively or in Node.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cmakeBuild } from '../../wasm/toolchain/cmake.mjs';
import { buildForWebAssembly } from '../../wasm/toolchain/engine.mjs';
import { outcomeOf } from '../../wasm/toolchain/jobs.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { testEnvironment } from './environment.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */

export async function testNative(/** @type {Tally} */ tally) {
  await cmakeBuild('native', 'the core for this machine', []);
  await runDoctest(tally, 'doctest, release', [program('native')]);
}

export async function testWithSanitizers(/** @type {Tally} */ tally) {
  await cmakeBuild('debug', 'the core with sanitizers', ['receptive_tests']);
  await runDoctest(tally, 'doctest, sanitizers', [program('debug')]);
}

export async function testInWebAssembly(/** @type {Tally} */ tally) {
  await buildForWebAssembly([]);
  await runDoctest(tally, 'doctest, WebAssembly', [process.execPath, `${program('wasm')}.cjs`]);
}

/** @param {string} preset */
function program(preset) {
  return join(repository, 'build', preset, 'receptive_tests');
}

/**
 * @param {Tally} tally
 * @param {string} title
 * @param {string[]} command
 */
async function runDoctest(tally, title, [program = '', ...args]) {
  const scratch = join(repository, 'build/test');
  mkdirSync(scratch, { recursive: true });
  const outcome = await outcomeOf(program, [...args, '--no-colors=true'], {
    cwd: scratch,
    env: {
      ...testEnvironment(),
      UBSAN_OPTIONS: 'print_stacktrace=1',
    },
    minutes: 10,
  });
  tally.addRun(title, doctestCounts(outcome.stdout), outcome);
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
