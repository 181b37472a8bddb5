import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { BrowserContext, Page } from 'playwright-core';
import { launchWithProfile } from '../../browser/support/chromium.mjs';
import { Receptive } from '../../browser/support/receptive';
import { Watch } from '../../browser/support/watch';

/** A Chromium of a test's own, with a profile that outlives it: it can be killed and begun again. */
export class OwnBrowser {
  private readonly profile = mkdtempSync(join(tmpdir(), 'receptive-profile-'));
  private context: BrowserContext | undefined;

  /** Opens the page in a new tab, in a browser that is started if there is none. */
  async open(url: string, before?: (page: Page) => Promise<void>): Promise<Receptive> {
    const fresh = !this.context;
    this.context ??= await launchWithProfile(this.profile);
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
    if (what === 'renderer') {
      const gone = page.waitForEvent('crash');
      for (const { pid, type } of this.processes()) {
        if (type === 'renderer') process.kill(pid, 'SIGKILL');
      }
      await gone;
      await page.close();
      return;
    }
    const gone = new Promise((done) => context.once('close', done));
    const main = this.processes().find(({ type }) => type === undefined);
    if (!main) throw new Error('The browser was not found among the processes.');
    process.kill(-main.pid, 'SIGKILL');
    await gone;
    this.context = undefined;
  }

  async close(): Promise<void> {
    await this.context?.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Those that were started with this profile. */
  private processes(): { pid: number; type: string | undefined }[] {
    return readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return [];
      let line: string;
      try {
        line = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      } catch {
        return []; // ended meanwhile
      }
      if (!line.includes(this.profile)) return [];
      return [{ pid: Number(name), type: /--type=([\w-]+)/.exec(line)?.[1] }];
    });
  }
}
