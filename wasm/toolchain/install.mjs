// node install.mjs NAME...: installs what is missing, in a process of its own, so that whoever waits
// for it can go on saying how long it takes and do something else meanwhile. See setup.mjs.
import process from 'node:process';
import { ensureBuildTools, ensureNativeCompiler } from './build-tools.mjs';
import { command } from './command.mjs';
import { ensureEmscripten } from './emscripten.mjs';
import { ensureDoctest, ensureJson, ensureKissfft, ensureXsimd, ensureZlib } from './headers.mjs';

/** @type {Record<string, () => void>} */
const parts = {
  /** What compiles the engine for browsers. */
  engine() {
    ensureBuildTools();
    ensureEmscripten();
    ensureXsimd();
    ensureKissfft();
  },
  /** What the C++ library, its command line and its tests need. */
  native() {
    ensureBuildTools();
    ensureNativeCompiler();
    ensureXsimd();
    ensureJson();
    ensureKissfft();
    ensureZlib();
    ensureDoctest();
  },
};

await command(() => {
  for (const name of process.argv.slice(2)) parts[name]?.();
});
