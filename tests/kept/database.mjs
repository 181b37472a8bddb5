// The page's database, taken out of a browser and put into another one. Both work in a page of its origin.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./coded.mjs').KeptDatabase} KeptDatabase */

/**
 * @param {Page} page
 * @returns {Promise<KeptDatabase>}
 */
export function takeOut(page) {
  return page.evaluate(async () => {
    /**
     * @template T
     * @param {IDBRequest<T>} request
     * @returns {Promise<T>}
     */
    const answer = (request) =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const database = await answer(indexedDB.open('receptive'));
    /** @type {Record<string, [unknown, unknown][]>} */
    const stores = {};
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([
        answer(store.getAllKeys()),
        answer(store.getAll()),
      ]);
      stores[name] = keys.map((key, i) => [key, values[i]]);
    }
    const { version } = database;
    database.close();
    return { version, stores };
  });
}

/**
 * Makes the database as the page of that time made it; there must be none yet.
 * @param {Page} page
 * @param {KeptDatabase} kept
 */
export async function putIn(page, kept) {
  await page.evaluate(async ({ version, stores }) => {
    await new Promise((done, fail) => {
      const opening = indexedDB.open('receptive', version);
      opening.onupgradeneeded = () => {
        const { result: database, transaction } = opening;
        for (const name of Object.keys(stores)) database.createObjectStore(name);
        for (const [name, entries] of Object.entries(stores)) {
          const store = transaction?.objectStore(name);
          for (const [key, value] of entries) store?.put(value, /** @type {IDBValidKey} */ (key));
        }
      };
      opening.onsuccess = () => {
        opening.result.close();
        done(undefined);
      };
      opening.onerror = () => fail(opening.error);
    });
  }, kept);
}
