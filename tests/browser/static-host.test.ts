import { patience } from './support/receptive';
import { staticHost } from './support/servers';
import { expect, test } from './support/test';

for (const path of ['/', '/some/sub/path/']) {
  test(`works from ${path} of a static host that sends no headers of its own`, async ({ lab }) => {
    const host = await staticHost(path);
    lab.after(() => host.close());
    // With service workers the page would be loaded anew under our hands: see engines.test.ts.
    const page = await lab.open({ url: host.url, serviceWorkers: 'block' });
    expect(await page.text('engine-variant')).toMatch(/simd/i);
    await page.trainUntil(90);
    await page.rest();

    // A link to an experiment works from there, too, and a reload of it.
    await page.network.selectOption('softmax');
    await expect.poll(() => page.page.url(), patience).toContain('softmax');
    expect(page.page.url().startsWith(host.url)).toBe(true);
    await page.page.reload();
    await page.ready();
    expect(await page.network.inputValue()).toBe('softmax');
  });
}
