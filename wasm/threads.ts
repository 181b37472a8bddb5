import { nodeProcess, type NodeWorkerConstructor } from './border/host.js';
import type { BuildWorker } from './border/raw-module.js';

/**
 * Threads beyond the first that `load()` takes by itself. More share less work each, and a page
 * wants a core for what it draws.
 */
const mostUnasked = 4;
/** Where workers neither arrive nor fail (a proxy that holds back a file): this is long enough. */
const patienceMilliseconds = 10_000;

/** As many threads as the host has processors, up to four. */
export function usualThreads(): number {
  const os = nodeProcess()?.getBuiltinModule?.('node:os');
  const processors = os ? os.availableParallelism() : globalThis.navigator?.hardwareConcurrency;
  return Math.min(Math.max(processors ?? 1, 1), mostUnasked);
}

/** A memory that threads share. Hosts reserve room for all that it may grow to: some have less. */
export function sharedMemory(): WebAssembly.Memory {
  const pages = (megabytes: number): number => megabytes * 16;
  for (const maximum of [2048, 1024, 512]) {
    try {
      return new WebAssembly.Memory({ initial: pages(32), maximum: pages(maximum), shared: true });
    } catch {
      // With less, then.
    }
  }
  return new WebAssembly.Memory({ initial: pages(32), maximum: pages(256), shared: true });
}

/** The workers of one module, each of which runs one of its threads. */
export class Workers {
  readonly #script: URL;
  readonly #workers: BuildWorker[] = [];
  readonly #arrivals: Promise<void>[] = [];

  constructor(script: URL) {
    this.#script = script;
  }

  /** What the module calls for each thread (wasm/toolchain/workers.js). */
  readonly make = (): BuildWorker => {
    const node = nodeProcess()?.getBuiltinModule?.('node:worker_threads');
    const worker = node ? this.#inNode(node.Worker) : this.#inBrowser();
    // The module's own handler would throw what goes wrong where nobody can catch it.
    Object.defineProperty(worker, 'onerror', { get: () => () => undefined, set: () => undefined });
    this.#workers.push(worker);
    return worker;
  };

  /**
   * Resolves when all workers run the module.
   * @throws Error (the promise rejects) when one of them could not be started.
   */
  async arrived(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const tooLate = (): void => reject(new Error('its threads did not start in time'));
      timer = setTimeout(tooLate, patienceMilliseconds);
    });
    try {
      await Promise.race([Promise.all(this.#arrivals), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    for (const worker of this.#workers) void worker.terminate();
    this.#workers.length = 0;
  }

  #inBrowser(): BuildWorker {
    // By this name the module's script knows that it is to be a thread.
    const worker = new Worker(this.#script, { type: 'module', name: 'em-pthread' });
    this.#arrivals.push(
      new Promise((resolve, reject) => {
        worker.addEventListener('message', ({ data }) => isArrival(data) && resolve());
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          reject(new Error(`a thread could not be started: ${event.message || 'no script'}`));
        });
      }),
    );
    return worker;
  }

  #inNode(NodeWorker: NodeWorkerConstructor): BuildWorker {
    const worker = new NodeWorker(this.#script, {
      workerData: 'em-pthread',
      // What Node itself was started with, such as --eval, is none of the thread's business.
      execArgv: [],
    });
    this.#arrivals.push(
      new Promise((resolve, reject) => {
        worker.on('message', (data) => isArrival(data) && resolve());
        worker.on('error', (error) => {
          reject(new Error(`a thread could not be started: ${error.message}`));
        });
      }),
    );
    return worker;
  }
}

/** Emscripten's message of a worker that has the module. */
function isArrival(data: unknown): boolean {
  return (data as { cmd?: string } | undefined)?.cmd === 'loaded';
}
