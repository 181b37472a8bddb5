import { withoutGestures } from '../browser/support/gestures';
import { patience, type Receptive } from '../browser/support/receptive';
import { expect, test, type Lab } from '../browser/support/test';
import type { Fault } from './support/faults';
import { faultySite, tell } from './support/faulty-site';
import { openRuns, readsWell, runsDialog, trains } from './support/visits';

/** What the list of runs says of visits without a connection. */
async function saysOfConnection(page: Receptive, said: RegExp): Promise<void> {
  if (!(await runsDialog(page).isVisible())) await openRuns(page);
  const text = async () => (await runsDialog(page).innerText()).replace(/\s+/g, ' ');
  await expect.poll(text, patience).toMatch(said);
  await page.page.keyboard.press('Escape');
}

/** A page that its service worker isolates; its storage fails from the beginning. */
async function openIsolated(lab: Lab, url: string): Promise<Receptive> {
  const page = await lab.open({ url, before: ({ page: opening }) => withoutGestures(opening) });
  const isolated = () => page.page.evaluate(() => crossOriginIsolated).catch(() => false);
  await expect.poll(isolated, patience).toBe(true);
  await page.ready();
  return page;
}

const keeping: [call: string, how: Fault['how'], said: RegExp][] = [
  ['Cache.put', 'fails', /could not keep the page for visits without a connection: A mishap of/],
  ['CacheStorage.open', 'fails', /without a connection: A mishap of the test\. /],
  ['CacheStorage.open', 'hangs', /without a connection: its storage does not answer\. /],
];

const answering: [call: string, how: Fault['how']][] = [
  ['CacheStorage.open', 'fails'],
  ['Cache.match', 'fails'],
  ['Cache.match', 'hangs'],
];

const kept = /it works without a connection/;

test('whatever call to the service worker’s cache fails or hangs, the page is there, says so and goes on', async ({
  lab,
}) => {
  const host = await faultySite(() => ({ call: 'Cache.put', how: 'full' }));
  lab.after(() => host.close());
  const page = await openIsolated(lab, host.url);
  await saysOfConnection(page, /without a connection: there is no room left for it\. /);
  await trains(page);
  const step = await page.rest();
  const again = () => page.page.evaluate(() => dispatchEvent(new Event('online')));
  for (const [call, how, said] of keeping) {
    await tell(page.page, { fault: { call, how } });
    await again();
    await saysOfConnection(page, said);
  }
  // A cache that cannot be tidied is whole, and files of an older one are only spared the way.
  await tell(page.page, { fault: { call: 'CacheStorage.match', how: 'fails' } });
  await again();
  await saysOfConnection(page, kept);

  for (const [call, how] of answering) {
    await tell(page.page, { fault: { call, how } });
    await page.page.reload();
    await page.ready();
    expect(await page.number('step'), `${call} ${how}`).toBe(step);
    expect(await page.page.evaluate(() => crossOriginIsolated)).toBe(true);
  }
  await readsWell(page);
  expect(await page.alerts.count()).toBe(0);

  await tell(page.page, { fault: undefined });
  await page.page.reload();
  await page.ready();
  await saysOfConnection(page, kept);
  await host.close();
  await page.page.context().setOffline(true);
  await page.page.reload();
  await page.ready();
  expect(await page.number('step')).toBe(step);
});

test('a first visit is isolated although caches cannot be listed, and a newer version without room is told', async ({
  lab,
}) => {
  let fault: Fault | undefined = { call: 'CacheStorage.keys', how: 'hangs' };
  let renewed = false;
  const host = await faultySite(
    () => fault,
    () => (renewed ? '0123456789abcdef' : undefined),
  );
  lab.after(() => host.close());
  const page = await openIsolated(lab, host.url);
  await saysOfConnection(page, kept);
  fault = { call: 'Cache.put', how: 'full' };
  renewed = true;
  await page.page.reload();
  await page.ready();
  await saysOfConnection(
    page,
    /it works without a connection\. This browser could not keep a newer version of the page \(there is no room left for it\): this is the one before\./,
  );
  await trains(page);
  await page.rest();
});
