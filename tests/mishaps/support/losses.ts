import type { Receptive } from '../../browser/support/receptive';

/** What the page showed, and when. */
export interface Seen {
  step: number;
  at: number;
}

/** What a mishap took from the training. */
export interface Loss {
  steps: number;
  seconds: number;
}

/** Looks at the step that is shown until `until`; the newest last. */
export async function watchSteps(page: Receptive, until: () => boolean): Promise<Seen[]> {
  const seen: Seen[] = [];
  while (!until()) {
    const step = await page.number('step');
    seen.push({ step, at: performance.now() });
  }
  return seen;
}

/** Between the step that was shown last and the one that was restored. */
export function lossOf(seen: readonly Seen[], restored: number): Loss {
  const last = seen.at(-1)!;
  const first = seen.find(({ step }) => step >= restored) ?? last;
  return {
    steps: Math.max(0, last.step - restored),
    seconds: Math.max(0, last.at - first.at) / 1000,
  };
}
