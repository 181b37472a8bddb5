import { afterEach, expect, it, vi } from 'vitest';
import { browserClaims } from '../../../../web/worker/keep/claims';
import { browserDatabase } from '../../../../web/worker/storage/database';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A browser's database whose opening goes on until it is let go. */
function slowDatabase() {
  class IDBRequest extends EventTarget {
    error = null;
    constructor(readonly result: unknown) {
      super();
    }
  }
  class IDBDatabase extends EventTarget {}
  const others = ['IDBCursor', 'IDBObjectStore', 'IDBIndex', 'IDBTransaction'];
  for (const name of others) vi.stubGlobal(name, class {});
  vi.stubGlobal('IDBRequest', IDBRequest);
  vi.stubGlobal('IDBDatabase', IDBDatabase);
  const requests: IDBRequest[] = [];
  vi.stubGlobal('indexedDB', {
    open() {
      requests.push(new IDBRequest(new IDBDatabase()));
      return requests.at(-1);
    },
  });
  return { requests, letGo: () => requests.at(-1)!.dispatchEvent(new Event('success')) };
}

it('a database that another tab holds up is given up in a sentence, and had when it opens', async () => {
  const { requests, letGo } = slowDatabase();
  const use = browserDatabase(undefined, 'test', 1);
  const database = () => use(async (opened) => opened);
  await expect(database()).rejects.toThrow(/does not answer\. Close the other tabs/);
  await expect(database()).rejects.toThrow(/does not answer/);
  letGo();
  await vi.waitFor(() => expect(database()).resolves.toBeDefined());
  expect(requests.length).toBe(1);
});

it('a database that opens at once is opened once for all', async () => {
  const { requests, letGo } = slowDatabase();
  const use = browserDatabase(undefined, 'test', 60_000);
  const database = () => use(async (opened) => opened);
  const both = Promise.all([database(), database()]);
  letGo();
  const [one, other] = await both;
  expect(one).toBe(other);
  expect(await database()).toBe(one);
  expect(requests.length).toBe(1);
});

it('a database whose connection is lost is opened anew, once', async () => {
  const { requests, letGo } = slowDatabase();
  const use = browserDatabase(undefined, 'test', 60_000);
  const tried: unknown[] = [];
  const answer = use(async (database) => {
    tried.push(database);
    setTimeout(letGo);
    if (tried.length < 2) throw new DOMException('is closing', 'InvalidStateError');
    return 'done';
  });
  letGo();
  expect(await answer).toBe('done');
  expect(new Set(tried).size).toBe(2);
  expect(requests.length).toBe(2);

  const lost = use(async () => {
    setTimeout(letGo);
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  });
  await expect(lost).rejects.toThrow(/lost/);
  const refused = use(() => Promise.reject(new DOMException('no room', 'QuotaExceededError')));
  await expect(refused).rejects.toThrow(/no room/);
  expect(requests.length).toBe(4);
});

it('what takes long is told after five seconds, and taken back when nothing does any more', async () => {
  vi.useFakeTimers();
  const { letGo } = slowDatabase();
  const told: boolean[] = [];
  const use = browserDatabase((slow) => told.push(slow), 'test');
  const ends: (() => void)[] = [];
  const work = () => use(() => new Promise<void>((done) => ends.push(done)));
  const first = work();
  letGo();
  await vi.advanceTimersByTimeAsync(4900);
  expect(told).toEqual([]);
  const second = work();
  await vi.advanceTimersByTimeAsync(200);
  expect(told).toEqual([true]);
  await vi.advanceTimersByTimeAsync(5000);
  ends[0]!();
  await first;
  expect(told.at(-1)).toBe(true);
  ends[1]!();
  await second;
  expect(told.at(-1)).toBe(false);
  // What fails is over, too; and what is quick is not worth a word.
  const before = told.length;
  const failing = expect(use(() => new Promise(() => undefined))).rejects.toThrow(
    /does not answer/,
  );
  await use(async () => 'quick');
  await vi.advanceTimersByTimeAsync(61_000);
  await failing;
  expect(told.slice(before)).toEqual([true, false]);
});

it('locks that do not answer claim nothing, and what comes late is given back', async () => {
  let grant: ((lock: object | null) => Promise<void>) | undefined;
  const locks = {
    request: (_name: string, _options: object, use: typeof grant) => {
      grant = use;
      return new Promise(() => undefined);
    },
    query: () => new Promise(() => undefined),
  } as unknown as LockManager;
  const claims = browserClaims(locks, 1);
  expect(await claims.claim('one')).toBeUndefined();
  await expect(claims.held()).rejects.toThrow(/other tabs/);
  // It holds the lock as long as this has not come to its end.
  await grant!({});
});

it('locks that answer are held until they are released', async () => {
  let over = false;
  const locks = {
    request: async (_name: string, _options: object, use: (lock: object) => Promise<void>) => {
      await use({});
      over = true;
    },
  } as unknown as LockManager;
  const release = await browserClaims(locks, 60_000).claim('one');
  expect(over).toBe(false);
  await release!();
  expect(over).toBe(true);
});
