import { exceptions, simd } from 'wasm-feature-detect';
import type { CoreModule, CreateCoreModule } from './core-module.js';
import { unexpected } from './errors.js';
import type { Variant } from './types.js';

interface Build {
  variant: Variant;
  /** What the host must have, asked of the host itself. */
  needs: Record<string, () => Promise<boolean>>;
  create: () => Promise<{ default: CreateCoreModule }>;
  /** Written out in full, because bundlers look for just these words. */
  wasm: () => URL;
}

/** From the fastest to the one that runs anywhere. A new build is an entry here. */
const builds: readonly Build[] = [
  {
    variant: 'simd',
    needs: { 'WebAssembly SIMD': simd, 'WebAssembly exceptions': exceptions },
    create: () => import('./receptive-simd.mjs'),
    wasm: () => new URL('./receptive-simd.wasm', import.meta.url),
  },
];

export const variants: readonly Variant[] = builds.map((build) => build.variant);

/** What the host lacks for a build. */
async function missing(build: Build): Promise<string[]> {
  const names = Object.keys(build.needs);
  const has = await Promise.all(names.map((name) => build.needs[name]!()));
  return names.filter((_, i) => !has[i]);
}

/** @throws Error when the host cannot run the variant, or none of them for 'auto'. */
export async function chooseBuild(wanted: Variant | 'auto'): Promise<Build> {
  let lacks: string[] = [];
  for (const build of builds) {
    if (wanted !== 'auto' && wanted !== build.variant) continue;
    lacks = await missing(build);
    if (lacks.length === 0) return build;
  }
  throw unexpected(
    `variant '${wanted}'`,
    'a host that has what it needs (Chrome 95, Firefox 100, Safari 16.4, Node 20 or newer)',
    `one without ${lacks.join(' and ')}`,
  );
}

/** An instance of its own, with its own memory. */
export async function instantiate(build: Build): Promise<CoreModule> {
  const url = build.wasm();
  const wasm = url.href;
  try {
    const { default: create } = await build.create();
    const wasmBinary = readFile(url);
    return await create(wasmBinary ? { wasmBinary } : { locateFile: () => wasm });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `variant '${build.variant}': expected to load ${wasm}, found that it cannot: ${reason}`,
      { cause: error },
    );
  }
}

/** As much of Node as `readFile` wants, without its types and without an import for bundlers to trip over. */
interface NodeProcess {
  getBuiltinModule?(name: 'node:fs'): { readFileSync(url: URL): Uint8Array };
}

/** The file's bytes where there are files (Node), nothing elsewhere: a browser fetches and compiles as it loads. */
function readFile(url: URL): Uint8Array | undefined {
  if (url.protocol !== 'file:') return undefined;
  const { process } = globalThis as { process?: NodeProcess };
  return process?.getBuiltinModule?.('node:fs').readFileSync(url);
}
