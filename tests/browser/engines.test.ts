import { withoutGestures } from './support/gestures';
import { patience, type Receptive } from './support/receptive';
import { staticHost } from './support/servers';
import { expect, test } from './support/test';

const engineOf = (page: Receptive) => page.page.getByRole('combobox', { name: 'Engine' });
const threadsOf = (page: Receptive) => page.page.getByRole('combobox', { name: 'Threads' });
const isolated = (page: Receptive) => page.page.evaluate(() => crossOriginIsolated);

/** How often the page has been loaded, from now on. */
function countLoads(page: Receptive): () => number {
  let loads = 0;
  page.page.on('load', () => (loads += 1));
  return () => loads;
}

test('takes threads where the host isolates the page, and says so', async ({ lab }) => {
  const page = await lab.open();
  expect(await isolated(page)).toBe(true);
  const processors = await page.page.evaluate(() => navigator.hardwareConcurrency);
  const threads = Math.min(processors, 4);
  expect(await page.text('engine-variant')).toMatch(
    threads > 1 ? new RegExp(`simd-threads, ${threads} threads$`) : /simd, 1 thread$/,
  );
  await page.openDrawer('Recipe');
  expect(await engineOf(page).inputValue()).toBe('auto');
  expect(await page.page.getByRole('note').count()).toBe(0);
  await page.trainUntil(90);
});

test('starts the engine that is chosen, and the run goes on in it', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&rate=0.04&seed=5' });
  const network = await page.network.inputValue();
  await page.trainUntil(92);
  const step = await page.rest();

  await page.openDrawer('Recipe');
  await engineOf(page).selectOption('simd');
  await expect.poll(() => page.text('engine-variant'), patience).toBe('simd, 1 thread');
  await expect.poll(() => page.number('step'), patience).toBe(step);
  expect(await page.network.inputValue()).toBe(network);
  expect(await page.learningRate.inputValue()).toBe('0.04');
  // It goes on with the next step, and still knows what it has learned.
  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(step + 1);
  await expect.poll(() => page.number('test-accuracy'), patience).toBeGreaterThan(85);
  expect(await threadsOf(page).count()).toBe(0);

  await engineOf(page).selectOption('simd-threads');
  await expect.poll(() => page.text('engine-variant'), patience).toMatch(/^simd-threads, /);
  await page.ready();
  await threadsOf(page).selectOption('1');
  await expect.poll(() => page.text('engine-variant'), patience).toBe('simd-threads, 1 thread');
  await expect.poll(() => page.page.url(), patience).toMatch(/&engine=simd-threads&threads=1$/);
  await page.ready();
  await page.train.click();
  await page.goesOn();

  // While it trains, too: it goes on by itself.
  await engineOf(page).selectOption('simd');
  await expect.poll(() => page.text('engine-variant'), patience).toBe('simd, 1 thread');
  await page.goesOn();

  await page.page.reload();
  await page.ready();
  expect(await page.text('engine-variant')).toBe('simd, 1 thread');
  await page.openDrawer('Recipe');
  expect(await engineOf(page).inputValue()).toBe('simd');
  expect(await page.alerts.count()).toBe(0);
});

test('is complete on one thread where nothing isolates it', async ({ lab }) => {
  const host = await staticHost('/');
  lab.after(() => host.close());
  const page = await lab.open({ url: host.url, serviceWorkers: 'block' });
  expect(await isolated(page)).toBe(false);
  expect(await page.text('engine-variant')).toMatch(/simd, 1 thread$/);
  await page.openDrawer('Recipe');
  const threads = engineOf(page).locator('option[value=simd-threads]');
  expect(await threads.isDisabled()).toBe(true);
  expect(await threads.textContent()).toContain('no cross-origin isolation');
  expect(await threadsOf(page).count()).toBe(0);
  await page.trainUntil(90);
});

test('says why the engine of a link cannot run, and runs another', async ({ lab }) => {
  const host = await staticHost('/');
  lab.after(() => host.close());
  const hash = '#engine=simd-threads&threads=2';
  const page = await lab.open({ url: host.url, hash, serviceWorkers: 'block' });
  // One press from the line of figures.
  await page.page.getByRole('button', { name: 'Why this engine' }).click();
  const note = page.page.getByRole('note');
  expect(await note.textContent()).toContain('there is no cross-origin isolation.');
  expect(await page.text('engine-variant')).toMatch(/simd, 1 thread$/);
  await page.train.click();
  await page.goesOn();
});

for (const path of ['/', '/some/sub/path/']) {
  test(`isolates itself on a static host, with one more load: ${path}`, async ({ lab }) => {
    const host = await staticHost(path);
    lab.after(() => host.close());
    let loads = () => 0;
    const page = await lab.open({
      url: host.url,
      before: async (opening) => {
        loads = countLoads(opening);
        await withoutGestures(opening.page);
      },
    });
    await expect.poll(() => isolated(page).catch(() => false), patience).toBe(true);
    await page.ready();
    const processors = await page.page.evaluate(() => navigator.hardwareConcurrency);
    if (processors > 1) expect(await page.text('engine-variant')).toMatch(/-threads, \d threads$/);
    expect(loads()).toBe(2);
    await page.trainUntil(90);
    await page.rest();

    // From now on it is isolated at once.
    await page.page.reload();
    await page.ready();
    expect(await isolated(page)).toBe(true);
    expect(loads()).toBe(3);
  });
}

test('is not loaded again under the hands of a visitor', async ({ lab }) => {
  let letThrough: () => void = () => undefined;
  const pressed = new Promise<void>((done) => (letThrough = done));
  const host = await staticHost('/', {
    before: (name) => (name === 'service-worker.js' ? pressed : Promise.resolve()),
  });
  lab.after(() => host.close());
  const page = await lab.open({ url: host.url });
  const loads = countLoads(page);
  await page.train.click();
  letThrough();
  await page.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.goesOn();
  await page.frames(30);
  expect(loads()).toBe(0);
  expect(await isolated(page)).toBe(false);
});

test('falls back to one thread when threads do not start, and says why', async ({ lab }) => {
  const asked = new Map<string, number>();
  const host = await staticHost('/', {
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cache-Control': 'no-store',
    },
    // The engine's script once, for the engine itself; a thread of it gets nothing.
    refuse(name) {
      if (!/-threads-.*\.js$/.test(name)) return false;
      asked.set(name, (asked.get(name) ?? 0) + 1);
      return asked.get(name)! > 1;
    },
  });
  lab.after(() => host.close());
  const page = await lab.open({
    url: host.url,
    hash: '#threads=2',
    before: ({ watch }) => {
      watch.tolerate(/404|ERR_BLOCKED_BY_RESPONSE/);
      return Promise.resolve();
    },
  });
  expect(await isolated(page)).toBe(true);
  expect(await page.text('engine-variant')).toMatch(/simd, 1 thread$/);
  await page.page.getByRole('button', { name: 'Why this engine' }).click();
  expect(await page.page.getByRole('note').textContent()).toMatch(
    /^A faster engine could not be started/,
  );
  await page.trainUntil(90);
});

test('takes the place of the service worker that older versions had', async ({ lab }) => {
  const host = await staticHost('/', {
    instead: (name) =>
      name === 'isolation-worker.js'
        ? "self.addEventListener('install', () => void self.skipWaiting());"
        : undefined,
  });
  lab.after(() => host.close());
  const page = await lab.open({
    url: host.url,
    before: async (opening) => {
      await opening.page.addInitScript(() => {
        Object.defineProperty(window, 'isSecureContext', { value: false });
      });
    },
  });
  await page.page.evaluate(async () => {
    await navigator.serviceWorker.register('isolation-worker.js');
    await navigator.serviceWorker.ready;
  });
  const next = await lab.open({ url: host.url, beside: page });
  const active = () =>
    next.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.scriptURL ?? '');
  await expect.poll(() => active().catch(() => ''), patience).toMatch(/\/service-worker\.js$/);
  const registrations = await next.page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  );
  expect(registrations).toEqual([host.url]);
});
