import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../web/server/serve.mjs';
import { launchChromium } from '../browser/support/chromium.mjs';
import { siteFolder } from '../browser/support/paths.mjs';
import { told, walkFrom } from './walk.mjs';

// Thirty visitors who do anything. `npm run check:long -- --only walks` sends a thousand, for longer.

const walks = 30;
const length = 50;

let browser: Browser;
let serving: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  serving = await serve({ root: siteFolder, mirrors: [] });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await serving.close();
});

for (let seed = 1; seed <= walks; ++seed) {
  test.concurrent(`holds whatever is done, seed ${seed}`, async () => {
    const walked = await walkFrom({ browser, url: serving.url }, { seed, length });
    expect(walked.problem, told(walked)).toBeUndefined();
  });
}
