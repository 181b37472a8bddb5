import { late } from '../../protocol/late';
import { markReloaded, wasReloaded } from '../keep/tab-memory';

/** Wanted once after each new version. */
const newer = late(() => import('./newer-version'));

/** After so long the visitor is at home on the page: it is isolated when it is opened next. */
const longestMilliseconds = 10_000;

/** A visitor who has begun anything does not want the page to be loaded again. */
function begun(): boolean {
  const { userActivation } = navigator;
  return (userActivation?.hasBeenActive ?? true) || performance.now() > longestMilliseconds;
}

/**
 * Registers the service worker (service-worker.js), which keeps the page for visits without a
 * connection and isolates it where its host does not: threads need a page that is cross-origin
 * isolated, by two headers. For those the page has to be loaded once more, and so it has when a newer
 * version waits to be taken. It is not when that did not help before, nor when the visitor has begun
 * anything. Without a service worker the page is complete, on one thread and with a connection.
 *
 * @returns The service worker, when it may keep the page's files; none where the page is loaded again.
 */
export async function isolate(): Promise<ServiceWorker | undefined> {
  try {
    if (!isSecureContext || !('serviceWorker' in navigator)) return undefined;
    const { serviceWorker } = navigator;
    const known = await serviceWorker.getRegistration();
    if (known?.waiting && known.active) await (await newer()).takeNewer(known.waiting, begun);
    // Where nothing waits for it, the page comes first.
    if (crossOriginIsolated) await idle();
    const script = new URL('service-worker.js', document.baseURI);
    const registration = await serviceWorker.register(script, { updateViaCache: 'none' });
    const worker = await activeOf(registration, script);
    if (crossOriginIsolated || begun() || wasReloaded('isolation')) return worker;
    markReloaded('isolation');
    location.reload();
  } catch {
    // No service workers here, or no storage to remember the reload in: one thread it is.
  }
  return undefined;
}

/**
 * The worker at work that was made of this script. The one of an older site, by another name, is told
 * nothing: it would not understand, and a browser lets no other take its place while it has work.
 */
async function activeOf(registration: ServiceWorkerRegistration, script: URL) {
  const { active, waiting, installing } = registration;
  if (active?.scriptURL === script.href) return active;
  const coming = installing ?? waiting;
  if (!coming) throw new Error('The service worker was not installed.');
  await new Promise<void>((done, fail) => {
    const look = () => {
      if (coming.state === 'activated') done();
      if (coming.state === 'redundant') fail(new Error('The service worker was not installed.'));
    };
    coming.addEventListener('statechange', look);
    look();
  });
  return coming;
}

function idle(): Promise<void> {
  return new Promise((done) => {
    if (document.readyState !== 'complete') {
      window.addEventListener('load', () => setTimeout(done, 1000), { once: true });
    } else {
      setTimeout(done, 1000);
    }
  });
}
