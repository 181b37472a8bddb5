/** What a tab knows of itself after it was loaded again, and the browser of the last one closed. */

const runKey = 'receptive.run';
const closedKey = 'receptive.closed';

/** The run that this tab has, by its id. */
export function rememberRun(id: string): void {
  quietly(() => sessionStorage.setItem(runKey, id));
}

/** Undefined in a tab that had none. */
export function rememberedRun(): string | undefined {
  return quietly(() => sessionStorage.getItem(runKey)) ?? undefined;
}

/** When a page with this run was closed, in milliseconds since 1970. */
export function rememberClosing(id: string, at: number): void {
  quietly(() => localStorage.setItem(closedKey, JSON.stringify({ id, at })));
}

export function closedAt(id: string): number | undefined {
  const kept = quietly(() => JSON.parse(localStorage.getItem(closedKey) ?? 'null') as unknown);
  const { id: of, at } = (kept ?? {}) as { id?: unknown; at?: unknown };
  return of === id && typeof at === 'number' ? at : undefined;
}

/** Storage may be switched off: the page does without then. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

const reloadedKey = 'receptive.reloaded';

/** Whether this tab was loaded once more for this reason: that is done once only. */
export function wasReloaded(reason: string): boolean {
  return sessionStorage.getItem(`${reloadedKey}.${reason}`) !== null;
}

/** Throws where there is no storage: nobody could tell afterwards. */
export function markReloaded(reason: string): void {
  sessionStorage.setItem(`${reloadedKey}.${reason}`, 'yes');
}

export function forgetReload(reason: string): void {
  sessionStorage.removeItem(`${reloadedKey}.${reason}`);
}
