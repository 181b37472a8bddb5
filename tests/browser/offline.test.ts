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

/** Names of the files that the service worker has put away. */
const keptFiles = (page: Receptive): Promise<string[]> =>
  page.page.evaluate(async () => {
    const names: string[] = [];
    for (const cache of await caches.keys()) {
      for (const { url } of await (await caches.open(cache)).keys()) names.push(url);
    }
    return names.map((url) => url.slice(url.lastIndexOf('/') + 1));
  });

test('keeps the engine that runs and the plain one; another is refused in a sentence', async ({
  lab,
}) => {
  const host = await staticHost('/');
  const page = await lab.open({
    url: host.url,
    before: ({ page: opening }) => withoutGestures(opening),
  });
  await expect
    .poll(() => page.page.evaluate(() => crossOriginIsolated).catch(() => false), patience)
    .toBe(true);
  await page.ready();
  await kept(page);
  const running = (await page.text('engine-variant')).split(',')[0]!;
  const engines = async () => {
    const names = (await keptFiles(page)).flatMap(
      (name) => /^receptive-(.*simd.*)-.{8}\.(?:js|wasm)$/.exec(name)?.[1] ?? [],
    );
    return names.sort();
  };
  const both = (variant: string) => [variant, variant, 'simd', 'simd'].sort();
  expect(running).not.toBe('simd');
  expect(await engines()).toEqual(both(running));

  // Another one that is chosen takes the place of the one before.
  await page.openDrawer('Recipe');
  const engine = page.page.getByRole('combobox', { name: 'Engine' });
  const other = running === 'simd-threads' ? 'relaxed-simd' : 'simd-threads';
  await engine.selectOption(other);
  await expect.poll(() => page.text('engine-variant'), patience).toMatch(`${other},`);
  await expect.poll(engines, patience).toEqual(both(other));

  page.watch.tolerate(/receptive-|net::ERR_/);
  await host.close();
  await page.page.context().setOffline(true);
  await engine.selectOption('relaxed-simd-threads');
  expect(await page.alert()).toBe(
    'The engine “Relaxed SIMD, threads” could not be fetched. Without a connection there is the one ' +
      'that runs, and “SIMD”.',
  );
  expect(await page.text('engine-variant')).toMatch(`${other},`);
  await page.train.click();
  await page.goesOn();
  await engine.selectOption('simd');
  await expect.poll(() => page.text('engine-variant'), patience).toBe('simd, 1 thread');
  await page.goesOn();
});

test('says of a tab that could not be fetched, and tries it again', async ({ lab }) => {
  let refused = /^$/;
  const host = await staticHost('/', { refuse: (name) => refused.test(name) });
  lab.after(() => host.close());
  const page = await lab.open({ url: host.url, serviceWorkers: 'block' });
  page.watch.tolerate(/404/);
  const panel = page.page.locator('#stage-panel');
  const failed = panel.getByText('This part of the page could not be fetched.');
  const styles = () =>
    page.page.evaluate(() => [...document.styleSheets].map(({ href }) => href).join(' '));
  for (const [tab, files] of [
    ['Judge', /Judge-.*\.css$/],
    ['Slide & shift', /Slide-.*\.js$/],
    ['Map', /FeatureMap-/],
  ] as const) {
    refused = files;
    await page.page.getByRole('tab', { name: tab, exact: true }).click();
    await failed.waitFor();
    refused = /^$/;
    await panel.getByRole('button', { name: 'Try again' }).click();
    await failed.waitFor({ state: 'detached' });
    await expect.poll(() => panel.textContent(), patience).not.toMatch(/^\s*(Loading…)?\s*$/);
  }
  for (const name of [/Judge-/, /Slide-/, /FeatureMap-/]) expect(await styles()).toMatch(name);

  // A question to a part of the worker that is not there is asked again, too.
  refused = /half-/;
  await page.page.getByRole('tab', { name: 'Build' }).click();
  const said = page.page.getByText('This part of the page could not be fetched.');
  await said.first().waitFor();
  refused = /^$/;
  await page.page.getByRole('tab', { name: 'Network' }).click();
  await page.page.getByRole('tab', { name: 'Build' }).click();
  await page.page
    .getByRole('region', { name: 'Build a network' })
    .locator('ol .head')
    .first()
    .waitFor();
  await expect.poll(() => panel.textContent(), patience).toMatch(/7×7×3/);
});

/** Another version is on the host from when the first file is kept that the page did not ask for. */
for (const [what, knows] of [
  ['answers with its page for files that it has no more', (name: string) => name === 'index.html'],
  ['has only another page', () => true],
] as const) {
  test(`keeps nothing of another version, whose host ${what}`, async ({ lab }) => {
    let renewed: 'not yet' | 'now' | 'no more' = 'not yet';
    const answers: string[] = [];
    const host = await staticHost('/', {
      async before(name) {
        if (renewed === 'not yet' && name.startsWith('assets/Build-')) renewed = 'now';
        if (renewed === 'now') answers.push(name);
      },
      unknown: (name) => renewed === 'now' && !knows(name),
      instead: (name) =>
        renewed === 'now' && name === 'index.html'
          ? '<!doctype html><script type="module" src="./assets/index-another.js"></script>'
          : undefined,
    });
    lab.after(() => host.close());
    const page = await lab.open({
      url: host.url,
      before: ({ page: opening }) => withoutGestures(opening),
    });
    await expect
      .poll(() => page.page.evaluate(() => crossOriginIsolated).catch(() => false), patience)
      .toBe(true);
    await page.ready();
    const wrong = () => answers.filter((name) => !knows(name) || name === 'index.html');
    await expect.poll(() => wrong().length, patience).toBeGreaterThan(0);
    await page.frames(30);
    expect(await keptFiles(page)).not.toContain('complete');
    expect(await keptFiles(page)).not.toContain('');

    renewed = 'no more';
    await page.page.reload();
    await page.ready();
    await kept(page);
    await host.close();
    await page.page.context().setOffline(true);
    await page.page.reload();
    await page.ready();
  });
}

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
