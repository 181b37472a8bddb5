import { builds } from './builds.js';
import { checkChoice, checkOptions, checkWhole } from './checks.js';
import { Core } from './core.js';
import { CoreEngine } from './engine.js';
import { usualThreads } from './threads.js';
import type { Engine, LoadOptions } from './types.js';
import { start } from './variants.js';

/**
 * Starts an engine: a build of the core that this host can run, with memory and threads of its own.
 * @throws Error (the promise rejects) when the host lacks what the variant needs.
 */
export async function load(options: LoadOptions = {}): Promise<Engine> {
  checkOptions('load', options, ['variant', 'threads']);
  const { variant = 'auto', threads = usualThreads() } = options;
  checkChoice('variant', variant, ['auto', ...builds.map((build) => build.variant)]);
  checkWhole('threads', threads, 1, 64);
  const started = await start(variant, threads);
  return new CoreEngine(new Core(started.module), started);
}
