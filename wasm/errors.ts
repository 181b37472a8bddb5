import type { CoreModule } from './core-module.js';

/** "what: expected ..., found ...": the form of every message. */
export function unexpected(what: string, expected: string, found: string): Error {
  return new Error(`${what}: expected ${expected}, found ${found}`);
}

export function notEnoughMemory(wanted: string): Error {
  return new Error(
    `not enough memory: expected room for ${wanted}, found none; ` +
      'try a smaller batch, network or data set',
  );
}

/**
 * Runs `work`, which calls the core, and turns what the core throws into an `Error` with its
 * message. The only place where exceptions cross the border.
 */
export function guarded<T>(module: CoreModule, work: () => T): T {
  const stack = module.stackSave();
  try {
    return work();
  } catch (error) {
    // What was thrown through has not given back its stack; some thousand times, and it is full.
    module.stackRestore(stack);
    throw error instanceof WebAssembly.Exception ? toError(module, error) : error;
  }
}

/** std::bad_alloc and std::length_error, mangled: see wasm/bindings/demangle.cpp. */
const outOfMemory = ['St9bad_alloc', 'St12length_error'];

function toError(module: CoreModule, exception: WebAssembly.Exception): Error {
  const [type, message] = module.getExceptionMessage(exception);
  module.decrementExceptionRefcount(exception); // frees what C++ threw
  if (outOfMemory.includes(type)) {
    return notEnoughMemory('what this call needs');
  }
  return new Error(message || `the core stopped with ${type}`);
}
