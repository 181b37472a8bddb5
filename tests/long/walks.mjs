// A thousand visitors who do anything, a hundred actions each, also with networks that take long.
import { cpus } from 'node:os';
import { serve } from '../../web/server/serve.mjs';
import { launchChromium } from '../browser/support/chromium.mjs';
import { siteFolder } from '../browser/support/paths.mjs';
import { told, walkFrom } from '../walks/walk.mjs';

/** A walk that fails is tried shorter for so long, in milliseconds. */
const shrinkFor = 120_000;

/**
 * @param {{ line(text: string): void, addCheck(title: string, passed: boolean, output?: string): void }} report
 * @param {{ minutes?: number, seed?: number, quick?: boolean }} [options]
 */
export default async function walks(report, options = {}) {
  const { minutes = Infinity, seed: first = 1001, quick = false } = options;
  const [most, length] = quick ? [4, 20] : [1000, 100];
  const end = Date.now() + 60_000 * minutes;
  const serving = await serve({ root: siteFolder, mirrors: [] });
  const browser = await launchChromium();
  const ground = { browser, url: serving.url, small: quick };
  let [next, failed, actions] = [first, 0, 0];
  const visit = async () => {
    while (next < first + most && Date.now() < end) {
      const walked = await walkFrom(ground, { seed: next++, length, shrinkFor });
      actions += walked.did.length;
      if (walked.problem === undefined) continue;
      failed += 1;
      report.line(told(walked));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.max(2, cpus().length) }, visit));
  } finally {
    await browser.close();
    await serving.close();
  }
  report.line(
    `${next - first} walks from seed ${first}, ${actions} actions done, ${failed} failed`,
  );
  report.addCheck(`Random walks of ${length} actions`, failed === 0, `${failed} walks failed`);
}
