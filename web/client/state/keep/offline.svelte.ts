/** How far the page can do without a connection. */
export class Offline {
  /** Every file of the page is kept. */
  ready = $state(false);
  /** A newer version was fetched: it is taken when the page is opened next. */
  newer = $state(false);

  /** Follows the service worker, which isolation.ts registers. Returns the undoing. */
  follow(): () => void {
    const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
    if (!serviceWorker) return () => undefined;
    const told = (event: MessageEvent): void => {
      if ((event.data as { offline?: boolean } | null)?.offline) this.ready = true;
    };
    serviceWorker.addEventListener('message', told);
    serviceWorker.startMessages();
    void serviceWorker.ready.then((registration) => this.watch(registration));
    return () => serviceWorker.removeEventListener('message', told);
  }

  private watch(registration: ServiceWorkerRegistration): void {
    const look = (): void => {
      const { installing, waiting, active } = registration;
      if (waiting && active) this.newer = true;
      installing?.addEventListener('statechange', look);
    };
    look();
    registration.addEventListener('updatefound', look);
  }
}
