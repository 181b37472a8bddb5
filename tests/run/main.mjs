// npm test [-- --only STAGE,...]: installs what is missing, then runs every stage, and ends with
// the line `N passed, N failed`.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { command } from '../../wasm/toolchain/command.mjs';
import { Stop } from '../../wasm/toolchain/run.mjs';
import * as setUp from '../../wasm/toolchain/setup.mjs';
import { testInWebAssembly, testNative, testWithSanitizers } from './doctest.mjs';
import { testByFuzzing } from './fuzz.mjs';
import { lint } from './lint.mjs';
import { Tally } from './tally.mjs';
import { testInBrowser, testTypeScript } from './vitest.mjs';

/**
 * @typedef {object} Stage
 * @property {string} name for --only
 * @property {string} title
 * @property {() => void} install
 * @property {(tally: Tally) => Promise<void>} run
 */

/** @type {Stage[]} */
const stages = [
  {
    name: 'lint',
    title: 'Format, types and lint',
    install: () => {
      setUp.setUpForNative();
      // The bindings are read as emcc compiles them.
      setUp.setUpForPage();
      setUp.setUpForLint();
    },
    run: lint,
  },
  { name: 'native', title: 'The core, native', install: setUp.setUpForNative, run: testNative },
  {
    name: 'debug',
    title: 'The core under the address and undefined-behaviour sanitizers',
    install: setUp.setUpForNative,
    run: testWithSanitizers,
  },
  {
    name: 'fuzz',
    title: 'Random input for the readers of files, under the sanitizers',
    install: setUp.setUpForFuzzing,
    run: testByFuzzing,
  },
  {
    name: 'wasm',
    title: 'The core as WebAssembly, in Node',
    install: () => {
      setUp.setUpForNative();
      setUp.setUpForPage();
    },
    run: testInWebAssembly,
  },
  {
    name: 'typescript',
    title: 'The engine package, the page and the command line, in Node',
    install: () => {
      setUp.setUpForNative();
      setUp.setUpForPage();
    },
    run: testTypeScript,
  },
  {
    name: 'browser',
    title: 'The page in Chromium',
    install: () => {
      setUp.setUpForPage();
      setUp.setUpForBrowserTests();
    },
    run: testInBrowser,
  },
];

function chosenStages() {
  const names = stages.map(({ name }) => name);
  /** @type {string | undefined} */
  let only;
  try {
    ({ only } = parseArgs({ options: { only: { type: 'string' } } }).values);
  } catch (error) {
    throw new Stop(`npm test: ${error instanceof Error ? error.message : error}`);
  }
  if (only === undefined) return stages;
  const wanted = only.split(',');
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Stop(`npm test: no stage "${unknown.join(', ')}"; there are ${names.join(', ')}.`);
  }
  return stages.filter(({ name }) => wanted.includes(name));
}

await command(async () => {
  const chosen = chosenStages();
  const tally = new Tally();
  // Everything is installed first: what cannot be had is known after seconds, not at the end.
  try {
    for (const { install } of chosen) install();
  } catch (error) {
    if (error instanceof Stop) process.stdout.write('0 passed, 1 failed\n');
    throw error;
  }
  for (const { title, run } of chosen) {
    const start = Date.now();
    process.stdout.write(`\n${title}\n`);
    try {
      await run(tally);
    } catch (error) {
      // A build that fails is a failed test; the other stages still have something to say.
      if (!(error instanceof Stop)) throw error;
      tally.addCheck('build', false, error.message);
    }
    process.stdout.write(`  (${((Date.now() - start) / 1000).toFixed(1)} s)\n`);
  }
  process.stdout.write(`\n${tally}\n`);
  if (!tally.succeeded) process.exitCode = 1;
});
