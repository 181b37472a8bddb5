import type { MainModule } from './raw-module.generated.js';

export type * from './raw-module.generated.js';

/** An object of C++; it lives until `delete()`. */
export interface RawObject {
  delete(): void;
}

/**
 * What wasm/bindings/*.cpp export, as Emscripten's module shows it, and what its script adds.
 * Addresses are byte offsets in WebAssembly's memory. Everything here may throw a
 * WebAssembly.Exception: call it through `Core`.
 */
export interface RawModule extends MainModule {
  /** Where the C++ object lies that was thrown. */
  getCppExceptionThrownObjectFromWebAssemblyException(exception: WebAssembly.Exception): number;
  decrementExceptionRefcount(exception: WebAssembly.Exception): void;
  stackSave(): number;
  stackRestore(pointer: number): void;
}

/** What Emscripten wants of a worker, in a browser or in Node. */
export interface BuildWorker {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

export type CreateRawModule = (options: {
  locateFile: (file: string) => string;
  instantiateWasm: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => object;
  /** Builds with threads only. */
  wasmMemory?: WebAssembly.Memory;
  newWorker?: () => BuildWorker;
}) => Promise<RawModule>;
