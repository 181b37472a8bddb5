// Gives the page and its workers the two headers that make it cross-origin isolated, where the host of
// the site sends none (web/client/isolation.ts). Everything else goes its usual way.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const concerned = ['document', 'worker'];

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const ours = new URL(request.url).origin === self.location.origin;
  if (ours && concerned.includes(request.destination)) event.respondWith(answer(request));
});

/** @param {Request} request */
async function answer(request) {
  const response = await fetch(request);
  // A redirection is followed by the browser, which asks again for what it leads to.
  if (response.status === 0 || response.redirected) return response;
  const isolated = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) isolated.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers: isolated });
}
