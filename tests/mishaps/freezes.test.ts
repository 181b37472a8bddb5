import type { CDPSession } from 'playwright-core';
import { patience, type Receptive } from '../browser/support/receptive';
import { expect, test, type Lab } from '../browser/support/test';
import { howOften, tellLosses, type Loss } from './support/measure';
import { hasKept, keepSome, openRuns, trains } from './support/visits';

/** What Chromium does to a tab that has been in the background for a while. */
async function freeze(session: CDPSession, state: 'frozen' | 'active'): Promise<void> {
  await session.send('Page.setWebLifecycleState', { state });
}

/** The tab is hidden, as far as the page can tell. */
async function hide({ page }: Receptive): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** The step that this browser keeps of the newest run, as another tab sees it. */
async function keptStep(beside: Receptive): Promise<number> {
  const runs = await openRuns(beside);
  const rows = runs.getByRole('listitem').filter({ hasText: 'open in another tab' });
  const text = (await rows.first().textContent()) ?? '';
  await beside.page.keyboard.press('Escape');
  return Number(/step ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
}

test(
  'nothing is lost when the page is hidden, frozen and thrown away',
  { timeout: 10_000_000 },
  async ({ lab }) => {
    const losses: Loss[] = [];
    for (let i = 0; i < howOften('discard'); ++i) losses.push(await discarded(lab));
    tellLosses('discard', losses);
    for (const { steps } of losses) expect(steps).toBe(0);
  },
);

/** As browsers do to tabs in the background when they want memory. */
async function discarded(lab: Lab): Promise<Loss> {
  const page = await lab.open();
  await trains(page);
  await page.rest();
  // So that another tab has the list of runs.
  const other = await lab.open({ beside: page });
  await page.page.bringToFront();
  await page.train.click();
  await page.goesOn();
  await hide(page);
  const shown = await page.number('step');
  await expect.poll(() => keptStep(other), patience).toBeGreaterThanOrEqual(shown);

  const session = await page.page.context().newCDPSession(page.page);
  await freeze(session, 'frozen');
  await freeze(session, 'active');
  await page.goesOn();
  const step = await page.rest();
  await expect.poll(() => keptStep(other), patience).toBe(step);
  // As a discard: without a word to the page.
  const crashed = page.page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined);
  page.watch.tolerate(/the page crashed/);
  await crashed;
  await page.page.close();
  await other.page.close();
  const again = await lab.open({ beside: page });
  const restored = await again.number('step');
  expect(await again.alerts.count()).toBe(0);
  await again.page.context().close();
  return { steps: step - restored, seconds: 0 };
}

test('three tabs that train at once keep a run each, and what was there', async ({ lab }) => {
  const first = await lab.open();
  await keepSome(first);
  const tabs = [first, await lab.open({ beside: first }), await lab.open({ beside: first })];
  const steps: number[] = [];
  for (const tab of tabs) {
    await tab.page.bringToFront();
    await trains(tab);
    steps.push(await tab.rest());
  }
  const runs = await openRuns(first);
  const elsewhere = runs.getByText('open in another tab');
  await expect.poll(() => elsewhere.count(), patience).toBe(2);
  await first.page.keyboard.press('Escape');
  for (const [i, tab] of tabs.entries()) {
    await tab.page.bringToFront();
    await tab.page.reload();
    await tab.ready();
    expect(await tab.number('step')).toBe(steps[i]);
    expect(await tab.alerts.count()).toBe(0);
  }
  await hasKept(first);
});
