import { patience } from '../browser/support/receptive';
import { withoutGestures } from '../browser/support/gestures';
import { staticHost } from '../browser/support/servers';
import { expect, test } from '../browser/support/test';
import { writeKept } from './support/kept';
import { openRuns, readsWell, trains } from './support/visits';

test('an older page that finds a newer database says so, with a way on, and trains without it', async ({
  lab,
  server,
}) => {
  const page = await lab.open({
    before: async ({ page: opening, watch }) => {
      watch.tolerate(/favicon\.ico/);
      const beside = await opening.context().newPage();
      await beside.goto(`${server.url}service-worker.js`);
      await writeKept(beside, [], 4);
      await beside.close();
    },
  });
  await trains(page);
  await page.rest();
  expect(await page.alert()).toMatch(/a newer version of this page keeps things here/);
  const runs = await openRuns(page);
  await expect.poll(() => runs.innerText(), patience).toMatch(/newer version .* close all tabs/s);
  await page.page.keyboard.press('Escape');
  await readsWell(page);
  await trains(page);
});

test('a page whose files another version has taken from the host trains on and says what is not to be had', async ({
  lab,
}) => {
  let gone = false;
  const host = await staticHost('/', { refuse: (name) => gone && name.startsWith('assets/') });
  lab.after(() => host.close());
  const page = await lab.open({ url: host.url, serviceWorkers: 'block' });
  page.watch.tolerate(/404/);
  await trains(page);
  gone = true;
  await page.rest();
  const step = await page.number('step');
  await page.page.getByRole('tab', { name: 'Judge', exact: true }).click();
  await page.page.getByText('This part of the page could not be fetched.').first().waitFor();
  await readsWell(page);
  await trains(page);
  await page.rest();

  // With the version that is on the host from now on, all that was kept is there.
  gone = false;
  await page.page.reload();
  await page.ready(false);
  expect(await page.number('step')).toBeGreaterThan(step);
});

test('a version that comes while the one before is kept for offline is taken as a whole', async ({
  lab,
}) => {
  let version = 1;
  const host = await staticHost('/', {
    async before(name) {
      if (version === 1 && name.startsWith('assets/Build-')) version = 2;
    },
    refuse: (name) => version === 2 && /^assets\/(Judge|Slide)-/.test(name),
  });
  const page = await lab.open({
    url: host.url,
    before: ({ page: opening }) => withoutGestures(opening),
  });
  page.watch.tolerate(/404|net::ERR/);
  await expect
    .poll(() => page.page.evaluate(() => crossOriginIsolated).catch(() => false), patience)
    .toBe(true);
  await page.ready();
  await trains(page);
  const step = await page.rest();
  version = 3;
  await page.page.reload();
  await page.ready();
  await page.page.getByRole('button', { name: 'Help' }).click();
  await page.page.getByText('works without a connection').waitFor();
  await page.page.keyboard.press('Escape');
  await host.close();
  await page.page.context().setOffline(true);
  await page.page.reload();
  await page.ready();
  expect(await page.number('step')).toBe(step);
});
