// What there is to run, in the order in which it is run. Four groups make up `npm test`. The tests that
// wait most, in browsers, come early: they go on beside the long builds, which yield to them.
import { ensureNpmPackages } from '../../wasm/toolchain/npm-packages.mjs';
import { cmakeBuild } from '../../wasm/toolchain/cmake.mjs';
import {
  buildEngine,
  buildEngineTypes,
  buildForWebAssembly,
} from '../../wasm/toolchain/engine.mjs';
import { setUpForEngine, setUpForNative } from '../../wasm/toolchain/setup.mjs';
import { ensureFuzzCompiler } from '../fuzz/fuzz-compiler.mjs';
import { testInWebAssembly, testNative, testWithSanitizers } from './doctest.mjs';
import { buildForFuzzing, testByFuzzing } from './fuzz.mjs';
import { checkCplusplusFormat, checkPage } from './lint.mjs';
import { tidy } from './tidy.mjs';
import { ensureChromium } from './tools/chromium.mjs';
import { ensureClangTools } from './tools/clang-tools.mjs';
import { firefox } from './tools/firefox.mjs';
import { webkit } from './tools/webkit.mjs';
import * as vitest from './vitest.mjs';

/** @typedef {import('./tally.mjs').Report} Report */

/**
 * @typedef {object} Context
 * @property {string | undefined} engine the folder of a package made elsewhere, to be tested
 */

/**
 * @typedef {object} Stage
 * @property {string} name for --only
 * @property {'core' | 'package' | 'web' | 'browser'} group
 * @property {string} title
 * @property {(context: Context) => Promise<unknown>} install
 * @property {(context: Context, report: Report) => Promise<void>} [build] with all cores
 * @property {(report: Report) => Promise<unknown>} [test] beside the next builds
 */

/** The engine's package, or nothing of C++ where one was made elsewhere. */
const engineTools = async (/** @type {Context} */ { engine }) => {
  await Promise.all([ensureNpmPackages(), engine === undefined ? setUpForEngine() : undefined]);
};
const chromiumTools = async (/** @type {Context} */ context) => {
  await engineTools(context);
  ensureChromium();
};
const engine = (/** @type {Context} */ context) => buildEngine(context.engine);

/** @type {Promise<void> | undefined} */
let page;

/** The built page, once: another build would take the files away from the tests that run meanwhile. */
const buildPageOnce = (/** @type {Context} */ context) =>
  (page ??= (async () => {
    await buildEngine(context.engine);
    const { buildPage } = await import('../../web/build/page.mjs');
    await buildPage();
  })());

/** @type {Stage[]} */
export const stages = [
  {
    name: 'package',
    group: 'package',
    title: 'The engine package, in Node',
    install: engineTools,
    build: engine,
    test: vitest.testPackage,
  },
  {
    name: 'peers',
    group: 'package',
    title: 'The engine package beside TensorFlow.js',
    install: engineTools,
    build: engine,
    test: vitest.testPeers,
  },
  {
    name: 'web',
    group: 'web',
    title: 'The page, without a browser',
    install: engineTools,
    build: engine,
    test: vitest.testWeb,
  },
  {
    name: 'browser',
    group: 'browser',
    title: 'The page in Chromium',
    install: chromiumTools,
    build: buildPageOnce,
    test: vitest.testInBrowser,
  },
  {
    name: 'mishaps',
    group: 'browser',
    title: 'Storage that fails, kills and freezes, in Chromium',
    install: chromiumTools,
    build: buildPageOnce,
    test: vitest.testMishaps,
  },
  {
    name: 'walks',
    group: 'browser',
    title: 'Random walks over the page in Chromium',
    install: chromiumTools,
    build: buildPageOnce,
    test: vitest.testByWalking,
  },
  {
    name: 'engines',
    group: 'browser',
    title: 'The page in Firefox and WebKit',
    install: async (context) => {
      await engineTools(context);
      // Where one cannot be had, its journeys are skipped and say why.
      firefox();
      webkit();
    },
    build: buildPageOnce,
    test: vitest.testInEngines,
  },
  {
    name: 'lint',
    group: 'web',
    title: 'ESLint, arrows, types, svelte-check and Prettier',
    install: ensureNpmPackages,
    build: (context) => buildEngineTypes(context.engine),
    test: checkPage,
  },
  {
    name: 'format',
    group: 'core',
    title: 'clang-format',
    install: async () => ensureClangTools(),
    test: checkCplusplusFormat,
  },
  {
    name: 'native',
    group: 'core',
    title: 'The core, native',
    install: setUpForNative,
    build: () => cmakeBuild('native', 'the core for this machine', []),
    test: testNative,
  },
  {
    name: 'cli',
    group: 'core',
    title: 'The command line',
    install: async () => Promise.all([ensureNpmPackages(), setUpForNative()]),
    build: () => cmakeBuild('native', 'the command line', ['receptive']),
    test: vitest.testCommandLine,
  },
  {
    name: 'debug',
    group: 'core',
    title: 'The core under the address and undefined-behaviour sanitizers',
    install: setUpForNative,
    build: () => cmakeBuild('debug', 'the core with sanitizers', ['receptive_tests']),
    test: testWithSanitizers,
  },
  {
    name: 'wasm',
    group: 'core',
    title: 'The core as WebAssembly, in Node',
    install: () => Promise.all([setUpForNative(), setUpForEngine()]),
    build: () => buildForWebAssembly(['receptive_tests']),
    test: testInWebAssembly,
  },
  {
    name: 'fuzz',
    group: 'core',
    title: 'Random input for the readers of files, under the sanitizers',
    install: async () => {
      await setUpForNative();
      // Where no fuzzers can be built, that stage is left out and says why.
      ensureFuzzCompiler();
    },
    build: buildForFuzzing,
    test: testByFuzzing,
  },
  {
    name: 'tidy',
    group: 'core',
    title: 'clang-tidy',
    // The bindings are read as emcc compiles them.
    install: async () => {
      await Promise.all([setUpForNative(), setUpForEngine()]);
      ensureClangTools();
    },
    build: (_, report) => tidy(report),
  },
];

/** @param {string} names of groups and stages, with commas; throws with the names that there are */
export function stagesOf(names) {
  const wanted = names.split(',');
  const groups = [...new Set(stages.map(({ group }) => group))];
  const known = [...new Set([...groups, ...stages.map(({ name }) => name)])];
  const unknown = wanted.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) {
    throw new Error(`no stage "${unknown.join(', ')}"; there are ${known.join(', ')}.`);
  }
  // A name that is both is meant as the group.
  return stages.filter(
    ({ name, group }) =>
      wanted.includes(group) || (wanted.includes(name) && !groups.some((one) => one === name)),
  );
}
