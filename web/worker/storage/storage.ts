/** What `navigator.storage` has, as far as it is used. */
export interface Storage {
  estimate?(): Promise<{ usage?: number; quota?: number }>;
  persist?(): Promise<boolean>;
}

/** Bytes in use and still to be had, where the browser tells. */
export async function storageRoom(
  storage: Storage | undefined,
): Promise<{ usedBytes: number; availableBytes: number } | undefined> {
  const told = await storage?.estimate?.().catch(() => undefined);
  if (told?.quota === undefined || told.usage === undefined) return undefined;
  return { usedBytes: told.usage, availableBytes: Math.max(0, told.quota - told.usage) };
}

/** Why something is only there until the page is closed, in a sentence. */
export function notKept(what: string, error: unknown): string {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError';
  const reason = full
    ? 'there is no room left for this page'
    : 'the browser keeps nothing for this page, as in a private window';
  return `${what} could not be kept in this browser (${reason}): it is here until the page is closed.`;
}

export function noRoom(what: string, bytes: number, availableBytes: number): string {
  const megabytes = (count: number) => Math.max(0.1, count / 1e6).toFixed(1);
  return (
    `${what} could not be kept in this browser: it takes ${megabytes(bytes)} MB, and there is room ` +
    `for ${megabytes(availableBytes)} MB. It is here until the page is closed.`
  );
}
