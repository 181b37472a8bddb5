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
