import { appendFileSync } from 'node:fs';
import process from 'node:process';

/** How often each mishap is to happen: a few times, or as often as the long check asks for. */
export type Kind = 'renderer' | 'browser' | 'writing' | 'keeping' | 'discard' | 'damage';

interface Wanted {
  times: Partial<Record<Kind, number>>;
  /** A file that gets a line of JSON for each. */
  results?: string;
}

const few: Wanted = {
  times: { renderer: 2, browser: 2, writing: 1, keeping: 1, discard: 1, damage: 2 },
};

const { times, results } = process.env['RECEPTIVE_MISHAPS']
  ? (JSON.parse(process.env['RECEPTIVE_MISHAPS']) as Wanted)
  : few;

export const howOften = (kind: Kind): number => times[kind] ?? 0;

/** What a mishap took from the training. */
export interface Loss {
  steps: number;
  seconds: number;
}

/** Tells what each of these mishaps took. */
export function tellLosses(kind: Kind, losses: readonly Loss[]): void {
  const most = (of: keyof Loss) => Math.max(0, ...losses.map((loss) => loss[of]));
  console.log(
    `mishaps: ${kind} ${losses.length} times; lost at most ${most('steps')} steps, ` +
      `${most('seconds').toFixed(2)} s of training`,
  );
  if (results === undefined) return;
  for (const loss of losses) appendFileSync(results, `${JSON.stringify({ kind, ...loss })}\n`);
}
