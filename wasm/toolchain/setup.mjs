// Installs what is missing, for what is about to be done; says nothing where nothing is missing.
import { ensureClangTools } from './clang-tools.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureEmscripten } from './emscripten.mjs';
import { ensureFuzzCompiler } from './fuzz-compiler.mjs';
import { ensureDoctest, ensureJson, ensureKissfft, ensureXsimd, ensureZlib } from './headers.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { ensureBuildTools, ensureNativeCompiler } from './build-tools.mjs';

/** What `npm start` and `npm run build` need. */
export function setUpForPage() {
  ensureBuildTools();
  ensureNpmPackages();
  ensureEmscripten();
  ensureXsimd();
  ensureJson();
  ensureKissfft();
}

/** What the C++ library, its command line and its tests need. */
export function setUpForNative() {
  ensureBuildTools();
  ensureNativeCompiler();
  ensureXsimd();
  ensureJson();
  ensureKissfft();
  ensureZlib();
  ensureDoctest();
}

/** Where no fuzzers can be built, that stage is left out and says why. */
export function setUpForFuzzing() {
  setUpForNative();
  ensureFuzzCompiler();
}

export function setUpForLint() {
  ensureNpmPackages();
  ensureClangTools();
}

export function setUpForBrowserTests() {
  ensureNpmPackages();
  ensureChromium();
}
