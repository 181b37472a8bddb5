import type { Page } from 'playwright-core';

/** What a browser keeps of the page: every record of its database. */
export type Kept = { store: string; key: string | (string | number)[]; value: unknown }[];

export const stores = ['files', 'begun', 'sets', 'parts', 'runs', 'runStates'] as const;

/** All that is in the database now. */
export function readKept(page: Page): Promise<Kept> {
  return page.evaluate(async (stores) => {
    const database = await new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open('receptive');
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error!);
    });
    const found: Kept = [];
    for (const store of stores) {
      await new Promise<void>((done) => {
        const request = database.transaction(store).objectStore(store).openCursor();
        request.onsuccess = () => {
          const cursor = request.result;
          if (!cursor) return done();
          const key = cursor.key as Kept[number]['key'];
          found.push({ store, key, value: cursor.value as unknown });
          cursor.continue();
        };
      });
    }
    database.close();
    return found;
  }, stores);
}

/** Puts these records into a database, which is made if there is none. In any page of the site. */
export async function writeKept(page: Page, kept: Kept, version = 3): Promise<void> {
  await page.evaluate(
    async ({ kept, stores, version }) => {
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open('receptive', version);
        request.onupgradeneeded = () => {
          const { objectStoreNames: there } = request.result;
          for (const name of stores)
            if (!there.contains(name)) request.result.createObjectStore(name);
        };
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error!);
      });
      const transaction = database.transaction(stores, 'readwrite');
      for (const { store, key, value } of kept) transaction.objectStore(store).put(value, key);
      await new Promise((done) => (transaction.oncomplete = done));
      database.close();
    },
    { kept, stores, version },
  );
}
