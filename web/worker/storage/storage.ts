import { late } from '../../protocol/late';
import { quickly } from './within';

/** What `navigator.storage` has, as far as it is used. */
export interface Storage {
  estimate?(): Promise<{ usage?: number; quota?: number }>;
}

/** Bytes in use and still to be had, where the browser tells. */
export async function storageRoom(
  storage: Storage | undefined,
): Promise<{ usedBytes: number; availableBytes: number } | undefined> {
  const asked = storage?.estimate?.();
  const told = asked && (await quickly(asked).catch(() => undefined));
  if (told?.quota === undefined || told.usage === undefined) return undefined;
  return { usedBytes: told.usage, availableBytes: Math.max(0, told.quota - told.usage) };
}

/** Sentences on what could not be kept or read: fetched when something fails. */
const sentences = late(() => import('./not-kept'));

export async function saying(
  tell: (words: Awaited<ReturnType<typeof sentences>>) => string,
): Promise<string> {
  const words = await sentences().catch(() => undefined);
  return words ? tell(words) : 'Something could not be kept in this browser, or not be read.';
}
