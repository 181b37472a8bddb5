// The TypeScript tests and the browser tests, both run by Vitest.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ensureChromium } from '../../wasm/toolchain/chromium.mjs';
import { cmakeBuild } from '../../wasm/toolchain/cmake.mjs';
import { buildEngine } from '../../wasm/toolchain/engine.mjs';
import { outcomeOf } from '../../wasm/toolchain/jobs.mjs';
import { buildPage } from '../../wasm/toolchain/page.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { testEnvironment } from './environment.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */

export async function testTypeScript(/** @type {Tally} */ tally) {
  await buildEngine();
  await cmakeBuild('native', 'the command line', ['receptive']);
  await runVitest(tally, 'vitest', 'unit', {});
  const output = await runVitest(tally, 'comparison with TensorFlow.js', 'peers', {});
  // What was compared, and how close it came, is worth a line also when all is well.
  for (const line of output.match(/^.* compared with TensorFlow\.js.*$/gm) ?? []) {
    process.stdout.write(`  ${line.trim()}\n`);
  }
}

export async function testInBrowser(/** @type {Tally} */ tally) {
  await buildEngine();
  await buildPage();
  await runVitest(tally, 'browser', 'browser', { CHROMIUM: ensureChromium() });
}

/**
 * @param {Tally} tally
 * @param {string} title
 * @param {string} project of vitest.config.ts
 * @param {Record<string, string>} env
 * @returns {Promise<string>} what it printed
 */
async function runVitest(tally, title, project, env) {
  const folder = join(repository, 'build/test');
  const report = join(folder, `${project}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(report, { force: true });
  const outcome = await outcomeOf(
    process.execPath,
    [
      join(repository, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--project', project, '--no-color'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    { cwd: repository, env: { ...testEnvironment(), ...env }, minutes: 15 },
  );
  const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  const counts = results ? vitestCounts(results) : { passed: 0, failed: 0, skipped: 0 };
  tally.addRun(title, counts, outcome);
  if (counts.skipped > 0) printSkips(results, outcome.output);
  return outcome.output;
}

/**
 * Which tests were skipped, and why: a test that skips itself prints a line with 'skipped:'.
 * @param {VitestReport} report
 * @param {string} output
 */
function printSkips(report, output) {
  for (const { assertionResults } of report.testResults) {
    for (const { status, fullName } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') {
        process.stdout.write(`  skipped: ${fullName}\n`);
      }
    }
  }
  for (const reason of new Set(output.match(/^.*skipped: .*$/gm))) {
    process.stdout.write(`  ${reason.trim()}\n`);
  }
}

/**
 * @typedef {object} VitestReport the part of Vitest's JSON report that is read here
 * @property {{ status: string, assertionResults: { status: string, fullName: string }[] }[]} testResults
 */

/**
 * Counts tests; a file that failed without a failed test in it, such as one that could not be
 * loaded, counts as one.
 * @param {VitestReport} report
 */
export function vitestCounts(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    let failedHere = 0;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') counts.passed += 1;
      else if (status === 'failed') failedHere += 1;
      else counts.skipped += 1;
    }
    counts.failed += file.status === 'failed' ? Math.max(1, failedHere) : failedHere;
  }
  return counts;
}
