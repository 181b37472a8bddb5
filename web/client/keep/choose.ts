import type { Experiment } from '../../protocol/experiment';
import { encodeExperiment } from '../../protocol/experiment-link';
import type { ListedRun } from '../../protocol/keep';
import { withLive } from '../../protocol/live-change';

export interface Opening {
  runs: readonly ListedRun[];
  /** What the link asks for; undefined when there is none. */
  linked?: Experiment | undefined;
  /** The run that this tab had before it was loaded again; undefined in a new tab. */
  before?: string | undefined;
}

/**
 * The run that an opened page goes on with: the one that this tab had, in a new tab the newest one,
 * unless that goes on in another tab already. With a link, only if it is of that same experiment; what
 * was changed in mid-run, just before this tab was loaded again, the address may know better.
 */
export function runToRestore({ runs, linked, before }: Opening): ListedRun | undefined {
  const fits = (experiment: Experiment): boolean => {
    if (linked === undefined) return true;
    const same = before === undefined ? experiment : withLive(experiment, linked);
    return encodeExperiment(same) === encodeExperiment(linked);
  };
  const run = runs.find(
    ({ id, kind, experiment }) =>
      (before === undefined ? kind === 'automatic' : id === before) && fits(experiment),
  );
  return run?.open === 'no' ? run : undefined;
}

/** "saved 3 seconds before the page was closed", as far as that is known. */
export function savedWhen(savedAt: number, closedAt: number | undefined, now: number): string {
  if (closedAt !== undefined && closedAt >= savedAt) {
    const seconds = Math.round((closedAt - savedAt) / 1000);
    if (seconds < 1) return 'saved as the page was closed';
    return `saved ${seconds === 1 ? '1 second' : `${seconds} seconds`} before the page was closed`;
  }
  return `saved ${ago(now - savedAt)}`;
}

/** "2 minutes ago" */
export function ago(milliseconds: number): string {
  const units: [string, number][] = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ];
  for (const [unit, length] of units) {
    const count = Math.floor(milliseconds / length);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return 'less than a minute ago';
}
