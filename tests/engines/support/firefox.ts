import type { ElementHandle, Page } from 'puppeteer-core';
import puppeteer from 'puppeteer-core';
import type { Driver } from './driver';

/** The page's own doing: it cancels, or is left while something is under way. */
const cancelled = 'NS_BINDING_ABORTED';

/** A stock Firefox without a window, by WebDriver BiDi. */
export async function launchFirefox(executablePath: string): Promise<Driver> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    defaultViewport: { width: 1440, height: 900 },
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const version = (await browser.version()).replace('firefox/', 'Firefox ');
  const found = watch(page);
  return {
    version,
    open: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    evaluate: (what, ...given) => page.evaluate(what as never, ...given),
    async stroke([first, ...others]) {
      await page.mouse.move(...(first ?? [0, 0]));
      await page.mouse.down();
      for (const point of others) await page.mouse.move(...point);
      await page.mouse.up();
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key as 'Enter');
    },
    async choose(selector, paths) {
      const input = (await page.waitForSelector(selector)) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(...paths);
    },
    problems: () => found.splice(0),
    close: () => browser.close(),
  };
}

function watch(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console error: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    found.push(`exception: ${error instanceof Error ? error.message : String(error)}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== cancelled) found.push(`request failed: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) found.push(`answered ${response.status()}: ${response.url()}`);
  });
  return found;
}
