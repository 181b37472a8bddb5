import { notEnoughMemory, ReceptiveError } from './errors.js';
import type { RawBorder } from './raw-module.js';
import { structure } from './structure.js';

/**
 * Runs `work`, which calls the core, and turns what the core throws into a `ReceptiveError` with its
 * message and parts. The only place where exceptions cross the border.
 */
export function guarded<T>(raw: RawBorder, work: () => T): T {
  const stack = raw.stackSave();
  try {
    return work();
  } catch (error) {
    // What was thrown through has not given back its stack; some thousand times, and it is full.
    raw.stackRestore(stack);
    throw error instanceof WebAssembly.Exception ? toError(raw, error) : error;
  }
}

function toError(raw: RawBorder, exception: WebAssembly.Exception): ReceptiveError {
  const thrown = raw.getCppExceptionThrownObjectFromWebAssemblyException(exception);
  const { code, message, ...parts } = structure(raw.errorParts(thrown));
  raw.decrementExceptionRefcount(exception); // frees what C++ threw
  if (code === 'memory') return notEnoughMemory('what this call needs');
  return new ReceptiveError(code, message, parts);
}
