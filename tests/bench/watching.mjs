// What watching costs: how evenly the page draws while a network trains, and how fast it trains with
// the network in sight against another tab in its place. Run by hand, when the machine has nothing
// else to do:
//
//   npm run build && node tests/bench/watching.mjs [--networks a,b] [--rounds N] [--ratio 2] [--json FILE]
//
// Needs MNIST's files, as tests/bench/page.mjs does.
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { serve } from '../../web/server/serve.mjs';
import { launchChromium } from '../browser/support/chromium.mjs';
import { mnistFolder, mnistMissing, siteFolder } from '../browser/support/paths.mjs';
import { openMnist, until } from './support/experiment.mjs';

const { values: options } = parseArgs({
  options: {
    networks: {
      type: 'string',
      default: 'small,lenet5-modern,dlfs,theano-lenet,small-resnet,small-inception,keras-cnn',
    },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    ratio: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});

if (!mnistFolder) {
  process.stderr.write(`${mnistMissing}\n`);
  process.exit(1);
}
const serving = await serve({ root: siteFolder, mirrors: [], mnistDir: mnistFolder });
const browser = await launchChromium();
/** @type {Record<string, unknown>} */
const results = { load: loadavg()[0], pixelRatio: Number(options.ratio) };
try {
  for (const network of options.networks.split(',')) {
    results[network] = await measure(network);
    process.stdout.write(`${network}: ${JSON.stringify(results[network])}\n`);
  }
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await browser.close();
  await serving.close();
}

/** @typedef {{ intervals: number[], stepsPerSecond: number }} Watched */

/** @param {string} network */
async function measure(network) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: Number(options.ratio),
  });
  context.setDefaultTimeout(600_000);
  const page = await context.newPage();
  await openMnist(page, `${serving.url}#data=mnist&network=${network}`);
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await until(() => train.isEnabled());
  await train.click();
  await page.waitForTimeout(3000);
  /** @type {Watched[]} */
  const seen = [];
  /** @type {Watched[]} */
  const hidden = [];
  for (let round = 0; round < Number(options.rounds); ++round) {
    // In turns, so that what else the machine does falls on both.
    for (const [tab, into] of /** @type {const} */ ([
      ['Network', seen],
      ['Build', hidden],
    ])) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.waitForTimeout(500);
      into.push(await page.evaluate(watch, Number(options.seconds) * 1000));
    }
  }
  await context.close();
  const speed = (/** @type {Watched[]} */ list) =>
    list.reduce((sum, { stepsPerSecond }) => sum + stepsPerSecond, 0) / list.length;
  const intervals = seen.flatMap((one) => one.intervals).sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => intervals[Math.floor(share * (intervals.length - 1))];
  return {
    frameMilliseconds: { median: at(0.5), p95: at(0.95), p99: at(0.99), longest: intervals.at(-1) },
    stepsPerSecond: { seen: speed(seen), hidden: speed(hidden) },
    seenOverHidden: speed(seen) / speed(hidden),
  };
}

/**
 * Runs in the page: the times between two frames of the browser, and the steps trained meanwhile.
 * @param {number} milliseconds
 */
async function watch(milliseconds) {
  const step = () =>
    Number(document.querySelector('[data-testid=step]')?.textContent?.replace(/\D/g, ''));
  /** @type {number[]} */
  const intervals = [];
  const start = performance.now();
  const first = step();
  let last = await new Promise(requestAnimationFrame);
  while (performance.now() - start < milliseconds) {
    const now = await new Promise(requestAnimationFrame);
    intervals.push(now - last);
    last = now;
  }
  const seconds = (performance.now() - start) / 1000;
  return { intervals, stepsPerSecond: (step() - first) / seconds };
}
