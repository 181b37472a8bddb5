/** Says, for this tab, that the page has been reloaded for the sake of isolation. */
const reloadedKey = 'receptive.isolation';

/** After so long the visitor is at home on the page: it is isolated when it is opened next. */
const longestMilliseconds = 10_000;

/**
 * Threads need a page that is cross-origin isolated, by two headers of its host. Where the host sends
 * none, a service worker of ours adds them (public/isolation-worker.js); the page has then to be
 * loaded once more. It is not when that did not help before, nor when the visitor has begun anything.
 * Without isolation the page is complete, on one thread.
 */
export async function isolate(): Promise<void> {
  try {
    if (crossOriginIsolated) {
      sessionStorage.removeItem(reloadedKey);
      return;
    }
    if (!isSecureContext || !('serviceWorker' in navigator)) return;
    if (sessionStorage.getItem(reloadedKey) !== null) return;
    const script = new URL('isolation-worker.js', document.baseURI);
    await navigator.serviceWorker.register(script, { updateViaCache: 'none' });
    await navigator.serviceWorker.ready;
    const begun = navigator.userActivation?.hasBeenActive ?? true;
    if (begun || performance.now() > longestMilliseconds) return;
    sessionStorage.setItem(reloadedKey, 'yes');
    location.reload();
  } catch {
    // No service workers here, or no storage to remember the reload in: one thread it is.
  }
}
