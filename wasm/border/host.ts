import type { BuildWorker } from './raw-module.js';

/** As much of Node as is wanted here, without its types and without an import for bundlers to trip over. */
interface NodeProcess {
  getBuiltinModule?(name: 'node:fs'): { readFileSync(url: URL): Uint8Array<ArrayBuffer> };
  getBuiltinModule?(name: 'node:os'): { availableParallelism(): number };
  getBuiltinModule?(name: 'node:worker_threads'): {
    Worker: NodeWorkerConstructor;
  };
}

export type NodeWorkerConstructor = new (
  script: URL,
  options: { workerData: string; execArgv: string[] },
) => NodeWorker;

interface NodeWorker extends BuildWorker {
  on(event: 'message', listener: (data: unknown) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
}

export function nodeProcess(): NodeProcess | undefined {
  return (globalThis as { process?: NodeProcess }).process;
}
