import { withoutGestures } from './support/gestures';
import { patience, type Receptive } from './support/receptive';
import { staticHost } from './support/servers';
import { expect, test } from './support/test';

/** Every file of the page is kept; the help says so. */
async function kept(page: Receptive): Promise<void> {
  await page.page.getByRole('button', { name: 'Help' }).click();
  await page.page.getByText('works without a connection').waitFor();
  await page.page.keyboard.press('Escape');
}

const tabs = (page: Receptive) =>
  page.page.getByRole('tablist', { name: 'Views' }).getByRole('tab');

test('works without a connection after the first visit, every tab of it', async ({ lab }) => {
  const host = await staticHost('/some/sub/path/');
  const page = await lab.open({
    url: host.url,
    before: ({ page: opening }) => withoutGestures(opening),
  });
  await expect
    .poll(() => page.page.evaluate(() => crossOriginIsolated).catch(() => false), patience)
    .toBe(true);
  await page.ready();
  await kept(page);
  const engine = await page.text('engine-variant');

  await host.close();
  await page.page.context().setOffline(true);
  await page.page.reload();
  await page.ready();
  expect(await page.text('engine-variant')).toBe(engine);
  expect(await page.page.evaluate(() => crossOriginIsolated)).toBe(true);
  await page.trainUntil(90);
  for (const tab of await tabs(page).all()) {
    await tab.click();
    const panel = page.page.locator('#stage-panel');
    await expect.poll(() => panel.textContent(), patience).not.toMatch(/^\s*(Loading…)?\s*$/);
  }
  expect(await page.alerts.allTextContents()).toEqual([]);
  expect(await page.number('test-accuracy')).toBeGreaterThanOrEqual(90);
});

test('asks no other host for anything, whatever is opened', async ({ lab }) => {
  const page = await lab.open();
  const asked: string[] = [];
  await page.page.context().route('**', (route) => {
    asked.push(route.request().url());
    return route.continue();
  });
  await page.page.reload();
  await page.ready();
  await page.trainUntil(90);
  for (const tab of await tabs(page).all()) await tab.click();
  await page.page.getByRole('button', { name: 'Runs', exact: true }).click();
  await page.page.keyboard.press('Escape');
  await page.dataSet.selectOption('mnist');
  await page.page.getByRole('button', { name: /^Download MNIST/ }).waitFor();
  const hosts = new Set(asked.map((url) => new URL(url).host).filter((host) => host !== ''));
  expect([...hosts]).toEqual([new URL(page.page.url()).host]);
  expect(asked.length).toBeGreaterThan(3);
});
