import { expect, test as base } from 'vitest';
import { serve } from '../../web/server/serve.mjs';
import { siteFolder } from '../browser/support/paths.mjs';
import { patience } from '../browser/support/receptive';
import { lossOf, watchSteps, type Loss } from './support/losses';
import { OwnBrowser } from './support/own-browser';

const test = base.extend<{ browser: OwnBrowser; url: string }>({
  browser: async ({}, use) => {
    const browser = new OwnBrowser();
    await use(browser);
    await browser.close();
  },
  url: async ({}, use) => {
    const serving = await serve({ root: siteFolder, mirrors: [] });
    await use(serving.url);
    await serving.close();
  },
});

for (const what of ['renderer', 'browser'] as const) {
  test(`a run goes on after its ${what} was killed, almost where it was`, async ({
    browser,
    url,
  }) => {
    const losses: Loss[] = [];
    for (const milliseconds of [2300, 1700]) {
      const page = await browser.open(url);
      const before = await page.number('step');
      await page.train.click();
      await expect.poll(() => page.number('step'), patience).toBeGreaterThan(before);
      const end = performance.now() + milliseconds;
      const seen = await watchSteps(page, () => performance.now() > end);
      await browser.kill(what, page.page);
      const again = await browser.open(url);
      const restored = await again.number('step');
      console.log(what, before, seen.at(-1), restored);
      losses.push(lossOf(seen, restored));
      await again.page.close();
    }
    console.log(JSON.stringify(losses));
  });
}
