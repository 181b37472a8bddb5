// The programs every build starts with.
import process from 'node:process';
import { ask, compareVersions, which } from './run.mjs';
import { installSystemPackages } from './system-packages.mjs';

/** CMake, something for it to drive, and Python, in which Emscripten is written. */
export function ensureBuildTools() {
  const cmake = /version (\d+(?:\.\d+)+)/.exec(ask('cmake', ['--version']) ?? '')?.[1];
  const missing = [];
  if (!cmake || compareVersions(cmake, '3.25') < 0) missing.push('cmake');
  // CMake's presets name no generator: it takes make where nothing else is asked for.
  if (!which('make') && !process.env.CMAKE_GENERATOR) missing.push('make');
  if (!which('python3')) missing.push('python3');
  if (missing.length > 0) installSystemPackages(missing, 'what the builds run on');
}

export function ensureNativeCompiler() {
  if (!which('c++') && !process.env.CXX) {
    installSystemPackages(['g++'], 'compiles the core for this machine');
  }
}
