import { within } from '../storage/within';

/** Which runs are open, in this page or another one: two must not write the same run. */
export interface Claims {
  /**
   * Takes a run for this page until the answer is called, which resolves when others can have it;
   * undefined when another page has it.
   */
  claim(id: string): Promise<(() => Promise<void>) | undefined>;
  /** Everything that some page has. */
  held(): Promise<ReadonlySet<string>>;
}

const prefix = 'receptive run ';

/** Locks that are free are had at once. */
const patience = 2000;

/**
 * By the browser's locks, which end with the page that holds them, however it ends. Where there are
 * none (an address that is not secure), or where they do not answer, nobody can tell: no run can be
 * claimed that exists already.
 */
export function browserClaims(locks: LockManager | undefined, milliseconds = patience): Claims {
  if (!locks) {
    return { claim: () => Promise.resolve(undefined), held: () => Promise.resolve(new Set()) };
  }
  return {
    claim(id) {
      let late = false;
      const claimed = new Promise<(() => Promise<void>) | undefined>((done, fail) => {
        const held: Promise<void> = locks.request(
          prefix + id,
          { ifAvailable: true },
          async (lock): Promise<void> => {
            if (!lock || late) return done(undefined);
            await new Promise<void>((release) =>
              done(() => {
                release();
                return held;
              }),
            );
          },
        );
        held.catch(fail);
      });
      return within(claimed, milliseconds, '').catch(() => {
        late = true;
        return undefined;
      });
    },
    async held() {
      const { held = [] } = await within(
        locks.query(),
        milliseconds,
        'The browser does not say what other tabs have open: reload the page.',
      );
      const names = held.flatMap(({ name }) => name ?? []);
      return new Set(
        names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
      );
    },
  };
}
