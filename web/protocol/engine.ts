import type { Variant } from 'receptive';

/** Which build of the engine a visitor wants, and with how many threads. */
export interface EngineChoice {
  /** 'auto' is the fastest that starts here. */
  variant: Variant | 'auto';
  /** Left to the engine where it is absent. */
  threads?: number;
}

/** As the page calls them; in the order in which the page offers them. */
export const variantTitles: Record<Variant, string> = {
  'relaxed-simd-threads': 'Relaxed SIMD, threads',
  'simd-threads': 'SIMD, threads',
  'relaxed-simd': 'Relaxed SIMD',
  simd: 'SIMD',
};

export const variants = Object.keys(variantTitles) as Variant[];

/** The engine takes no more. */
export const mostThreads = 64;

/** What follows the experiment in the address: nothing where all is left to the engine. */
export function encodeEngine({ variant, threads }: EngineChoice): string {
  const query = new URLSearchParams();
  if (variant !== 'auto') query.set('engine', variant);
  if (threads !== undefined) query.set('threads', String(threads));
  return query.size > 0 ? `&${query}` : '';
}

/** Reads what `encodeEngine` wrote; leaves to the engine what is missing or cannot be used. */
export function decodeEngine(text: string): { choice: EngineChoice; problems: string[] } {
  const query = new URLSearchParams(text.replace(/^[#?]/, ''));
  const problems: string[] = [];
  const choice: EngineChoice = { variant: 'auto' };
  const name = query.get('engine');
  if (name !== null) {
    const known = variants.find((variant) => variant === name);
    if (known) choice.variant = known;
    else problems.push('The link names an engine that this page does not have.');
  }
  const typed = query.get('threads');
  if (typed !== null) {
    const threads = Number(typed);
    if (/^\d{1,3}$/.test(typed) && threads >= 1 && threads <= mostThreads) choice.threads = threads;
    else problems.push(`In the link: Threads must be a whole number from 1 to ${mostThreads}.`);
  }
  return { choice, problems };
}
