/** What the history of the browser holds of each entry that this page has made. */
interface Entry {
  /** Which opening of the page has made it. */
  visit: number;
  /** How far in one was at each entry of this opening, up to this one. */
  levels: readonly number[];
}

/**
 * The address, and the browser's Back: going a level in (a layer, a number in it) makes an entry, so that
 * Back is one level out and Forward is in again.
 */
export class WayBack {
  private readonly visit = performance.timeOrigin;
  /** Going back to where one is already: what was there is not shown again. */
  private going = false;
  /** Entries that are being shown. */
  private showing = 0;

  /** The entry is of this opening of the page, not one that was pasted or left by another. */
  readonly own = (): boolean => (history.state as Entry | null)?.visit === this.visit;

  /** The address as it is now, and how far in one is. */
  write(address: string, level: number): void {
    if (this.going || this.showing > 0) return;
    const levels = this.own() ? (history.state as Entry).levels : [];
    const last = levels.at(-1);
    if (last !== undefined && level > last) {
      history.pushState(this.entry([...levels, level]), '', address);
      return;
    }
    // Out by another way than Back: what lies further in is left in the history, as what is forward.
    const at = levels.findIndex((one) => one >= level);
    if (at >= 0 && at < levels.length - 1) {
      this.going = true;
      history.go(at - (levels.length - 1));
      return;
    }
    history.replaceState(this.entry([...levels.slice(0, -1), level]), '', address);
  }

  /**
   * Hears of Back and Forward. Returns the undoing.
   *
   * @param show Shows what an address holds of where one looks, and what is so far in.
   * @param rewrite The address may hold what has changed since.
   */
  follow(show: (address: string, level: number) => Promise<void>, rewrite: () => void): () => void {
    const moved = async (): Promise<void> => {
      if (!this.own()) return;
      const { levels } = history.state as Entry;
      if (this.going) this.going = false;
      else {
        this.showing += 1;
        await show(location.hash, levels.at(-1) ?? 0);
        this.showing -= 1;
      }
      rewrite();
    };
    const hear = (): void => void moved();
    window.addEventListener('popstate', hear);
    return () => window.removeEventListener('popstate', hear);
  }

  private entry(levels: readonly number[]): Entry {
    return { visit: this.visit, levels };
  }
}
