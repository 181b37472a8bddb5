import { notEnoughMemory, ReceptiveError, unexpected } from './errors.js';
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
    throw toError(raw, error);
  }
}

function toError(raw: RawBorder, error: unknown): ReceptiveError {
  if (error instanceof ReceptiveError) return error;
  if (error instanceof WebAssembly.Exception) return errorOfCore(raw, error);
  // The host had no room for a copy of what the core made: each has its own words for it.
  if (error instanceof RangeError) return noMemory();
  const found = error instanceof Error ? error.message : String(error);
  const failure = unexpected(
    'engine',
    'to do its work',
    `a failure of its own (${found})`,
    'internal',
  );
  return Object.assign(failure, { cause: error });
}

function errorOfCore(raw: RawBorder, exception: WebAssembly.Exception): ReceptiveError {
  try {
    const thrown = raw.getCppExceptionThrownObjectFromWebAssemblyException(exception);
    const { code, message, ...parts } = structure(raw.errorParts(thrown));
    return code === 'memory' ? noMemory() : new ReceptiveError(code, message, parts);
  } catch {
    return noMemory(); // not even for words
  } finally {
    raw.decrementExceptionRefcount(exception); // frees what C++ threw
  }
}

function noMemory(): ReceptiveError {
  return notEnoughMemory('what this call needs');
}
