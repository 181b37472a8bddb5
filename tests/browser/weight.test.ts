import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { siteFolder } from './support/paths.mjs';
import { patience } from './support/receptive';
import { staticHost } from './support/servers';
import { expect, test } from './support/test';

/** In bytes of `gzip -9`: what a visitor waits for, and what all of the tabs add up to. */
const mostUntilTheFirstStep = 150e3;
const mostWithEveryTab = 300e3;

/** Markup, styles and scripts; the engine's own code is weighed where it is built. */
const isWeighed = (name: string) => /\.(html|css|js)$/.test(name);

const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** The weight of these files, told as a table. */
function weigh(title: string, names: Iterable<string>): number {
  const files = [...names].map((name) => {
    return { name, bytes: gzipSync(readFileSync(join(siteFolder, name)), { level: 9 }).length };
  });
  files.sort((a, b) => b.bytes - a.bytes);
  const sum = files.reduce((all, { bytes }) => all + bytes, 0);
  const rows = files.map(({ name, bytes }) => `${String(bytes).padStart(8)}  ${name}`);
  process.stdout.write(`${title}: ${sum} bytes in ${files.length} files\n${rows.join('\n')}\n`);
  return sum;
}

test('is light until the first step, and with every tab opened', async ({ lab }) => {
  const asked = new Map<string, number>();
  const host = await staticHost('/', {
    headers: isolated,
    before: async (name) =>
      void (isWeighed(name) && !asked.has(name) && asked.set(name, Date.now())),
  });
  lab.after(() => host.close());
  // What a service worker fetches to keep is nothing that the page waits for; its script is counted.
  asked.set('service-worker.js', 0);
  const page = await lab.open({
    url: host.url,
    serviceWorkers: 'block',
    before: async ({ page: opening }) => {
      await opening.addInitScript(() => {
        new MutationObserver(() => {
          const step = document.querySelector('[data-testid=step]')?.textContent ?? '0';
          if (step !== '0') (window as { firstStep?: number }).firstStep ??= Date.now();
        }).observe(document, { subtree: true, childList: true, characterData: true });
      });
    },
  });
  await page.train.click();
  await expect.poll(() => page.number('step'), patience).toBeGreaterThan(0);
  const firstStep = await page.page.evaluate(() => (window as { firstStep?: number }).firstStep!);
  const until = [...asked].filter(([, when]) => when <= firstStep).map(([name]) => name);
  const first = weigh('Until the first step', until);

  const panel = page.page.locator('#stage-panel');
  for (const tab of await page.page
    .getByRole('tablist', { name: 'Views' })
    .getByRole('tab')
    .all()) {
    await tab.click();
    await expect.poll(() => panel.textContent(), patience).not.toMatch(/^\s*(Loading…)?\s*$/);
  }
  const every = weigh('With every tab opened', asked.keys());
  expect(first).toBeLessThanOrEqual(mostUntilTheFirstStep);
  expect(every).toBeLessThanOrEqual(mostWithEveryTab);
});
