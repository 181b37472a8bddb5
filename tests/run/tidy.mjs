// clang-tidy, on every C++ file of the library and of the bindings. What was found clean once is
// remembered, by the content of all that was read.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
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

  const title = `clang-tidy on ${readings.length} files`;
  const progress = new Progress(title);
  let done = 0;
  let known = 0;
  /** @type {string[]} */
  const findings = [];
  await runTogether(
    readings.map(({ file, args }) => async () => {
      const key = clean.keyOf(file, `${same}\n${args.join('\n').replaceAll(repository, '')}`);
      if (clean.has(key)) {
        known += 1;
      } else {
        const outcome = await outcomeOf(program, ['--quiet', ...args], { cwd: repository });
        if (outcome.ok) clean.add(key);
        else findings.push(`${relative(repository, file)}:\n${outcome.stdout || outcome.output}`);
      }
      progress.at(++done, readings.length, 'files');
    }),
  );
  progress.end(false);
  const remark = known > 0 ? ` (${known} unchanged since they were found clean)` : '';
  report.addCheck(`${title}${remark}`, findings.length === 0, findings.join('\n'));
}

/**
 * The library as the native build compiles it, but each file alone and once: there a dozen may be
 * compiled together, and a kernel for several instruction sets.
 * @returns {Reading[]}
 */
function coreReadings() {
  /** @type {{ file: string, command: string, directory: string }[]} */
  const commands = JSON.parse(
    readFileSync(join(repository, 'build/native/compile_commands.json'), 'utf8'),
  );
  const alone = new Map(commands.map((entry) => [entry.file, entry]));
  const together = commands.find(({ file }) => file.includes('/receptive_core.dir/Unity/'));
  const files = filesUnder('core', /\.cpp$/);
  const entries = files.flatMap((file) => {
    const entry = alone.get(file) ?? together;
    if (!entry) return [];
    const { directory, command } = entry;
    // Without what several files share, which would hide that one of them does not include it.
    const own = command
      .replaceAll(/ -include \S*cmake_pch\S*| -Winvalid-pch| -o \S+/g, '')
      .replaceAll(entry.file, file);
    return [{ directory, file, command: own }];
  });
  const folder = join(repository, 'build/tidy');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'compile_commands.json'), JSON.stringify(entries));
  // The list is g++'s: clang does not know all of its warnings.
  const extra = ['--extra-arg=-Wno-unknown-warning-option', '--extra-arg=-Wshadow'];
  return entries.map(({ file, command }) => ({
    file,
    args: ['-p', folder, ...extra, file],
    flags: `${command} ${extra.join(' ')}`,
  }));
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
