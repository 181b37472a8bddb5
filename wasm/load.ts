import { checkChoice, checkOptions, checkWhole } from './checks.js';
import { Core } from './core.js';
import { CoreEngine } from './engine.js';
import type { Engine, LoadOptions } from './types.js';
import { chooseBuild, instantiate, variants } from './variants.js';

/**
 * Starts an engine: a build of the core that this host can run, with memory of its own.
 * @throws Error (the promise rejects) when the host lacks what the variant needs.
 */
export async function load(options: LoadOptions = {}): Promise<Engine> {
  checkOptions('load', options, ['variant', 'threads']);
  const { variant = 'auto', threads = 1 } = options;
  checkChoice('variant', variant, ['auto', ...variants]);
  checkWhole('threads', threads, 1, 64);
  const build = await chooseBuild(variant);
  return new CoreEngine(new Core(await instantiate(build)), build.variant);
}
