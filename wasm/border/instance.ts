import { ReceptiveError } from './errors.js';
import { nodeProcess } from './host.js';
import type { BuildWorker, CreateRawModule } from './raw-module.js';

/** What a module with threads is given. */
export interface Shared {
  wasmMemory: WebAssembly.Memory;
  newWorker: () => BuildWorker;
}

/**
 * An instance of a module that the compiler made, with a memory of its own.
 * @throws ReceptiveError 'fetch' (the promise rejects) when its files cannot be fetched.
 */
export async function instantiate<Raw>(
  script: URL,
  wasm: URL,
  shared: Shared | Record<string, never> = {},
): Promise<Raw> {
  const [{ default: create }, compiled] = await Promise.all([
    import(/* webpackIgnore: true */ /* @vite-ignore */ script.href) as Promise<{
      default: CreateRawModule<Raw>;
    }>,
    compile(wasm),
  ]).catch((cause: unknown) => {
    // Each host has its own words for it.
    if (!(cause instanceof TypeError)) throw cause;
    throw new ReceptiveError('fetch', 'its files could not be fetched');
  });
  return new Promise<Raw>((resolve, reject) => {
    create({
      locateFile: () => wasm.href,
      instantiateWasm(imports, receive) {
        // Not Emscripten's own way, which would fetch only now, and only by streaming.
        WebAssembly.instantiate(compiled, imports).then(
          (instance) => receive(instance, compiled),
          reject,
        );
        return {};
      },
      ...shared,
    }).then(resolve, reject);
  });
}

/** Compiles while the file arrives, where the host gives it its type; from the disk in Node. */
async function compile(url: URL): Promise<WebAssembly.Module> {
  const files = url.protocol === 'file:' && nodeProcess()?.getBuiltinModule?.('node:fs');
  if (files) return WebAssembly.compile(files.readFileSync(url));
  const response = await fetch(url);
  if (!response.ok) {
    const found = String(response.status);
    const parts = { argument: 'status', expected: '200', found };
    throw new ReceptiveError('internal', `the host answered ${found}`, parts);
  }
  const type = response.headers.get('Content-Type') ?? '';
  return type.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
