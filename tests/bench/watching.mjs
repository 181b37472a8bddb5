// What watching costs: how evenly the page draws while a network trains, at rest and while the camera
// moves, and how fast it trains with the network in sight against another tab in its place. Run by hand, when the machine has nothing
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
  const moved = [];
  /** @type {Watched[]} */
  const hidden = [];
  for (let round = 0; round < Number(options.rounds); ++round) {
    // In turns, so that what else the machine does falls on both.
    for (const [tab, into, moves] of /** @type {const} */ ([
      ['Network', seen, false],
      ['Network', moved, true],
      ['Build', hidden, false],
    ])) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.waitForTimeout(500);
      into.push(
        await page.evaluate(watch, { milliseconds: Number(options.seconds) * 1000, moves }),
      );
    }
  }
  await context.close();
  const speed = (/** @type {Watched[]} */ list) =>
    list.reduce((sum, { stepsPerSecond }) => sum + stepsPerSecond, 0) / list.length;
  return {
    frames: framesOf(seen),
    framesWhileMoving: framesOf(moved),
    stepsPerSecond: { seen: speed(seen), hidden: speed(hidden) },
    seenOverHidden: speed(seen) / speed(hidden),
  };
}

/**
 * Milliseconds between two frames, and how many of a hundred come later than after 34, which is two.
 * @param {Watched[]} watched
 */
function framesOf(watched) {
  const intervals = watched.flatMap((one) => one.intervals).sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => intervals[Math.floor(share * (intervals.length - 1))];
  const late = intervals.filter((one) => one > 34).length / intervals.length;
  return { median: at(0.5), p99: at(0.99), longest: intervals.at(-1), latePercent: 100 * late };
}

/**
 * Runs in the page: the times between two frames of the browser, and the steps trained meanwhile.
 * @param {{ milliseconds: number, moves: boolean }} how with the camera in motion, or at rest
 */
async function watch({ milliseconds, moves }) {
  const stage = document.querySelector('canvas[aria-label="The network, drawn"]');
  const { left = 0, top = 0, width = 0, height = 0 } = stage?.getBoundingClientRect() ?? {};
  const [clientX, clientY] = [left + width / 2, top + height / 2];
  const turn = (/** @type {number} */ deltaY) =>
    stage?.dispatchEvent(
      new WheelEvent('wheel', { deltaY, clientX, clientY, bubbles: true, cancelable: true }),
    );
  const step = () =>
    Number(document.querySelector('[data-testid=step]')?.textContent?.replace(/\D/g, ''));
  /** @type {number[]} */
  const intervals = [];
  const start = performance.now();
  const first = step();
  let last = await new Promise(requestAnimationFrame);
  while (performance.now() - start < milliseconds) {
    const now = await new Promise(requestAnimationFrame);
    // A second nearer, a second back.
    if (moves) turn(intervals.length % 120 < 60 ? -30 : 30);
    intervals.push(now - last);
    last = now;
  }
  const seconds = (performance.now() - start) / 1000;
  return { intervals, stepsPerSecond: (step() - first) / seconds };
}
