// The TypeScript tests and the browser tests, all run by Vitest.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { outcomeOf } from '../../wasm/toolchain/jobs.mjs';
import { Progress } from '../../wasm/toolchain/progress.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { testEnvironment } from './environment.mjs';
import { ensureChromium } from './tools/chromium.mjs';
import { firefox } from './tools/firefox.mjs';
import { webkit } from './tools/webkit.mjs';

/** @typedef {Pick<import('./tally.mjs').Report, 'line' | 'addRun'>} Report */

export const testCommandLine = (/** @type {Report} */ report) =>
  runVitest(report, 'the command line', 'unit', ['tests/cli/']);

export const testPackage = (/** @type {Report} */ report) =>
  runVitest(report, 'the package', 'unit', ['tests/wasm/']);

export const testWeb = (/** @type {Report} */ report) =>
  runVitest(report, 'the page', 'unit', ['tests/web/', 'tests/run/']);

export async function testPeers(/** @type {Report} */ report) {
  const output = await runVitest(report, 'comparison with TensorFlow.js', 'peers', []);
  // What was compared, and how close it came, is worth a line also when all is well.
  for (const line of output.match(/^.* compared with TensorFlow\.js.*$/gm) ?? []) {
    report.line(line.trim());
  }
}

export const testInBrowser = (/** @type {Report} */ report) =>
  runVitest(report, 'the page in Chromium', 'browser', [], { CHROMIUM: ensureChromium() });

/**
 * @param {Report} report
 * @param {{ times: Record<string, number>, results: string }} [wanted] more than a few of each, and where
 *   what they took is written to (tests/mishaps/support/measure.ts)
 */
export async function testMishaps(report, wanted) {
  const env = {
    CHROMIUM: ensureChromium(),
    ...(wanted ? { RECEPTIVE_MISHAPS: JSON.stringify(wanted) } : {}),
  };
  const minutes = wanted ? 120 : undefined;
  const output = await runVitest(report, 'mishaps in Chromium', 'mishaps', [], env, minutes);
  for (const [line] of output.matchAll(/^mishaps: .*$/gm)) report.line(line);
}

export const testByWalking = (/** @type {Report} */ report) =>
  runVitest(report, 'random walks over the page', 'walks', [], { CHROMIUM: ensureChromium() });

export async function testInEngines(/** @type {Report} */ report) {
  const output = await runVitest(report, 'the page in Firefox and WebKit', 'engines', [], {
    RECEPTIVE_FIREFOX: JSON.stringify(firefox()),
    RECEPTIVE_WEBKIT: JSON.stringify(webkit()),
  });
  for (const [line] of output.matchAll(/^journeys in .*$/gm)) report.line(line);
}

/**
 * @param {Report} report
 * @param {string} title
 * @param {string} project of tests/vitest.config.ts
 * @param {string[]} folders none for all of the project
 * @param {Record<string, string>} [env]
 * @param {number} [minutes]
 * @returns {Promise<string>} what it printed
 */
async function runVitest(report, title, project, folders, env = {}, minutes = 15) {
  const folder = join(repository, 'build/test');
  const name = [project, ...folders].join('-').replaceAll('/', '');
  const results = join(folder, `${name}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(results, { force: true });
  const progress = new Progress(title);
  let tests = 0;
  const outcome = await outcomeOf(
    process.execPath,
    [
      join(repository, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--config', join(repository, 'tests/vitest.config.ts')],
      ...['--project', project, '--no-color', ...folders],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
    ],
    {
      cwd: repository,
      env: { ...testEnvironment(), ...env },
      minutes,
      onLine: (line) => {
        // One line for each file.
        const [, count] = /\.test\.ts \((\d+) tests?\b/.exec(line) ?? [];
        if (count) progress.at((tests += Number(count)), undefined, 'tests');
      },
    },
  );
  progress.end(false);
  const read = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : undefined;
  const counts = read ? vitestCounts(read) : { passed: 0, failed: 0, skipped: 0 };
  report.addRun(title, counts, outcome);
  if (counts.skipped > 0) tellSkips(report, read, outcome.output);
  return outcome.output;
}

/**
 * Which tests were skipped, and why: a test that skips itself prints a line with 'skipped:'.
 * @param {Report} report
 * @param {VitestReport} results
 * @param {string} output
 */
function tellSkips(report, results, output) {
  for (const { assertionResults } of results.testResults) {
    for (const { status, fullName } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') {
        report.line(`skipped: ${fullName}`);
      }
    }
  }
  for (const reason of new Set(output.match(/^.*skipped: .*$/gm))) {
    report.line(reason.trim());
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
