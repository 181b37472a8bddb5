import type { Component } from 'svelte';
import { late, type Late } from '../../protocol/late';

/** A view that is fetched when it is wanted, with its style sheet. */
export type LateView<Props extends object = Record<string, never>> = Late<Component<Props>>;

/** Style sheets that did not come: the bundler asks once for each, and takes it for there then. */
const missing = new Set<HTMLLinkElement>();

if (typeof document !== 'undefined') {
  const failed = ({ target }: Event): void => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') missing.add(target);
  };
  document.addEventListener('error', failed, true);
}

/** @param load An `import()` of the view. */
export function lateView<Props extends object>(
  load: () => Promise<{ default: Component<Props> }>,
): LateView<Props> {
  return late(async () => {
    await Promise.all([...missing].map(askAgain));
    return (await load()).default;
  });
}

/** Fetches what will be wanted soon, as when the pointer is on its button. */
export function fetchAhead(part: Late<unknown>): void {
  // Who really wants it hears what is wrong.
  part().catch(() => undefined);
}

function askAgain(link: HTMLLinkElement): Promise<void> {
  missing.delete(link);
  const next = link.cloneNode() as HTMLLinkElement;
  return new Promise((done, fail) => {
    next.onload = () => done();
    next.onerror = () => fail(new Error(`${next.href} could not be fetched.`));
    link.replaceWith(next);
  });
}
