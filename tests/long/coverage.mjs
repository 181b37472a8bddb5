// Which branches the tests take: of the core, natively (a branch has two ways; exceptions are none), and
// of the package's JavaScript.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { cmakeBuild } from '../../wasm/toolchain/cmake.mjs';
import { ensureEmscripten } from '../../wasm/toolchain/emscripten.mjs';
import { buildEngine } from '../../wasm/toolchain/engine.mjs';
import { outcomeOf } from '../../wasm/toolchain/jobs.mjs';
import { platform } from '../../wasm/toolchain/platform.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { run, Stop, which } from '../../wasm/toolchain/run.mjs';
import { setUpForEngine, setUpForNative } from '../../wasm/toolchain/setup.mjs';
import { versionOf } from '../../wasm/toolchain/versions.mjs';
import { ensureFuzzCompiler, whyNoFuzzCompiler } from '../fuzz/fuzz-compiler.mjs';
import { doctestCounts } from '../run/doctest.mjs';
import { testEnvironment } from '../run/environment.mjs';
import { branchesOf } from './support/branches.mjs';

/** @typedef {import('./main.mjs').LongReport} LongReport */
/** @typedef {{ count: number, covered: number }} Counted */
/** @typedef {{ filename: string, summary: { branches: Counted }, branches: number[][] }} FileCoverage */

const readers = ['core/data/readers', 'core/data/looking', 'core/io', 'core/base'];

/** @type {import('./main.mjs').Part} */
export default async (report) => {
  await setUpForNative();
  await setUpForEngine();
  const compiler = ensureFuzzCompiler();
  const core = compiler ? await coverCore(report, compiler) : {};
  if (!compiler) report.line(`the core, skipped: ${whyNoFuzzCompiler()}`);
  const wasm = await coverPackage(report);
  return { notTaken: { core, package: wasm } };
};

/** @param {LongReport} report @param {string} compiler */
async function coverCore(report, compiler) {
  await cmakeBuild('coverage', 'the core that counts', ['receptive_tests'], { CXX: compiler });
  const folder = join(repository, 'build/coverage');
  const program = join(folder, 'receptive_tests');
  const raw = join(folder, 'tests.profraw');
  const outcome = await outcomeOf(program, ['--no-colors=true'], {
    cwd: folder,
    env: { ...testEnvironment(), LLVM_PROFILE_FILE: raw },
    minutes: 30,
  });
  report.addRun('the core, counted', doctestCounts(outcome.stdout), outcome);
  const profile = join(folder, 'tests.profdata');
  llvm('llvm-profdata', ['merge', '-sparse', raw, '-o', profile]);
  const text = llvm('llvm-cov', [
    ...['export', program, `-instr-profile=${profile}`, '-skip-functions'],
    ...['-ignore-filename-regex=/(third-party|tests|include)/'],
  ]);
  /** @type {FileCoverage[]} */
  const files = JSON.parse(text).data[0].files;
  const named = files.map(({ filename, ...rest }) => ({
    ...rest,
    name: relative(repository, filename),
  }));
  const ours = named.filter(({ name }) => name.startsWith('core/'));
  tableOf(
    report,
    'branches of the core',
    ours.map(({ name, summary }) => ({ name, ...summary.branches })),
  );
  const notTaken = ours
    .filter(({ name }) => readers.some((reader) => name.startsWith(`${reader}/`)))
    .map(({ name, branches }) => /** @type {const} */ ([name, placesOf(branches)]))
    .filter(([, places]) => places.length > 0);
  return Object.fromEntries(notTaken);
}

/**
 * Where one of both ways was never taken.
 * @param {number[][]} branches line, column, end, end, times true, times false, ...
 */
function placesOf(branches) {
  /** @type {Map<string, [number, number]>} */
  const places = new Map();
  for (const [line = 0, column = 0, , , yes = 0, no = 0] of branches) {
    // A template is there once for each of its types.
    const place = `${line}:${column}`;
    const [before, beforeNot] = places.get(place) ?? [0, 0];
    places.set(place, [before + yes, beforeNot + no]);
  }
  return [...places]
    .filter(([, [yes, no]]) => yes === 0 || no === 0)
    .map(
      ([place, [yes, no]]) =>
        `${place} never ${yes === 0 ? 'true' : 'false'}${yes + no === 0 ? ' or false' : ''}`,
    );
}

/** A program beside Emscripten's clang, or one on the PATH. */
function llvm(/** @type {string} */ name, /** @type {string[]} */ args) {
  const { version } = versionOf('clangTools');
  const top = join(ensureEmscripten(), '../../..');
  const home = join(top, `usr/lib/llvm-${version}`);
  if (existsSync(join(home, 'bin', name))) {
    const { triplet = '' } = platform();
    const libraries = [join(home, 'lib'), join(top, 'usr/lib', triplet), join(top, 'lib', triplet)];
    return run(join(home, 'bin', name), args, { env: { LD_LIBRARY_PATH: libraries.join(':') } });
  }
  const found = which(`${name}-${version}`) ?? which(name);
  if (!found) throw new Stop(`coverage: expected ${name} beside clang, found none`);
  return run(found, args);
}

/** @param {LongReport} report */
async function coverPackage(report) {
  await buildEngine();
  const folder = join(repository, 'build/coverage-package');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const results = join(folder, 'vitest.json');
  const counts = join(folder, 'counts');
  const outcome = await outcomeOf(
    process.execPath,
    [
      join(repository, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--config', join(repository, 'tests/long/support/package.config.ts')],
      ...['--no-color', '--reporter=json', `--outputFile.json=${results}`],
    ],
    { cwd: repository, env: { ...testEnvironment(), RECEPTIVE_COVERAGE: counts }, minutes: 20 },
  );
  const { numPassedTests: passed, numFailedTests: failed } = existsSync(results)
    ? JSON.parse(readFileSync(results, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0 };
  report.addRun('the package, counted', { passed, failed, skipped: 0 }, outcome);

  /** @type {Map<string, import('./support/branches.mjs').Range[][]>} */
  const runs = new Map();
  for (const file of existsSync(counts) ? readdirSync(counts) : []) {
    /** @type {{ url: string, functions: { ranges: import('./support/branches.mjs').Range[] }[] }[]} */
    const scripts = JSON.parse(readFileSync(join(counts, file), 'utf8'));
    for (const { url, functions } of scripts) {
      const path = url.startsWith('file:') ? fileURLToPath(url) : url;
      // What the C++ compiler writes is its own.
      if (/\/receptive-[^/]*$/.test(path) || !existsSync(path)) continue;
      const ranges = functions.flatMap((one) => one.ranges);
      runs.set(path, [...(runs.get(path) ?? []), ranges]);
    }
  }
  const files = [...runs].map(([path, ranges]) => ({
    name: relative(repository, path),
    branches: branchesOf(path, ranges),
  }));
  tableOf(
    report,
    'branches of the package',
    files.map(({ name, branches }) => ({
      name,
      count: branches.length,
      covered: branches.filter(({ count }) => count > 0).length,
    })),
  );
  const notTaken = files
    .map(({ name, branches }) => {
      const missed = branches.filter(({ count }) => count <= 0);
      return /** @type {const} */ ([name, missed.map(({ line, what }) => `${line} ${what}`)]);
    })
    .filter(([, missed]) => missed.length > 0);
  return Object.fromEntries(notTaken);
}

/**
 * By folder, the readers and all together.
 * @param {LongReport} report
 * @param {string} title
 * @param {({ name: string } & Counted)[]} files
 */
function tableOf(report, title, files) {
  /** @type {Map<string, Counted>} */
  const sums = new Map();
  const add = (/** @type {string} */ name, /** @type {Counted} */ { count, covered }) => {
    const sum = sums.get(name) ?? { count: 0, covered: 0 };
    sums.set(name, { count: sum.count + count, covered: sum.covered + covered });
  };
  for (const file of files.sort((a, b) => (a.name < b.name ? -1 : 1)))
    add(dirname(file.name), file);
  for (const file of files) {
    if (readers.slice(0, 3).some((reader) => file.name.startsWith(`${reader}/`))) {
      add('readers (core/data/readers, core/data/looking, core/io)', file);
    }
    add('all', file);
  }
  report.table(
    [title, 'ways', 'taken', '%'],
    [...sums]
      .filter(([, { count }]) => count > 0)
      .map(([name, { count, covered }]) => [
        name,
        count,
        covered,
        ((100 * covered) / count).toFixed(1),
      ]),
  );
}
