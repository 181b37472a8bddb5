import { exceptions, relaxedSimd, simd, threads } from 'wasm-feature-detect';

/**
 * A build of the core. 'simd' is complete and runs anywhere; relaxed SIMD rounds a multiply-add once
 * instead of twice where the processor can; threads need cross-origin isolation in a page.
 */
export type Variant = 'simd' | 'simd-threads' | 'relaxed-simd' | 'relaxed-simd-threads';

export interface VariantSupport {
  variant: Variant;
  /** Can use more than one thread. */
  threads: boolean;
  /** What this host lacks for it, in words; empty when it can run here. */
  lacks: string[];
}

export interface Build {
  variant: Variant;
  /** Can train with more than one thread; its memory is shared. */
  threads: boolean;
  /** What the host must have, asked of the host itself. */
  needs: Record<string, () => Promise<boolean>>;
  /**
   * The files that the compiler made. Addresses are written out in full, because bundlers look for
   * just these words; the script is taken by its address too, because its threads start from it.
   */
  script: () => URL;
  wasm: () => URL;
}

const always = { 'WebAssembly SIMD': simd, 'WebAssembly exceptions': exceptions };
const relaxed = { 'WebAssembly relaxed SIMD': relaxedSimd };
/** A page is when its server says so (COOP, COEP); Node does not ask. */
const isIsolated = (): boolean =>
  (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false;
const shared = {
  'cross-origin isolation': async () => isIsolated(),
  // Without isolation a browser hides whether it has them.
  'WebAssembly threads': async () => !isIsolated() || threads(),
};

/** From the fastest to the one that runs anywhere; CMakeLists.txt has the same list. */
export const builds: readonly Build[] = [
  {
    variant: 'relaxed-simd-threads',
    threads: true,
    needs: { ...always, ...relaxed, ...shared },
    script: () => new URL('./receptive-relaxed-simd-threads.js', import.meta.url),
    wasm: () => new URL('./receptive-relaxed-simd-threads.wasm', import.meta.url),
  },
  {
    variant: 'simd-threads',
    threads: true,
    needs: { ...always, ...shared },
    script: () => new URL('./receptive-simd-threads.js', import.meta.url),
    wasm: () => new URL('./receptive-simd-threads.wasm', import.meta.url),
  },
  {
    variant: 'relaxed-simd',
    threads: false,
    needs: { ...always, ...relaxed },
    script: () => new URL('./receptive-relaxed-simd.js', import.meta.url),
    wasm: () => new URL('./receptive-relaxed-simd.wasm', import.meta.url),
  },
  {
    variant: 'simd',
    threads: false,
    needs: always,
    script: () => new URL('./receptive-simd.js', import.meta.url),
    wasm: () => new URL('./receptive-simd.wasm', import.meta.url),
  },
];

/** What this host lacks for a build; nothing when it can run it. */
export async function lacks(build: Build): Promise<string[]> {
  const names = Object.keys(build.needs);
  const has = await Promise.all(names.map((name) => build.needs[name]!()));
  return names.filter((_, i) => !has[i]);
}

/** Every build, from the fastest to the one that runs anywhere, and what this host lacks for it. */
export async function variants(): Promise<VariantSupport[]> {
  return Promise.all(
    builds.map(async (build) => {
      return { variant: build.variant, threads: build.threads, lacks: await lacks(build) };
    }),
  );
}
