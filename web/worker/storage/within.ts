/**
 * What `work` comes to, or after so many milliseconds a refusal with this sentence: some browsers let
 * questions to their storage wait for ever.
 */
export function within<T>(work: Promise<T>, milliseconds: number, problem: string): Promise<T> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(problem)), milliseconds);
    const settled = (): void => clearTimeout(timer);
    work.then(done, fail).finally(settled);
  });
}

/** Longer than any browser takes that opens its storage at all, or looks up what is small. */
export const quickMilliseconds = 3000;

export const noAnswer =
  'its storage does not answer. Close the other tabs with this page, then reload this one';

/** In so short a time the answer of the browser's storage is there, or there will be none. */
export function quickly<T>(work: Promise<T>): Promise<T> {
  return within(work, quickMilliseconds, noAnswer);
}

/** As `quickly`, of what may be large: a page that is opened waits for it. */
export function patiently<T>(work: Promise<T>): Promise<T> {
  return within(work, 5 * quickMilliseconds, noAnswer);
}
