// The C++ libraries, unpacked into the cache. On systems without Debian's packages CMake looks on
// the system and fetches what is not there; see headers.cmake.
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { canUnpackPackages, downloadPackages, unpackPackages } from './apt.mjs';
import { cacheFolder, installOnce } from './cache.mjs';
import { run, say, Stop } from './run.mjs';
import { versionOf } from './versions.mjs';

export const ensureXsimd = () =>
  ensureHeaders('xsimd', ['libxsimd-dev/next'], 'SIMD types, for the fast kernels');
export const ensureJson = () =>
  ensureHeaders(
    'nlohmann-json',
    ['nlohmann-json3-dev/next'],
    'reads and writes JSON, which the tests compare ours with',
  );
export const ensureKissfft = () =>
  ensureHeaders('kissfft', ['libkissfft-dev'], 'Fourier transforms, for convolution by FFT');
export const ensureDoctest = () =>
  ensureHeaders('doctest', ['doctest-dev/next'], 'runs the C++ tests');
export function ensureZlib() {
  if (existsSync('/usr/include/zlib.h')) return;
  ensureHeaders('zlib', ['zlib1g-dev'], 'lets the command line read .gz files');
}

/**
 * @param {string} name as in versions.json
 * @param {string[]} packages
 * @param {string} reason
 */
function ensureHeaders(name, packages, reason) {
  const { version } = versionOf(name);
  if (existsSync(join(cacheFolder(), `${name}-${version}`)) || !canUnpackPackages()) return;
  say(`Installing ${name} ${version} into ${cacheFolder()}: ${reason}.`);
  try {
    installOnce(`${name}-${version}`, (folder) => {
      const debs = join(folder, 'debs');
      downloadPackages(packages, debs);
      unpackPackages(debs, folder, { exclude: ['*/share/doc'] });
      // CMake's usual layout: include and lib, without Debian's usr above them.
      for (const part of ['include', 'lib']) {
        if (existsSync(join(folder, 'usr', part))) {
          renameSync(join(folder, 'usr', part), join(folder, part));
        }
      }
      run('rm', ['-r', debs, join(folder, 'usr')]);
    });
  } catch (error) {
    // CMake has two more ways to it, and says what is missing if they fail too.
    if (!(error instanceof Stop)) throw error;
    say(`  not possible, CMake will look for another: ${error.message.split('\n').at(-1)}`);
  }
}
