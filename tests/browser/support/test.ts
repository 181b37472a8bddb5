import type { Browser, BrowserContextOptions } from 'playwright-core';
import { expect, test as base } from 'vitest';
import { serve } from '../../../web/server/serve.mjs';
import { launchChromium } from './chromium.mjs';
import { siteFolder } from './paths.mjs';
import { Receptive } from './receptive';
import { Watch } from './watch';

export interface OpenOptions extends BrowserContextOptions {
  /** Address of the page; default: a local server without an MNIST folder. */
  url?: string;
  /** Part of the address behind '#'. */
  hash?: string;
  /** Another tab of the browser that this page is open in. */
  beside?: Receptive;
  /** Whether the network is in sight, so that its pictures are waited for. Default: it is. */
  drawn?: boolean;
  /** Called before the page is opened. */
  before?: (page: Receptive) => Promise<void>;
}

type ServeOptions = Omit<Parameters<typeof serve>[0], 'root'>;

/** What a test has at its disposal; all of it is closed when the test ends. */
export interface Lab {
  /** Opens the page in a browser context of its own and waits until there are pictures. */
  open(options?: OpenOptions): Promise<Receptive>;
  /** Serves the page as `npm start` does; answers with its address. */
  serve(options: ServeOptions): Promise<string>;
  /** Something to be done when the test ends. */
  after(task: () => Promise<void>): void;
}

interface Fixtures {
  browser: Browser;
  server: { url: string };
  lab: Lab;
}

export const test = base.extend<Fixtures>({
  browser: [
    async ({}, use) => {
      const browser = await launchChromium();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({}, use) => {
      // No mirror either: a test that downloads names its own.
      const serving = await serve({ root: siteFolder, mirrors: [] });
      await use(serving);
      await serving.close();
    },
    { scope: 'file' },
  ],
  lab: async ({ browser, server }, use) => {
    const tasks: (() => Promise<void>)[] = [];
    const watches: Watch[] = [];
    await use({
      async open({ url = server.url, hash = '', beside, drawn = true, before, ...options } = {}) {
        const usual = {
          viewport: { width: 1440, height: 900 },
          // That the page is kept for later is a third of what opening it takes; where a test is about
          // it, the page has an address of its own.
          serviceWorkers: url === server.url ? ('block' as const) : ('allow' as const),
        };
        const context =
          beside?.page.context() ?? (await browser.newContext({ ...usual, ...options }));
        let { watch } = beside ?? {};
        if (!watch) {
          tasks.push(() => context.close());
          context.setDefaultTimeout(60_000);
          watch = new Watch(context);
          watch.allowHost(url);
          watches.push(watch);
        }
        const page = new Receptive(await context.newPage(), watch);
        await before?.(page);
        await page.page.goto(url + hash);
        await page.ready(drawn);
        return page;
      },
      async serve(options) {
        const serving = await serve({ root: siteFolder, mirrors: [], ...options });
        tasks.push(() => serving.close());
        return serving.url;
      },
      after: (task) => void tasks.push(task),
    });
    const problems = watches.flatMap((watch) => watch.end());
    for (const task of tasks.reverse()) await task();
    expect(problems, 'what went wrong in the browser').toEqual([]);
  },
});

export { expect };
