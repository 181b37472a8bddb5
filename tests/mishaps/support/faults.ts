/** What becomes of a call to the browser's storage. */
export interface Fault {
  /** As `IDBObjectStore.put`. */
  call: string;
  /**
   * It throws or rejects; it is never answered; there is no room; the database's connection is closed
   * under the page, as iOS does; or what is put takes its time.
   */
  how: 'fails' | 'hangs' | 'full' | 'closed' | 'slow';
  /** Only the call of this number, counted from 1; default: each. */
  nth?: number;
}

/** Every call to storage that page, worker and service worker make, by the object that has it. */
export const storageCalls = {
  IDBFactory: ['open'],
  IDBDatabase: ['transaction'],
  IDBObjectStore: ['get', 'getAll', 'getAllKeys', 'put', 'delete'],
  StorageManager: ['estimate', 'persist'],
  LockManager: ['request', 'query'],
  CacheStorage: ['open', 'keys', 'match', 'delete'],
  Cache: ['match', 'put', 'keys', 'delete'],
  Storage: ['getItem', 'setItem', 'removeItem'],
} as const;

/** A message to every altered script; each answers with the calls that were made there since. */
export type ToScripts = { fault: Fault | undefined } | 'calls?';
export type FromScripts = Record<string, number>;

/**
 * A script to be run before a page's or a worker's own: its calls to storage fail as `fault` says, and
 * what is put is told on the channel `writing`.
 */
export function faultScript(fault?: Fault): string {
  return `(${install.toString()})(${JSON.stringify(storageCalls)}, ${JSON.stringify(fault)});\n`;
}

/** Is turned into text: it uses nothing of this file but types. */
function install(owners: typeof storageCalls, fault: Fault | undefined): void {
  const world = globalThis as unknown as Record<string, { prototype: object } | undefined>;
  let calls: FromScripts = {};
  const hung = new WeakSet<object>();
  const silent = (target: object): object => {
    hung.add(target);
    return Object.assign(target, { addEventListener: () => undefined });
  };
  const wrap = (owner: string, name: string): void => {
    const prototype = world[owner]?.prototype as Record<string, unknown> | undefined;
    const before = prototype?.[name] as ((...given: unknown[]) => object) | undefined;
    if (!prototype || !before) return;
    const call = `${owner}.${name}`;
    const later = !owner.startsWith('IDB') && owner !== 'Storage';
    prototype[name] = function (this: object, ...given: unknown[]): unknown {
      const count = (calls[call] = (calls[call] ?? 0) + 1);
      const hit = fault?.call === call && (fault.nth ?? count) === count;
      const how = hit ? fault!.how : undefined;
      if (how === 'closed') (this as IDBDatabase).close();
      if (how === 'fails' || how === 'full') {
        const name = how === 'full' ? 'QuotaExceededError' : 'UnknownError';
        const error = new DOMException('A mishap of the test.', name);
        if (later) return Promise.reject(error);
        throw error;
      }
      if (how === 'hangs' && later) return new Promise(() => undefined);
      const answer = before.apply(this, given);
      if (call === 'IDBObjectStore.put') writing.postMessage('now');
      if (how === 'slow') dawdle(this as IDBObjectStore, performance.now() + 300);
      // So does everything in a transaction that hangs.
      const within = owner === 'IDBObjectStore' && hung.has((this as IDBObjectStore).transaction);
      return how === 'hangs' || within ? silent(answer) : answer;
    };
  };
  /** The transaction stays open as long as something is asked of it. */
  const dawdle = (store: IDBObjectStore, until: number): void => {
    if (performance.now() > until) return;
    store.count().onsuccess = () => dawdle(store, until);
  };
  const writing = new BroadcastChannel('writing');
  for (const [owner, names] of Object.entries(owners)) for (const name of names) wrap(owner, name);
  const channel = new BroadcastChannel('mishaps');
  channel.onmessage = ({ data }: MessageEvent<ToScripts | FromScripts>) => {
    if (data !== 'calls?') {
      if (!('fault' in data)) return; // what another script answers
      fault = data.fault as Fault | undefined;
      calls = {};
    }
    channel.postMessage(calls);
  };
}
