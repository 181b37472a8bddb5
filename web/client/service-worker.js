// Works for two things. It gives the page the headers that make it cross-origin isolated, where the
// host of the site sends none (isolation.ts). And it keeps every file of the site, so that the page
// works without a connection after the first visit. Nothing else passes through here: neither what is
// below api/ nor what lies on other hosts.

// The build puts these in: the site's files, './' for the page, and a hash of them all.
const version = '__VERSION__';
const files = ['__FILES__'];

const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Several sites may share an origin: names begin with the folder of this one. */
const family = `receptive ${new URL(self.registration.scope).pathname} `;
const cacheName = family + version;
const addresses = new Map(files.map((file) => [new URL(file, self.registration.scope).href, file]));
const home = new URL('./', self.registration.scope).href;

/** Set when every file is there: from then on the page is answered from here alone. */
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
  event.waitUntil(keepAll());
});

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith(family) && name !== cacheName) await caches.delete(name);
  }
  await self.clients.claim();
}

self.addEventListener('message', (event) => {
  if (event.data === 'keep') event.waitUntil(keepAll().then(tellClients));
  if (event.data === 'take over') event.waitUntil(takeOverAlone());
});

/** Only the page that asks is open: the files of the older version may go. */
async function takeOverAlone() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length <= 1) await self.skipWaiting();
}

async function tellClients() {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    client.postMessage({ offline: true, version });
  }
}

/** Fetches what is not here yet; a file whose name tells its content may come from an older version. */
async function keepAll() {
  const cache = await caches.open(cacheName);
  if (await cache.match(complete)) return;
  for (const [address, file] of addresses) {
    if (await cache.match(address)) continue;
    const hashed = file.startsWith('assets/');
    const known = hashed ? await caches.match(address) : undefined;
    const response = known ?? (await fetch(address, { cache: hashed ? 'default' : 'no-cache' }));
    if (!response.ok) throw new Error(`${file} was answered with ${response.status}.`);
    await cache.put(address, await plain(response));
  }
  await cache.put(complete, new Response(version));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = request.url.split(/[?#]/)[0];
  const page = request.mode === 'navigate' && (address === home || address === `${home}index.html`);
  const worker = request.destination === 'worker' && address.startsWith(home);
  if (request.method !== 'GET' || !(page || worker || addresses.has(address))) return;
  event.respondWith(answer(request, page ? home : address));
});

/** @param {Request} request @param {string} address */
async function answer(request, address) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(address);
  // Before all is here the page itself comes from the host: it may be newer than what is here.
  if (kept && (address !== home || (await cache.match(complete)))) return isolated(kept);
  try {
    return isolated(await fetch(request));
  } catch (error) {
    if (kept) return isolated(kept);
    throw error;
  }
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
