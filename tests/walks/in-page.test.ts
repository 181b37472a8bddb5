import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/support/chromium.mjs';
import { installWalk } from './in-page.mjs';

// A walk that sees nothing finds nothing: what is wrong on purpose is seen.

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 400, height: 300 } });
});

afterAll(() => browser.close());

const figures = ['loss', 'epoch', 'train-accuracy', 'test-accuracy', 'examples-per-second'];
const right = `<b data-testid="step">1,240</b>${figures
  .map((id) => `<b data-testid="${id}">–</b>`)
  .join('')}<p role="alert"></p>`;

async function wrong(html: string): Promise<string[]> {
  await page.setContent(html);
  await page.evaluate(installWalk, { heavy: [] });
  return page.evaluate(() => (window as unknown as { walk: { wrong(): string[] } }).walk.wrong());
}

test('a page with nothing wrong has none', async () => {
  expect(await wrong(`${right}<p>The nanometre is undefinedly small.</p>`)).toEqual([]);
});

test.each([
  ['<p>loss NaN</p>', /^"NaN" in the text: .*loss NaN/],
  ['<button aria-label="Open undefined">o</button>', /^"undefined" in aria-label/],
  ['<i title="[object Object]">i</i>', /^"\[object" in title/],
  ['<p>-Infinity</p>', /^"Infinity" in the text/],
  ['<div style="width: 500px">wide</div>', /^the page is 5\d\d wide in a window of 400/],
  ['<p role="alert">One</p><p role="alert">Two</p>', /^2 alerts at once: One \| Two/],
])('%s is seen', async (part, said) => {
  expect(await wrong(right + part)).toEqual([expect.stringMatching(said)]);
});

test('figures that are missing are seen', async () => {
  expect(await wrong(right.replace('1,240', 'NaN').replace('"loss"', '"lost"'))).toEqual([
    expect.stringMatching(/^"NaN" in the text/),
    'the step is "NaN"',
    'no figure "loss"',
  ]);
});

test('a name that is typed comes back in the page’s words, a number does not', async () => {
  await page.setContent('<input aria-label="Name"><input role="spinbutton" aria-label="Rate">');
  await page.evaluate(installWalk, { heavy: [] });
  const fields = [0, 1].map((which) =>
    page.evaluate(
      (place) =>
        (window as unknown as { walk: { field(which: number): unknown } }).walk.field(place),
      which,
    ),
  );
  expect(await Promise.all(fields)).toEqual(
    expect.arrayContaining([
      { name: expect.stringMatching(/Name/) as string, repeated: true },
      { name: expect.stringMatching(/Rate/) as string, repeated: false },
    ]),
  );
});
