import type { Receptive } from '../../browser/support/receptive';
import type { Loss } from './measure';

/** What the page showed, and when. */
export interface Seen {
  step: number;
  at: number;
}

/** Looks at the step that is shown until `over` has come about; the newest last. */
export async function watchSteps(page: Receptive, over: Promise<unknown>): Promise<Seen[]> {
  let isOver = false;
  void over.then(() => (isOver = true));
  const seen: Seen[] = [];
  while (!isOver) seen.push({ step: await page.number('step'), at: performance.now() });
  return seen;
}

/** From the moment that showed the step that was restored to the last one that was seen. */
export function lossOf(seen: readonly Seen[], restored: number): Loss {
  const last = seen.at(-1)!;
  const kept = seen.find(({ step }) => step >= restored) ?? last;
  const steps = Math.max(0, last.step - restored);
  return { steps, seconds: steps === 0 ? 0 : (last.at - kept.at) / 1000 };
}
