// clang-tidy, on every C++ file of the library and of the bindings. What was found clean once is
// remembered, by the content of all that was read.
//
// Most of its time goes into the headers of the libraries, which every check walks through again for
// every file. So a dozen files of the library are read as one, as they are compiled, by all checks, and
// each alone by the few that find less in a dozen at once: the compiler itself, which holds it to
// including what it uses, its -Wshadow, and what is looked for in the file proper only.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { cacheFolder } from '../../wasm/toolchain/cache.mjs';
import { configure } from '../../wasm/toolchain/cmake.mjs';
import { emscriptenEnvironment, ensureEmscripten } from '../../wasm/toolchain/emscripten.mjs';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { outcomeOf, runTogether } from '../../wasm/toolchain/jobs.mjs';
import { Progress } from '../../wasm/toolchain/progress.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { ask, run } from '../../wasm/toolchain/run.mjs';
import { Remembered } from './remembered.mjs';
import { ensureClangTools } from './tools/clang-tools.mjs';

/** @typedef {{ file: string, args: string[], flags: string }} Reading */
/** @typedef {{ file: string, command: string, directory: string }} Command of a compiler */

/** What is checked in each file alone of those that are read together. */
const alone = ['-*', 'misc-unused-using-decls', 'modernize-deprecated-headers'];

/** @param {import('./tally.mjs').Report} report */
export async function tidy(report) {
  const program = ensureClangTools()['clang-tidy'];
  // Its list of files is up to date only then.
  await configure('native', 'the core for this machine', {}, true);
  const readings = [...coreReadings(), ...bindingReadings()];
  const clean = new Remembered(join(cacheFolder(), 'tidy'), [
    join(repository, 'core'),
    join(repository, 'wasm/bindings'),
  ]);
  const same = [
    run(program, ['--version']),
    // The system's own headers come with it.
    ask(process.env.CXX ?? 'c++', ['--version']) ?? '',
    readFileSync(join(repository, '.clang-tidy'), 'utf8'),
    readFileSync(join(repository, 'wasm/toolchain/versions.json'), 'utf8'),
  ].join('\n');

  const count = new Set(readings.map(({ file }) => file).filter((file) => !isTogether(file))).size;
  const title = `clang-tidy on ${count} files`;
  const progress = new Progress(title);
  let done = 0;
  let known = 0;
  /** @type {string[]} */
  const findings = [];
  await runTogether(
    readings.map(({ file, args, flags }) => async () => {
      const key = clean.keyOf(file, `${same}\n${flags.replaceAll(repository, '')}`);
      if (clean.has(key)) {
        known += 1;
      } else {
        const outcome = await outcomeOf(program, ['--quiet', ...args], { cwd: repository });
        if (outcome.ok) clean.add(key);
        else findings.push(`${relative(repository, file)}:\n${outcome.stdout || outcome.output}`);
      }
      progress.at(++done, readings.length, 'readings');
    }),
  );
  progress.end(false);
  const remark = known > 0 ? ` (${known} unchanged since they were found clean)` : '';
  report.addCheck(`${title}${remark}`, findings.length === 0, findings.join('\n'));
}

/** Whether it is one that CMake has made of a dozen. */
const isTogether = (/** @type {string} */ file) => /\/receptive(_core)?\.dir\/Unity\//.test(file);

/**
 * The library as the native build compiles it, but each kernel for one instruction set.
 * @returns {Reading[]}
 */
function coreReadings() {
  /** @type {Command[]} */
  const commands = JSON.parse(
    readFileSync(join(repository, 'build/native/compile_commands.json'), 'utf8'),
  );
  const together = commands.filter(({ file }) => isTogether(file));
  const parts = new Map(
    together.flatMap((entry) => filesOf(entry.file).map((file) => [file, entry])),
  );
  const singly = new Map(commands.map((entry) => [entry.file, entry]));
  const entries = filesUnder('core', /\.cpp$/).flatMap((file) => {
    const entry = parts.get(file) ?? singly.get(file);
    return entry ? [withoutShared(entry, file)] : [];
  });
  entries.push(...together.map((entry) => withoutShared(entry, entry.file)));
  const folder = join(repository, 'build/tidy');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'compile_commands.json'), JSON.stringify(entries));
  return entries.map(({ file, command }) => {
    // The list is g++'s: clang does not know all of its warnings.
    const extra = ['--extra-arg=-Wno-unknown-warning-option'];
    // One file's names hide another's, which means nothing.
    if (!isTogether(file)) extra.push('--extra-arg=-Wshadow');
    if (parts.has(file)) extra.push(`--checks=${alone.join(',')}`);
    return { file, args: ['-p', folder, ...extra, file], flags: `${command} ${extra.join(' ')}` };
  });
}

/**
 * The files that CMake has put together in one.
 * @param {string} file
 */
function filesOf(file) {
  const names = readFileSync(file, 'utf8').matchAll(/^#include "([^"]+)"/gm);
  return [...names].map(([, name = '']) => resolve(dirname(file), name));
}

/**
 * As the entry's file is compiled, without what several files share, which would hide that one of them
 * does not include it.
 * @param {Command} entry
 * @param {string} file
 * @returns {Command}
 */
function withoutShared({ directory, file: compiled, command }, file) {
  const own = command
    .replaceAll(/ -include \S*cmake_pch\S*| -Winvalid-pch| -o \S+/g, '')
    .replaceAll(compiled, file);
  return { directory, file, command: own };
}

/**
 * The bindings are compiled by emcc, which adds what makes clang compile for WebAssembly; here the
 * same is told to clang-tidy.
 * @returns {Reading[]}
 */
function bindingReadings() {
  const emscripten = ensureEmscripten();
  const cache = run(join(emscripten, 'em-config'), ['CACHE'], {
    env: emscriptenEnvironment(emscripten),
  }).trim();
  const flags = [
    ...['--target=wasm32-unknown-emscripten', `--sysroot=${join(cache, 'sysroot')}`],
    ...['-Xclang', '-iwithsysroot/include/compat'],
    ...['-std=c++20', '-fwasm-exceptions', '-msimd128', `-I${join(repository, 'core')}`],
  ];
  return filesUnder('wasm/bindings', /\.cpp$/).map((file) => ({
    file,
    args: [file, '--', ...flags],
    flags: flags.join(' '),
  }));
}
