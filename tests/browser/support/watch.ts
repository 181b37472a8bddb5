import type { BrowserContext, Page } from 'playwright-core';

/**
 * Everything that should not happen in a browser context: errors on the console, exceptions,
 * requests that fail, and requests to another host than the page's.
 */
export class Watch {
  private readonly found: string[] = [];
  private readonly tolerated: RegExp[] = [];
  private readonly hosts = new Set<string>();
  private over = false;

  constructor(context: BrowserContext) {
    context.on('page', (page) => this.follow(page));
    context.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (!/^https?:$|^wss?:$/.test(protocol) || this.hosts.has(host)) return;
      this.note(`asked another host: ${request.method()} ${request.url()}`);
    });
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // The page's own doing: it cancels, is reloaded, or has read all that it wanted.
      if (reason !== 'net::ERR_ABORTED') this.note(`request failed: ${request.url()} ${reason}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400) this.note(`answered ${response.status()}: ${response.url()}`);
    });
  }

  /** The page may ask this address's host. */
  allowHost(url: string): void {
    this.hosts.add(new URL(url).host);
  }

  /** A test that provokes a problem says so: it is no failure then. */
  tolerate(pattern: RegExp): void {
    this.tolerated.push(pattern);
  }

  /** What went wrong so far, but for what is tolerated. */
  problems(): string[] {
    return this.found.filter((text) => !this.tolerated.some((pattern) => pattern.test(text)));
  }

  /** What happens from now on is of no interest: the page is being closed. */
  end(): string[] {
    this.over = true;
    return this.problems();
  }

  private follow(page: Page): void {
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      this.note(`console error: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.note(`exception: ${error.stack ?? error.message}`));
    page.on('crash', () => this.note('the page crashed'));
  }

  private note(problem: string): void {
    if (!this.over) this.found.push(problem);
  }
}
