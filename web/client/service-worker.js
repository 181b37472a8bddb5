// Works for two things. It gives the page the headers that make it cross-origin isolated, where the
// host of the site sends none (isolation.ts). And it keeps the files of the site, so that the page
// works without a connection after the first visit: all of them, but of the engine's four builds only
// the one that runs and the one that runs anywhere. Nothing else passes through here: neither what is
// below api/ nor what lies on other hosts.

// The build puts these in: a hash of all files; the site's files, './' for the page; and those of each
// build of the engine.
const version = '__VERSION__';
const files = ['__FILES__'];
const engines = { __ENGINES__: [''] };
const plainEngine = 'simd';

const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Several sites may share an origin: names begin with the folder of this one. */
const family = `receptive ${new URL(self.registration.scope).pathname} `;
const cacheName = family + version;
const addressOf = (file) => new URL(file, self.registration.scope).href;
const addresses = new Set([...files, ...Object.values(engines).flat()].map(addressOf));
const home = new URL('./', self.registration.scope).href;

/**
 * Set when every file is there: from then on the page is answered from here alone. Holds the name of
 * the engine's build that is kept beside the plain one.
 */
const complete = new URL('complete', self.registration.scope).href;

self.addEventListener('install', (event) => {
  const { active } = self.registration;
  // A first visit waits for the isolation: the files are kept when the page asks for it. The worker
  // before this one, by another name, kept none.
  if (!active || !active.scriptURL.endsWith('/service-worker.js')) {
    event.waitUntil(self.skipWaiting());
    return;
  }
  // A newer version takes over when all of it is here, and no page needs the older one any more.
  event.waitUntil(
    engineBefore()
      .then(keepAll)
      .catch(async (error) => {
        await tellClients({ notNewer: whyNotKept(error) });
        throw error;
      }),
  );
});

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

async function takeOver() {
  // What cannot be dropped now is dropped by the next version: nobody waits for a storage that fails.
  await quickly(dropOthers()).catch(() => undefined);
  // Not waited for: Firefox ends it when every thread of the page has heard of it, and the engine's
  // threads sleep until there is work. Until the end of this nothing would be answered that is asked.
  void self.clients.claim();
}

async function dropOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith(family) && name !== cacheName) await caches.delete(name);
  }
}

/**
 * Some browsers let questions to their storage wait for ever.
 * @template T @param {Promise<T>} work @returns {Promise<T>}
 */
function quickly(work) {
  return new Promise((done, fail) => {
    setTimeout(() => fail(new DOMException('its storage does not answer')), 3000);
    work.then(done, fail);
  });
}

/** A part of a sentence; nothing where the host has failed, which is asked again. @param {unknown} error */
function whyNotKept(error) {
  if (!(error instanceof DOMException)) return undefined;
  return error.name === 'QuotaExceededError'
    ? 'there is no room left for it'
    : error.message.replace(/\.$/, '');
}

self.addEventListener('message', (event) => {
  const engine = event.data?.keep;
  if (engine !== undefined) {
    event.waitUntil(
      keepAll(engine).then(
        () => tellClients({ offline: engine, version }),
        (error) => tellClients({ notKept: whyNotKept(error) }),
      ),
    );
  }
  if (event.data === 'take over') event.waitUntil(takeOverAlone());
});

/** Only the page that asks is open: the files of the older version may go. */
async function takeOverAlone() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length <= 1) await self.skipWaiting();
}

/**
 * @param {object} told `offline`: the build of the engine that is kept, and another page may run
 *   another; `notKept`, `notNewer`: why this version is not, as a visitor is told it.
 */
async function tellClients(told) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    client.postMessage(told);
  }
}

/** The engine that the version before this one keeps. */
async function engineBefore() {
  for (const name of await caches.keys()) {
    const known = name.startsWith(family) && (await (await caches.open(name)).match(complete));
    if (known) return known.text();
  }
  return plainEngine;
}

let last = Promise.resolve();

/** One at a time: two pages may run two engines. @param {string} engine The build that runs. */
function keepAll(engine) {
  last = last.catch(() => undefined).then(() => keepWith(engine));
  return last;
}

/**
 * Fetches what is not here yet; a file whose name tells its content may come from an older version.
 * @param {string} engine
 */
async function keepWith(engine) {
  const cache = await quickly(caches.open(cacheName));
  const before = await (await quickly(cache.match(complete)))?.text();
  if (before === engine || (before && !engines[engine])) return;
  const wanted = new Map(
    [...files, ...engines[plainEngine], ...(engines[engine] ?? [])].map((file) => {
      return [addressOf(file), file];
    }),
  );
  for (const [address, file] of wanted) {
    if (await cache.match(address)) continue;
    await cache.put(address, await plain(await found(address, file)));
  }
  await cache.put(complete, new Response(engine));
  wanted.set(complete, complete);
  await dropBut(wanted, cache).catch(() => undefined);
}

/** @param {Map<string, string>} wanted @param {Cache} cache */
async function dropBut(wanted, cache) {
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

/** @param {string} address @param {string} file */
async function found(address, file) {
  const hashed = file.startsWith('assets/');
  const known = hashed ? await caches.match(address).catch(() => undefined) : undefined;
  if (known && !(await wrong(known, file))) return known;
  let problem;
  // What the browser itself remembers may be the wrong answer of a moment ago.
  for (const cache of hashed ? ['default', 'reload'] : ['no-cache']) {
    const response = await fetch(address, { cache });
    problem = await wrong(response, file);
    if (!problem) return response;
  }
  throw new Error(`${file} was answered with ${problem}.`);
}

/** Of a kind each; what is not here may be anything but the page, whatever the host calls it. */
const kinds = { js: /javascript/, css: /^text\/css/ };

/**
 * Why an answer is not the file of this version; nothing when it is. After another version was put on
 * the host, many answer with its page for every file that they do not know.
 * @param {Response} response @param {string} file
 */
async function wrong(response, file) {
  if (!response.ok) return response.status;
  const type = response.headers.get('Content-Type') ?? '';
  if (file === './') {
    // The page of another version wants scripts that are not in this one.
    const parts = (await response.clone().text()).match(/assets\/[\w.-]+/g) ?? [];
    const own = parts.length > 0 && parts.every((part) => files.includes(part));
    return own ? undefined : 'the page of another version';
  }
  const kind = kinds[file.split('.').at(-1)];
  return (kind ? kind.test(type) : !/^text\/html/.test(type))
    ? undefined
    : `a file of type ${type}`;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = request.url.split(/[?#]/)[0];
  const page = request.mode === 'navigate' && (address === home || address === `${home}index.html`);
  const worker = request.destination === 'worker' && address.startsWith(home);
  if (request.method !== 'GET' || !(page || worker || addresses.has(address))) return;
  event.respondWith(answer(request, page ? home : address));
});

/** While storage does not answer in time: a page asks for many files, and would wait for each. */
let silent = false;

/** @param {Request} request @param {string} address */
async function answer(request, address) {
  const looking = lookUp(address)
    .catch(() => ({}))
    .finally(() => (silent = false));
  const { kept, all } = silent
    ? {}
    : await quickly(looking).catch(() => {
        silent = true;
        return {};
      });
  // Before all is here the page itself comes from the host: it may be newer than what is here.
  if (kept && (address !== home || all)) return isolated(kept);
  try {
    return isolated(await fetch(request));
  } catch (error) {
    // There is nobody else to ask: it may take as long as it likes.
    const late = await looking;
    if (late.kept) return isolated(late.kept);
    throw error;
  }
}

/** @param {string} address */
async function lookUp(address) {
  const cache = await caches.open(cacheName);
  return { kept: await cache.match(address), all: await cache.match(complete) };
}

/** @param {Response} response */
function isolated(response) {
  // A redirection is followed by the browser, which asks again for what it leads to.
  if (response.status === 0 || response.redirected) return response;
  const { status, statusText } = response;
  const all = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return new Response(response.body, { status, statusText, headers: all });
}

/** A redirected answer would be refused where the page itself is asked for. @param {Response} response */
async function plain(response) {
  if (!response.redirected) return response;
  const { status, statusText, headers: given } = response;
  return new Response(await response.blob(), { status, statusText, headers: given });
}
