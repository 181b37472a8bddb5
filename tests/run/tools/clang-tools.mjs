// clang-format and clang-tidy, of one version for everybody: others format otherwise.
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  canUnpackPackages,
  downloadPackages,
  unpackPackages,
} from '../../../wasm/toolchain/apt.mjs';
import { cacheFolder, installOnce } from '../../../wasm/toolchain/cache.mjs';
import { platform } from '../../../wasm/toolchain/platform.mjs';
import { ask, run, say, Stop, which } from '../../../wasm/toolchain/run.mjs';
import { versionOf } from '../../../wasm/toolchain/versions.mjs';

const { version } = versionOf('clangTools');
const programs = /** @type {const} */ (['clang-format', 'clang-tidy']);

/**
 * @returns {Record<typeof programs[number], string>} the programs' paths
 */
export function ensureClangTools() {
  const folder = join(cacheFolder(), `clang-tools-${version}`);
  if (!existsSync(folder)) {
    const present = programs.map(onPath);
    if (present.every((path) => path !== undefined)) {
      return { 'clang-format': present[0] ?? '', 'clang-tidy': present[1] ?? '' };
    }
    if (!canUnpackPackages()) throw new Stop(instructions());
    say(
      `Installing clang-format and clang-tidy ${version} into ${cacheFolder()}: the checks of the C++ code.`,
    );
    installOnce(`clang-tools-${version}`, unpackClangTools);
  }
  const bin = join(folder, 'starters');
  return { 'clang-format': join(bin, 'clang-format'), 'clang-tidy': join(bin, 'clang-tidy') };
}

/** @param {string} name */
function onPath(name) {
  for (const candidate of [`${name}-${version}`, name]) {
    const path = which(candidate);
    if (path && ask(path, ['--version'])?.includes(`version ${version}.`)) return path;
  }
  return undefined;
}

/** @param {string} folder */
function unpackClangTools(folder) {
  const { triplet } = platform();
  const debs = join(folder, 'debs');
  downloadPackages(
    [
      ...[`clang-format-${version}`, `clang-tidy-${version}`, `libclang-cpp${version}`],
      ...[`libllvm${version}`, `libclang-common-${version}-dev`],
      ...[
        'libz3-4',
        'libedit2',
        'libbsd0',
        'libmd0',
        'libxml2',
        'liblzma5',
        'libzstd1',
        'libtinfo6',
      ],
      // Its name carries a version of its own.
      ...(ask('apt-cache', ['depends', 'libxml2'])
        ?.match(/libicu\d+/g)
        ?.slice(0, 1) ?? ['libicu72']),
    ],
    debs,
  );
  unpackPackages(debs, folder, { exclude: ['*/share'] });
  run('rm', ['-r', debs]);
  for (const name of programs) {
    const starter = join(folder, 'starters', name);
    mkdirSync(dirname(starter), { recursive: true });
    writeFileSync(
      starter,
      `#!/bin/sh
top=\${0%/*}/..
export LD_LIBRARY_PATH="$top/usr/lib/llvm-${version}/lib:$top/usr/lib/${triplet}:$top/lib/${triplet}"
exec "$top/usr/lib/llvm-${version}/bin/${name}" "$@"
`,
    );
    chmodSync(starter, 0o755);
    run(starter, ['--version']);
  }
}

function instructions() {
  return `clang-format and clang-tidy ${version} are needed for the checks of the C++ code; install them, in exactly this version, with one of
  sudo apt-get install clang-format-${version} clang-tidy-${version}
  sudo dnf install clang-tools-extra
  brew install llvm@${version} && export PATH="$(brew --prefix llvm@${version})/bin:$PATH"
or leave that stage out: npm test -- --only native,debug,fuzz,wasm,cli,package,web,browser`;
}
