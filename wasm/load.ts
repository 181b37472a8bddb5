import { checkChoice, readOptions, checkWhole } from './border/checks.js';
import { Core } from './border/core.js';
import { builds, type Variant } from './builds.js';
import { CoreEngine, type Engine } from './engine.js';
import { usualThreads } from './threads.js';
import { start } from './variants.js';

export interface LoadOptions {
  /** 'auto' (default) takes the fastest build that starts on this host. */
  variant?: Variant | 'auto';
  /**
   * Threads to train with, 1..64; by default as many as there are processors, up to 4. Builds
   * without threads always use 1, and so does a window's own thread, which must not wait. On one
   * build the results are the same for any number.
   */
  threads?: number;
}

/**
 * Starts an engine: a build of the core that this host can run, with memory and threads of its own.
 * @throws Error (the promise rejects) when the host lacks what the variant needs.
 */
export async function load(options: LoadOptions = {}): Promise<Engine> {
  const given = readOptions('load', options, ['variant', 'threads']);
  const { variant = 'auto', threads = usualThreads() } = given;
  checkChoice('variant', variant, ['auto', ...builds.map((build) => build.variant)]);
  checkWhole('threads', threads, 1, 64);
  const started = await start(variant, threads);
  return new CoreEngine(new Core(started.module), started);
}
