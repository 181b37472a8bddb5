// The compiler for WebAssembly: one on the PATH that is new enough, else the cached one, which is
// put together here from Debian's packages where nothing better can be had.
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { canUnpackPackages, downloadPackages, newerRelease, unpackPackages } from './apt.mjs';
import { cacheFolder, installOnce } from './cache.mjs';
import { platform } from './platform.mjs';
import { ask, compareVersions, run, say, Stop, which } from './run.mjs';
import { installSystemPackages, offeredVersion } from './system-packages.mjs';
import { versionOf } from './versions.mjs';

const { version, minimum } = versionOf('emscripten');

/** Makes sure there is an emcc; gives its folder. */
export function ensureEmscripten() {
  const present = onPath() ?? cached();
  if (present) return present;
  const reason = 'the compiler that turns the core into WebAssembly';
  if (newerRelease() && platform().distribution === 'debian' && canUnpackPackages()) {
    say(`Installing Emscripten ${version} into ${cacheFolder()} (1.2 GB): ${reason}.`);
    installOnce(`emscripten-${version}`, (folder) => {
      unpackEmscripten(folder);
      check(join(folder, 'usr/share/emscripten'));
    });
    return /** @type {string} */ (cached());
  }
  if (compareVersions(offeredVersion('emscripten') ?? '0', minimum) >= 0) {
    installSystemPackages(['emscripten'], reason);
    const installed = onPath();
    if (installed) return installed;
  }
  throw new Stop(`Emscripten ${minimum} or newer is needed, ${reason}; none can be installed here
by itself. Install it and put emcc on the PATH, in one of these ways:
  Debian 13 or newer:    sudo apt-get install emscripten
  macOS:                 brew install emscripten
  every other system:    git clone https://github.com/emscripten-core/emsdk && cd emsdk
                         ./emsdk install ${version} && ./emsdk activate ${version}
                         . ./emsdk_env.sh`);
}

/**
 * The environment in which emcc works from the given folder.
 * @returns {Record<string, string>}
 */
export function emscriptenEnvironment(/** @type {string} */ folder) {
  // The cached one has its configuration beside it; a leftover of another must not win.
  const own = join(folder, '.emscripten');
  // Hundreds of times emcc starts Python: without a detour over a script that chooses its version.
  const python = ask('python3', ['-c', 'import sys; print(sys.executable)'])?.trim();
  return {
    ...(folder.startsWith(cacheFolder()) ? { EM_CONFIG: own } : {}),
    ...(python ? { PYTHON: python } : {}),
  };
}

function onPath() {
  const emcc = which('emcc');
  if (!emcc) return undefined;
  const found = /emcc[^\n]* (\d+\.\d+\.\d+)/.exec(ask(emcc, ['--version']) ?? '')?.[1];
  return found && compareVersions(found, minimum) >= 0 ? dirname(emcc) : undefined;
}

function cached() {
  const folder = join(cacheFolder(), `emscripten-${version}`, 'usr/share/emscripten');
  return existsSync(folder) ? folder : undefined;
}

/**
 * Debian 12 has an Emscripten that is too old, and the LLVM that the next release's one wants. So:
 * LLVM from here, Emscripten from there, and binaryen from there too, run by the newer C library
 * that belongs to it.
 * @param {string} folder
 */
function unpackEmscripten(folder) {
  const { triplet } = platform();
  if (!triplet) throw new Stop('Debian has no Emscripten for this kind of processor.');
  const debs = join(folder, 'debs');
  const newer = join(folder, 'newer');
  downloadPackages(
    [
      ...['clang-19', 'lld-19', 'llvm-19', 'llvm-19-linker-tools', 'libllvm19', 'libclang-cpp19'],
      ...['libclang-common-19-dev', 'libz3-4', 'libedit2', 'libbsd0', 'libmd0', 'libxml2'],
      ...['libicu72', 'liblzma5', 'libzstd1', 'libtinfo6', 'node-acorn'],
      ...['emscripten/next', 'binaryen/next', 'libc6/next', 'libstdc++6/next', 'libgcc-s1/next'],
    ],
    debs,
  );
  const fromNext = /^(binaryen|libc6|libstdc\+\+6|libgcc-s1)_/;
  unpackPackages(debs, newer, { only: fromNext, exclude: ['*/share/doc', '*/share/man'] });
  unpackPackages(debs, folder, {
    only: /^(?!binaryen_|libc6_|libstdc\+\+6_|libgcc-s1_)/,
    exclude: [
      ...['*/share/doc', '*/share/man', '*/share/emscripten/test', '*/share/emscripten/docs'],
      // 64-bit memory, link-time optimization and dynamic linking: not ours.
      ...['*/lib/wasm64-emscripten', '*/wasm32-emscripten/lto', '*/wasm32-emscripten/pic'],
    ],
  });
  run('rm', ['-r', debs]);

  writeLlvmStarters(folder, triplet);
  writeBinaryenStarters(folder, triplet);
  // Emscripten looks for its JavaScript helpers beside itself; Debian keeps them elsewhere.
  symlinkSync('../nodejs', join(folder, 'usr/share/emscripten/node_modules'));
  writeFileSync(
    join(folder, 'usr/share/emscripten/.emscripten'),
    `# Paths follow this file, so that the folder may be moved.
import os, shutil
emscripten = os.path.dirname(os.path.abspath(os.environ['EM_CONFIG']))
top = os.path.abspath(os.path.join(emscripten, '../../..'))
LLVM_ROOT = os.path.join(top, 'starters/llvm')
BINARYEN_ROOT = os.path.join(top, 'starters/binaryen')
NODE_JS = shutil.which('node') or 'node'
CACHE = os.path.join(emscripten, 'cache')
# The libraries came compiled; nothing is added at build time, so any number of builds can share it.
FROZEN_CACHE = True
LLVM_ADD_VERSION = ''
CLANG_ADD_VERSION = ''
`,
  );
}

/** The programs of LLVM find their libraries in the folder, not on the system. */
function writeLlvmStarters(/** @type {string} */ folder, /** @type {string} */ triplet) {
  const names = ['clang', 'clang++', 'wasm-ld', 'llvm-ar', 'llvm-nm', 'llvm-objcopy'];
  names.push('llvm-dwarfdump', 'llvm-objdump', 'llvm-ranlib', 'llvm-strip', 'llvm-size');
  for (const name of names) {
    writeStarter(
      join(folder, 'starters/llvm', name),
      `top=\${0%/*}/../..
export LD_LIBRARY_PATH="$top/usr/lib/llvm-19/lib:$top/usr/lib/${triplet}:$top/lib/${triplet}"
exec "$top/usr/lib/llvm-19/bin/${name}" "$@"`,
    );
  }
}

/** Binaryen was linked against a newer C library than the system's: its own loader starts it. */
function writeBinaryenStarters(/** @type {string} */ folder, /** @type {string} */ triplet) {
  const libraries = `usr/lib/${triplet}`;
  const loader = readdirSync(join(folder, 'newer', libraries)).find((f) =>
    /^ld-linux.*\.so/.test(f),
  );
  for (const path of readdirSync(join(folder, 'newer/usr/bin'))) {
    const name = basename(path);
    writeStarter(
      join(folder, 'starters/binaryen/bin', name),
      `newer=\${0%/*}/../../../newer
exec "$newer/${libraries}/${loader}" --argv0 "${name}" --library-path "$newer/${libraries}" \\
  "$newer/usr/bin/${name}" "$@"`,
    );
  }
}

function writeStarter(/** @type {string} */ path, /** @type {string} */ script) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** A program through every stage: compiler, linker, optimizer and JavaScript. */
function check(/** @type {string} */ emscripten) {
  const test = join(emscripten, '../../../check');
  mkdirSync(test);
  writeFileSync(
    join(test, 'check.cpp'),
    '#include <stdexcept>\nint main(int n, char**) {\n  try { if (n) throw std::logic_error("x"); }\n' +
      '  catch (const std::exception&) { return 0; }\n  return 1;\n}\n',
  );
  const env = { EM_CONFIG: join(emscripten, '.emscripten') };
  const flags = ['-O2', '-msimd128', '-fwasm-exceptions', 'check.cpp', '-o', 'check.cjs'];
  run(join(emscripten, 'em++'), flags, { cwd: test, env });
  run('node', ['check.cjs'], { cwd: test });
  run('rm', ['-r', test]);
}
