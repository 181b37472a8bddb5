/** How long what this browser keeps of the page lasts: as far as a page can know, and ask for. */

/** The part of `navigator.storage` that is asked; all of it is absent on an address that is not secure. */
type Store = Partial<Pick<StorageManager, 'persist' | 'persisted'>>;

/** Firefox alone asks the visitor, and that nobody should meet who has just pressed Train. */
export function browserAsksVisitor(): boolean {
  return CSS.supports('-moz-appearance', 'none');
}

function store(): Store {
  const { storage = {} } = navigator as { storage?: Store };
  return storage;
}

/** Whether the browser has promised to clear nothing by itself. */
export async function isPromised(): Promise<boolean> {
  return (
    (await store()
      .persisted?.()
      .catch(() => false)) === true
  );
}

/** Asks the browser to clear nothing by itself; it decides, or asks the visitor. */
export async function askForPromise(): Promise<boolean> {
  return (
    (await store()
      .persist?.()
      .catch(() => false)) === true
  );
}

let asked = false;

/** As `askForPromise`, as soon as something is kept: once a visit, where it troubles nobody. */
export async function askQuietly(): Promise<void> {
  if (asked || browserAsksVisitor()) return;
  asked = true;
  if (!(await isPromised())) await askForPromise();
}

/**
 * In a sentence.
 *
 * The seven days are those of Intelligent Tracking Prevention (webkit.org/blog/10218, 2020), which spares
 * pages that were put on the home screen.
 */
export function howLong(promised: boolean): string {
  const file = 'What must stay, download as a file.';
  const isApple = navigator.vendor.startsWith('Apple');
  const isInstalled = matchMedia('(display-mode: standalone)').matches;
  if (isApple && !isInstalled) {
    return (
      'Safari and other browsers of Apple’s make clear it all when the page is not visited for seven days on ' +
      `which the browser is used. ${file}`
    );
  }
  return promised
    ? 'This browser has promised to clear nothing of it by itself: it goes when you delete it, or the data ' +
        'of this site.'
    : 'It lasts until the data of this site is cleared: by you, by the browser when the disk is nearly full ' +
        `or at its end where it is set to forget, at signing out on many school computers. ${file}`;
}
