import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { siteFolder } from '../../browser/support/paths.mjs';
import { staticHost, type Host } from '../../browser/support/servers';
import { faultScript, type Fault, type FromScripts, type ToScripts } from './faults';

const altered = /^assets\/entry-[^/]*\.js$|^service-worker\.js$/;

/**
 * A host of the page whose workers' calls to storage fail as the answer of `fault` says.
 * @param version of the service worker, where it is not the built one
 */
export function faultySite(
  fault: () => Fault | undefined = () => undefined,
  version: () => string | undefined = () => undefined,
): Promise<Host> {
  return staticHost('/', {
    instead(name) {
      if (!altered.test(name)) return undefined;
      const text = readFileSync(join(siteFolder, name), 'utf8');
      const other = version();
      return (
        faultScript(fault()) +
        (other ? text.replace(/(?<=[`'"])[0-9a-f]{16}(?=[`'"])/, other) : text)
      );
    },
  });
}

/** The same for the calls of the page itself; before it is opened. */
export async function faultyPage(page: Page, fault?: Fault): Promise<void> {
  await page.addInitScript(faultScript(fault));
}

/** Tells the page and its worker; answers with the calls that both made since they were told last. */
export function tell(page: Page, message: ToScripts): Promise<FromScripts> {
  return page.evaluate(async (sent) => {
    const channel = new BroadcastChannel('mishaps');
    const all: FromScripts = {};
    let answers = 0;
    await new Promise<void>((done) => {
      channel.onmessage = ({ data }: MessageEvent<FromScripts>) => {
        for (const [call, count] of Object.entries(data)) all[call] = (all[call] ?? 0) + count;
        if (++answers === 2) done();
      };
      channel.postMessage(sent);
    });
    channel.close();
    return all;
  }, message);
}
