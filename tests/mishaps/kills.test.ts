import type { Page } from 'playwright-core';
import { expect, test as base } from 'vitest';
import { patience, type Receptive } from '../browser/support/receptive';
import { staticHost, type Host } from '../browser/support/servers';
import { withoutGestures } from '../browser/support/gestures';
import { faultySite } from './support/faulty-site';
import { lossOf, watchSteps } from './support/losses';
import { howOften, tellLosses, type Kind, type Loss } from './support/measure';
import { OwnBrowser } from './support/own-browser';
import { openRuns } from './support/visits';

/** In seconds: what no crash may take, however slow the machine is that is shared with other work. */
const mostSeconds = 10;

/** Some test runs and the browsers that they want are far more than others. */
const forever = { timeout: 10_000_000 };

const test = base.extend<{ browser: OwnBrowser }>({
  browser: async ({}, use) => {
    const browser = new OwnBrowser();
    await use(browser);
    await browser.close();
  },
});

const after = (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds));

for (const kind of ['renderer', 'browser', 'writing'] as const) {
  test.runIf(howOften(kind) > 0)(
    `${kind === 'writing' ? 'a write is under way' : 'a run trains'} when the ${
      kind === 'renderer' ? 'tab’s process' : 'browser'
    } is killed: it goes on almost where it was`,
    forever,
    async ({ browser }) => {
      const slow = { call: 'IDBObjectStore.put', how: 'slow' } as const;
      const host = await faultySite(() => (kind === 'writing' ? slow : undefined));
      const losses: Loss[] = [];
      for (let i = 0; i < howOften(kind); ++i) losses.push(await killed(browser, host, kind));
      await host.close();
      tellLosses(kind, losses);
      for (const { seconds } of losses) expect(seconds).toBeLessThanOrEqual(mostSeconds);
    },
  );
}

/** Trains, is killed at some moment, and is opened again. */
async function killed(browser: OwnBrowser, { url }: Host, kind: Kind): Promise<Loss> {
  const page = await browser.open(url, { serviceWorkers: 'block' });
  const before = await page.number('step');
  const full = page.page.getByRole('button', { name: 'Slow motion', pressed: true });
  if ((await full.count()) > 0) await full.click();
  // A run is two records: with the third the first save is over, and a crash has something to go back to.
  const kept = puts(page.page, 3);
  await page.train.click();
  await expect.poll(() => page.number('step'), patience).toBeGreaterThan(before);
  await kept;
  const moment = kind === 'writing' ? nextWrite(page.page) : after(500 + 2500 * Math.random());
  const seen = await watchSteps(page, moment);
  await browser.kill(kind === 'renderer' ? 'renderer' : 'browser', page.page);

  const again = await browser.open(url, { serviceWorkers: 'block' });
  const restored = await again.number('step');
  expect(restored).toBeGreaterThan(0);
  expect(await again.alerts.count()).toBe(0);
  const runs = await openRuns(again);
  expect(await runs.innerText()).not.toMatch(/damaged|cannot be read/);
  await again.page.close();
  return lossOf(seen, restored);
}

/** Somewhere in the middle of the next one. */
async function nextWrite(page: Page): Promise<void> {
  await puts(page, 1);
  await after(250 * Math.random());
}

/** So many more records are put. */
function puts(page: Page, count: number): Promise<void> {
  return page.evaluate(
    (left) =>
      new Promise<void>((done) => {
        new BroadcastChannel('writing').onmessage = () => --left === 0 && done();
      }),
    count,
  );
}

test.runIf(howOften('keeping') > 0)(
  'a browser that is killed while the page is kept for offline keeps the rest the next time',
  forever,
  async () => {
    for (let i = 0; i < howOften('keeping'); ++i) {
      const browser = new OwnBrowser();
      try {
        await killedWhileKeeping(browser, 10 + Math.floor(60 * Math.random()));
      } finally {
        await browser.close();
      }
    }
    tellLosses('keeping', Array<Loss>(howOften('keeping')).fill({ steps: 0, seconds: 0 }));
  },
);

/** After so many files that the page itself did not ask for. */
async function killedWhileKeeping(browser: OwnBrowser, files: number): Promise<void> {
  let left = Infinity;
  let reached: () => void = () => undefined;
  const host = await staticHost('/', {
    before: async () => {
      if (--left <= 0) reached();
    },
  });
  const isolated = (page: Receptive) =>
    expect
      .poll(() => page.page.evaluate(() => crossOriginIsolated).catch(() => false), patience)
      .toBe(true);
  const page = await browser.open(host.url, { before: withoutGestures });
  const enough = new Promise<void>((done) => (reached = done));
  left = files;
  await isolated(page);
  await enough;
  await browser.kill('browser', page.page);

  const again = await browser.open(host.url, { before: withoutGestures });
  await isolated(again);
  await again.ready();
  await again.page.getByRole('button', { name: 'Help' }).click();
  await again.page.getByText('works without a connection').waitFor();
  await host.close();
  await again.page.reload();
  await again.ready();
}
