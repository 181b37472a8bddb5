import { forgetReload, markReloaded, wasReloaded } from '../keep/tab-memory';

/**
 * A version that was fetched at the visit before is taken before anything has begun.
 *
 * @param begun Whether the visitor has.
 */
export async function takeNewer(waiting: ServiceWorker, begun: () => boolean): Promise<void> {
  if (begun() || wasReloaded('version')) {
    forgetReload('version'); // the next visit may try again
    return;
  }
  const taken = new Promise<boolean>((done) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => done(true), { once: true });
    setTimeout(() => done(false), 1500);
  });
  waiting.postMessage('take over');
  if (!(await taken) || begun()) return;
  markReloaded('version');
  location.reload();
}
