import { expect } from 'vitest';
import { patience } from '../../browser/support/receptive';
import type { Visitor } from './visitor';

/** What a browser says of requests without a connection; the page looks for a newer version. */
export const offline = /service-worker\.js|NS_ERROR_CONNECTION_REFUSED|Could not connect/;

/** Waits until the service worker is at work and answers for this page. */
export async function taken(visitor: Visitor): Promise<void> {
  const state = () =>
    visitor.driver.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  await expect.poll(state, { ...patience, message: 'the service worker' }).toBe('activated');
}

/** Waits until every file of the page is kept; the help says so. */
export async function kept(visitor: Visitor): Promise<void> {
  await visitor.press('button', 'Help');
  const said = () =>
    visitor.driver.evaluate(() => /works without a connection/.test(document.body.innerText));
  await expect.poll(said, { ...patience, message: 'the help says that all is kept' }).toBe(true);
  await visitor.driver.press('Escape');
}
