import { ReceptiveError, unexpected } from './border/errors.js';
import { instantiate } from './border/instance.js';
import type { RawModule } from './border/raw-module.js';
import { type Build, builds, lacks, type Variant } from './builds.js';
import { sharedMemory, Workers } from './threads.js';

/** A build that runs. */
export interface Started {
  module: RawModule;
  variant: Variant;
  threads: number;
  /** Why a faster build, which the host has everything for, does not run instead. */
  fallback?: string;
  /** Ends the threads. The module must not be called any more. */
  end: () => void;
}

/**
 * Starts the fastest build that the host can run, or the one that is wanted.
 * @throws Error when there is none, or when the wanted one does not start.
 */
export async function start(wanted: Variant | 'auto', threads: number): Promise<Started> {
  let missing: string[] = [];
  const failures: string[] = [];
  let lastError: unknown;
  for (const build of builds) {
    // For one thread the builds with shared memory would only have a longer way to go.
    if (wanted === 'auto' ? build.threads && threads === 1 : wanted !== build.variant) continue;
    missing = await lacks(build);
    if (missing.length > 0) continue;
    try {
      const started = await startBuild(build, threads);
      return failures.length > 0 ? { ...started, fallback: failures.join('; ') } : started;
    } catch (error) {
      lastError = error;
      failures.push(`${build.variant}: ${reasonOf(error)}`);
    }
  }
  if (lastError) {
    const reason = `that it cannot: ${failures.join('; ')}`;
    const code = lastError instanceof ReceptiveError ? lastError.code : 'internal';
    const error = unexpected(`variant '${wanted}'`, 'to start', reason, code);
    throw Object.assign(error, { cause: lastError });
  }
  throw unexpected(
    `variant '${wanted}'`,
    'a host that has what it needs (Chrome 95, Firefox 100, Safari 16.4, Node 20 or newer)',
    `one without ${missing.join(' and ')}`,
  );
}

/** An instance of its own, with its own memory and threads. */
async function startBuild(build: Build, threads: number): Promise<Started> {
  const script = build.script();
  const wasm = build.wasm();
  const workers = new Workers(script);
  try {
    const module = await instantiate<RawModule>(
      script,
      wasm,
      build.threads ? { wasmMemory: sharedMemory(), newWorker: workers.make } : {},
    );
    const granted = module.startThreads(build.threads && mayWait() ? threads : 1);
    await workers.arrived();
    return { module, variant: build.variant, threads: granted, end: () => workers.end() };
  } catch (error) {
    workers.end();
    throw error;
  }
}

/** Who works with others has to wait for them, which a window's own thread must not. */
function mayWait(): boolean {
  return !('document' in globalThis);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
