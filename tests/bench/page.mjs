// What the page costs and how fast it is, measured in headless Chromium on the built page.
// Run by hand, when the machine has nothing else to do:
//
//   npm run build && node tests/bench/page.mjs [--repeat N] [--skip-mnist] [--json FILE]
//
// MNIST is measured when MNIST_DIR, or ../shared/data/mnist beside the repository, has its files.
// RECEPTIVE_SITE names another build than dist/, CHROMIUM another browser than /usr/bin/chromium.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { extname, join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { serve } from '../../web/server/serve.mjs';
import { launchChromium } from '../browser/support/chromium.mjs';
import { figure } from '../browser/support/figures.mjs';
import { mnistFolder, mnistMissing, siteFolder } from '../browser/support/paths.mjs';
import { epochsOfMnist, openMnist, pressWhen, until } from './support/experiment.mjs';
import { observeTasks, tasksOf } from './support/tasks.mjs';

const { values: options } = parseArgs({
  options: {
    repeat: { type: 'string', default: '5' },
    'skip-mnist': { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const serving = await serve({
  root: siteFolder,
  mirrors: [],
  ...(mnistFolder && { mnistDir: mnistFolder }),
});
const browser = await launchChromium();

/** @type {Record<string, unknown>} */
const results = {
  machine: { cores: cpus().length, model: cpus()[0]?.model, browser: browser.version() },
};

try {
  note('load', loadavg()[0]);
  note('gzippedBytes', gzippedSizes());
  const repeats = Array.from({ length: Number(options.repeat) });
  const openings = [];
  for (const _ of repeats) openings.push(await measureOpening());
  note('openingMilliseconds', medians(openings));
  for (const speed of ['as it opens', 'full speed']) {
    const runs = [];
    for (const _ of repeats) runs.push({ seconds: await secondsToLearnXo(98, speed) });
    note(`xoTo98PerCent ${speed}`, medians(runs));
  }
  note('tasksXo', await measureTasks('#data=xo', false));
  if (options['skip-mnist']) process.stdout.write('MNIST left out, as asked.\n');
  else if (!mnistFolder) process.stdout.write(`MNIST left out. ${mnistMissing}\n`);
  else {
    note('tasksMnistSmall', await measureTasks('#data=mnist&network=small', true));
    for (const network of ['small', 'theano-lenet']) {
      note(`mnistEpoch ${network}`, await measureEpochs(`network=${network}`, 1));
    }
    for (const seed of [1, 2, 3]) {
      const run = await measureEpochs(`network=99-in-seconds&seed=${seed}`, 2);
      note(`mnist99 seed ${seed}, two epochs`, run);
    }
  }
  note('loadAtTheEnd', loadavg()[0]);
  const json = JSON.stringify(results, null, 2);
  process.stdout.write(`\n${json}\n`);
  if (options.json) writeFileSync(options.json, `${json}\n`);
} finally {
  await browser.close();
  await serving.close();
}

/** @param {string} name @param {unknown} value */
function note(name, value) {
  results[name] = value;
  process.stdout.write(`${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}\n`);
}

/** @param {Record<string, number>[]} list */
function medians(list) {
  return Object.fromEntries(
    Object.keys(list[0] ?? {}).map((key) => {
      const sorted = list.map((one) => one[key] ?? NaN).sort((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)] ?? NaN;
      const round = (/** @type {number} */ value) => Number(value.toPrecision(4));
      return [
        key,
        {
          median: round(middle),
          least: round(sorted[0] ?? NaN),
          most: round(sorted.at(-1) ?? NaN),
        },
      ];
    }),
  );
}

function gzippedSizes() {
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const name of readdirSync(siteFolder, { recursive: true, encoding: 'utf8' })) {
    const kind = extname(name).slice(1);
    if (!['html', 'css', 'js', 'wasm'].includes(kind)) continue;
    const bytes = gzipSync(readFileSync(join(siteFolder, name)), { level: 9 }).length;
    sizes[kind] = (sizes[kind] ?? 0) + bytes;
  }
  return { ...sizes, all: Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0) };
}

/**
 * Milliseconds from the start of the navigation: to the first picture, and, with Train pressed the
 * moment it can be, to the first picture of a filter that has moved.
 */
async function measureOpening() {
  const page = await newPage();
  await page.addInitScript(pressWhen);
  await page.goto(serving.url);
  await page.waitForFunction(() => 'movedAt' in window, undefined, { polling: 50 });
  const times = await page.evaluate(() => {
    const { pictureAt, pressedAt, movedAt } = /** @type {any} */ (window);
    return { firstPicture: pictureAt, firstMoved: movedAt, fromPressToMoved: movedAt - pressedAt };
  });
  await page.context().close();
  return times;
}

/** @param {number} percent @param {string} speed */
async function secondsToLearnXo(percent, speed) {
  const page = await newPage();
  await page.goto(serving.url);
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await until(() => train.isEnabled());
  const slow = page.getByRole('button', { name: 'Slow motion', pressed: true });
  if (speed === 'full speed' && (await slow.count()) > 0) await slow.click();
  const milliseconds = await page.evaluate(async (wanted) => {
    const accuracy = document.querySelector('[data-testid=test-accuracy]');
    const button = [...document.querySelectorAll('button')].find(
      (one) => one.textContent?.trim() === 'Train',
    );
    const start = performance.now();
    button?.click();
    while (!(parseFloat(accuracy?.textContent ?? '') >= wanted)) {
      await new Promise((done) => requestAnimationFrame(done));
    }
    return performance.now() - start;
  }, percent);
  await page.context().close();
  return milliseconds / 1000;
}

/**
 * The main thread's tasks in ten seconds of training.
 * @param {string} hash
 * @param {boolean} mnist
 */
async function measureTasks(hash, mnist) {
  const page = await newPage();
  await page.addInitScript(observeTasks);
  if (mnist) await openMnist(page, serving.url + hash);
  else await page.goto(serving.url + hash);
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await until(() => train.isEnabled());
  // What belongs to opening is over when the first pictures have been drawn.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1000)));
  const tasks = await tasksOf(browser, page, async () => {
    await train.click();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 10_000)));
  });
  const examplesPerSecond = await figure(page, 'examples-per-second');
  await page.context().close();
  return { ...tasks, examplesPerSecond };
}

/**
 * @param {string} experiment what the address says of it, but for the data
 * @param {number} epochs
 */
async function measureEpochs(experiment, epochs) {
  const page = await newPage();
  await openMnist(page, `${serving.url}#data=mnist&${experiment}`);
  const result = await epochsOfMnist(page, epochs);
  await page.context().close();
  return result;
}

async function newPage() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(1_800_000);
  return context.newPage();
}
