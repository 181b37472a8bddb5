// A clang that can build fuzzers: one on the PATH, else the cached one. Emscripten's clang lacks
// nothing for it but libFuzzer and the sanitizers' libraries, which are a small package.
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canUnpackPackages, downloadPackages, unpackPackages } from '../../wasm/toolchain/apt.mjs';
import { cacheFolder, installOnce, scratchFolder } from '../../wasm/toolchain/cache.mjs';
import { platform } from '../../wasm/toolchain/platform.mjs';
import { ask, run, say, Stop, which } from '../../wasm/toolchain/run.mjs';
import { versionOf } from '../../wasm/toolchain/versions.mjs';

const { version } = versionOf('clangTools');
/** Where Debian's packages have everything that belongs to this version. */
const llvm = `usr/lib/llvm-${version}`;

/**
 * @returns {string | undefined} the path of clang++; undefined where none can be had
 */
export function ensureFuzzCompiler() {
  const starter = join(cacheFolder(), `fuzz-compiler-${version}`, 'starters/clang++');
  if (existsSync(starter)) return starter;
  const present = [`clang++-${version}`, 'clang++'].find(buildsFuzzers);
  if (present) return which(present);
  if (platform().manager !== 'apt' || !canUnpackPackages() || !offered()) return undefined;
  try {
    const there = unpackedClang();
    say(
      `Installing libFuzzer ${version} ${there ? '' : 'and its compiler '}into ${cacheFolder()}: ` +
        'random input for the readers of files.',
    );
    installOnce(`fuzz-compiler-${version}`, (folder) => unpackCompiler(folder, there));
    return starter;
  } catch (error) {
    // Nothing else depends on it: without it, only this test is left out.
    if (error instanceof Stop) return undefined;
    throw error;
  }
}

/** Why there may be none. */
export function whyNoFuzzCompiler() {
  return (
    `it takes clang ${version} or newer with libFuzzer, which is neither on the PATH nor to be had ` +
    `from this system's packages (clang-${version} and libclang-rt-${version}-dev)`
  );
}

function offered() {
  return ask('apt-cache', ['show', `libclang-rt-${version}-dev`]) !== undefined;
}

/** @param {string} name */
function buildsFuzzers(name) {
  const path = which(name);
  const found = path && /version (\d+)\./.exec(ask(path, ['--version']) ?? '')?.[1];
  return Boolean(found && Number(found) >= Number(version) && tries(path));
}

/**
 * Whether a fuzzer can be built and run.
 * @param {string} compiler
 */
function tries(compiler) {
  const folder = scratchFolder('fuzz-check');
  const source = join(folder, 'check.cpp');
  const program = join(folder, 'check');
  writeFileSync(
    source,
    '#include <cstdint>\n#include <string>\nextern "C" int LLVMFuzzerTestOneInput(const ' +
      'std::uint8_t* data, std::size_t size) {\n  return size > 3 && ' +
      'std::string(data, data + size).empty() ? -1 : 0;\n}\n',
  );
  const built = ask(compiler, ['-fsanitize=fuzzer,address,undefined', source, '-o', program]);
  const works = built !== undefined && ask(program, ['-runs=10']) !== undefined;
  run('rm', ['-r', folder]);
  return works;
}

/** The folder of packages that has Emscripten's clang, if it is one of ours. */
function unpackedClang() {
  const folder = join(cacheFolder(), `emscripten-${versionOf('emscripten').version}`);
  return existsSync(join(folder, llvm, 'bin/clang++')) ? folder : undefined;
}

/**
 * @param {string} folder
 * @param {string | undefined} clang where clang is already
 */
function unpackCompiler(folder, clang) {
  const { triplet } = platform();
  const debs = join(folder, 'debs');
  const compiler = [`clang-${version}`, `libllvm${version}`, `libclang-cpp${version}`];
  const libraries = ['libz3-4', 'libedit2', 'libbsd0', 'libmd0', 'libxml2', 'liblzma5'];
  downloadPackages(
    [
      ...[`libclang-rt-${version}-dev`, `libclang-common-${version}-dev`],
      ...(clang ? [] : [...compiler, ...libraries, 'libzstd1', 'libtinfo6', ...icu()]),
    ],
    debs,
  );
  unpackPackages(debs, folder, { exclude: ['*/share', '*-i386.*', '*_tsan*', '*_memprof*'] });
  run('rm', ['-r', debs]);
  // By a link that stays right when the whole cache is moved.
  if (clang) symlinkSync(`../${clang.slice(cacheFolder().length + 1)}`, join(folder, 'clang'));
  const starter = join(folder, 'starters/clang++');
  mkdirSync(dirname(starter), { recursive: true });
  writeFileSync(
    starter,
    `#!/bin/sh
own=\${0%/*}/..
top=$own${clang ? '/clang' : ''}
export LD_LIBRARY_PATH="$top/${llvm}/lib:$top/usr/lib/${triplet}:$top/lib/${triplet}"
exec "$top/${llvm}/bin/clang++" -resource-dir "$own/${llvm}/lib/clang/${version}" "$@"
`,
  );
  chmodSync(starter, 0o755);
  if (!tries(starter)) throw new Stop(`The unpacked clang ${version} builds no fuzzers.`);
}

/** Its name carries a version of its own. */
function icu() {
  const found = ask('apt-cache', ['depends', 'libxml2'])?.match(/libicu\d+/g);
  return found?.slice(0, 1) ?? ['libicu72'];
}
