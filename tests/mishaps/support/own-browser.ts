import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { BrowserContext, Page } from 'playwright-core';
import { launchWithProfile } from '../../browser/support/chromium.mjs';
import { Receptive } from '../../browser/support/receptive';
import { Watch } from '../../browser/support/watch';

export interface Opening {
  serviceWorkers?: 'block';
  /** Called before the page is opened. */
  before?: (page: Page) => Promise<void>;
}

/** A Chromium of a test's own, with a profile that outlives it: it can be killed and begun again. */
export class OwnBrowser {
  private readonly profile = mkdtempSync(join(tmpdir(), 'receptive-profile-'));
  private context: BrowserContext | undefined;

  /** Opens the page in a new tab, in a browser that is started if there is none. */
  async open(url: string, { before, ...options }: Opening = {}): Promise<Receptive> {
    const fresh = !this.context;
    this.context ??= await launchWithProfile(this.profile, options);
    this.context.setDefaultTimeout(60_000);
    const watch = new Watch(this.context);
    const [first] = fresh ? this.context.pages() : [];
    const page = first ?? (await this.context.newPage());
    await before?.(page);
    await page.goto(url);
    const receptive = new Receptive(page, watch);
    await receptive.ready();
    return receptive;
  }

  /** At once, as for want of memory: the tab's own process, or all of the browser's. */
  async kill(what: 'renderer' | 'browser', page: Page): Promise<void> {
    const { context } = this;
    if (!context) throw new Error('No browser is open.');
    const { main, renderers } = this.processes();
    if (what === 'renderer') {
      const gone = page.waitForEvent('crash');
      for (const pid of renderers) process.kill(pid, 'SIGKILL');
      await gone;
      await page.close();
      return;
    }
    const gone = new Promise((done) => context.once('close', done));
    process.kill(-main, 'SIGKILL');
    await gone;
    this.context = undefined;
  }

  async close(): Promise<void> {
    await this.context?.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The browser's own process, which leads a group, and those of its tabs. */
  private processes(): { main: number; renderers: number[] } {
    const all = readdirSync('/proc').flatMap((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        const [, , group] = readFileSync(`/proc/${name}/stat`, 'utf8')
          .split(') ')
          .at(-1)!
          .split(' ');
        return [{ pid: Number(name), group: Number(group), line }];
      } catch {
        return []; // no process, or one that has ended meanwhile
      }
    });
    const main = all.find(
      ({ line }) => line.includes(`--user-data-dir=${this.profile}`) && !line.includes('--type='),
    );
    if (!main || main.group !== main.pid) {
      throw new Error('The browser was not found among the processes, at the head of a group.');
    }
    const renderers = all.filter(
      ({ group, line }) => group === main.pid && line.includes('--type=renderer'),
    );
    return { main: main.pid, renderers: renderers.map(({ pid }) => pid) };
  }
}
