import type { MainModule as EngineModule } from './raw-module.generated.js';
import type { MainModule as LookingModule } from './raw-files.generated.js';

export type * from './raw-module.generated.js';
export type { LookingHandle, TakenPictures } from './raw-files.generated.js';

/** An object of C++; it lives until `delete()`. */
export interface RawObject {
  delete(): void;
}

/** What Emscripten's script adds to every module. */
interface Script {
  /** Where the C++ object lies that was thrown. */
  getCppExceptionThrownObjectFromWebAssemblyException(exception: WebAssembly.Exception): number;
  decrementExceptionRefcount(exception: WebAssembly.Exception): void;
  stackSave(): number;
  stackRestore(pointer: number): void;
}

/**
 * What wasm/bindings/*.cpp export, as Emscripten's module shows it. Addresses are byte offsets in
 * WebAssembly's memory. Everything here may throw a WebAssembly.Exception: call it through `Core`.
 */
export interface RawModule extends EngineModule, Script {}

/** The same of wasm/bindings/files/*.cpp, a module of its own. */
export interface RawFiles extends LookingModule, Script {}

/** What every module has: the way in and out. */
export type RawBorder = Script &
  Pick<EngineModule, 'errorParts' | 'reserveStaging' | 'stagingView' | 'releaseStaging'>;

/** What Emscripten wants of a worker, in a browser or in Node. */
export interface BuildWorker {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

export type CreateRawModule<Raw = RawModule> = (options: {
  locateFile: (file: string) => string;
  instantiateWasm: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => object;
  /** Builds with threads only. */
  wasmMemory?: WebAssembly.Memory;
  newWorker?: () => BuildWorker;
}) => Promise<Raw>;
