import { context } from '../context';

/** How far the page can do without a connection. */
export class Offline {
  /** Every file of the page is kept. */
  ready = $state(false);
  /** A newer version was fetched: it is taken when the page is opened next. */
  newer = $state(false);
  /** Why the browser has not kept the page, or the version that was to follow this one. */
  told = $state.raw<{ notKept?: string; notNewer?: string }>({});
  /** The build of the engine that runs: of four, it is kept and the plain one. */
  private engine: string | undefined;
  private keeper: ServiceWorker | undefined;

  /**
   * Follows the service worker. Returns the undoing.
   *
   * @param keeper The one that is to keep the page, when it may (isolation.ts).
   */
  follow(keeper: Promise<ServiceWorker | undefined>): () => void {
    const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
    if (!serviceWorker) return () => undefined;
    const told = (event: MessageEvent): void => {
      // What was asked before a reload may be answered only now, for the engine that ran then.
      const data = (event.data ?? {}) as { offline?: string } & Offline['told'];
      if (data.offline) this.ready ||= data.offline === this.engine;
      else this.told = data;
    };
    serviceWorker.addEventListener('message', told);
    serviceWorker.startMessages();
    void serviceWorker.ready.then((registration) => this.watch(registration));
    void keeper.then((found) => {
      this.keeper = found;
      this.tell();
    });
    // Who was without a connection meanwhile has not got everything.
    const again = (): void => this.tell();
    window.addEventListener('online', again);
    return () => {
      serviceWorker.removeEventListener('message', told);
      window.removeEventListener('online', again);
    };
  }

  /** The page's files are kept with this build of the engine. */
  keep(engine: string): void {
    if (engine === this.engine) return;
    this.engine = engine;
    this.tell();
  }

  private tell(): void {
    if (this.engine !== undefined) this.keeper?.postMessage({ keep: this.engine });
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

export const [provideOffline, useOffline] = context<Offline>('offline');
