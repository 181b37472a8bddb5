// The programs every build starts with.
import process from 'node:process';
import { rootPrefix } from './platform.mjs';
import { ask, compareVersions, Stop, which } from './run.mjs';
import { installSystemPackages } from './system-packages.mjs';

const oldestCmake = '3.25';

/** CMake, something for it to drive, and Python, in which Emscripten is written. */
export function ensureBuildTools() {
  const cmake = /version (\d+(?:\.\d+)+)/.exec(ask('cmake', ['--version']) ?? '')?.[1];
  if (cmake && compareVersions(cmake, oldestCmake) < 0) {
    throw new Stop(
      `CMake ${oldestCmake} or newer is needed; this is ${cmake}. Install a newer one, for example by
  pipx install cmake      (or: brew install cmake)`,
    );
  }
  const missing = [];
  if (!cmake) missing.push('cmake');
  // CMake's presets name no generator, and it takes make where nothing else is asked for. Builds
  // started from here use ninja too, which will do where make cannot be installed.
  const driven = which('make') || process.env.CMAKE_GENERATOR || (which('ninja') && !rootPrefix());
  if (!driven) missing.push('make');
  if (!which('python3')) missing.push('python3');
  // Says better how far it is, and looks faster whether there is anything to do.
  if (missing.length > 0 && !which('ninja')) missing.push('ninja-build');
  if (missing.length > 0) installSystemPackages(missing, 'what the builds run on');
}

export function ensureNativeCompiler() {
  if (!which('c++') && !process.env.CXX) {
    installSystemPackages(['g++'], 'compiles the core for this machine');
  }
}
