// Opening files in the page while it trains, watched from outside.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { figure } from '../../browser/support/figures.mjs';
import { until } from './experiment.mjs';
import { traceTasks } from './tasks.mjs';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ browser: Browser, page: Page, pid: number, input: import('playwright-core').Locator }} Lab */
/** @typedef {ReturnType<typeof traceTasks>['page'][0]} Task */
/** @typedef {{ at: number, memory: number, step: number, progress: string }} Sample */

/**
 * The page, training on drawn digits.
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<Lab>}
 */
export async function openLab(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(600_000);
  const page = await context.newPage();
  await page.goto(`${url}#data=digits&network=small`);
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await until(() => train.isEnabled());
  await train.click();
  await page.waitForTimeout(3000);
  const input = page.locator('header input[type=file]');
  return { browser, page, pid: await rendererOf(browser), input };
}

/** The process of the page; the newest, which has worked the most. @param {Browser} browser */
async function rendererOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const busiest = renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0];
  if (!busiest) throw new Error('The browser names no process of a page.');
  return busiest.id;
}

/** Of a process and nobody else, in bytes. @param {number} pid */
function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = ['Private_Clean', 'Private_Dirty', 'Swap'].map((name) =>
    Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024;
}

/** Milliseconds of the clock that traces have, too. */
const clock = () => Number(process.hrtime.bigint() / 1000n) / 1000;

/**
 * Opens a file, takes what is found in it, and says what both cost; then how long it takes until
 * the set's own run stands.
 * @param {Lab} lab
 * @param {string} path
 * @param {number} resultBytes
 */
export async function measureOpening(lab, path, resultBytes) {
  const { browser, page, pid, input } = lab;
  const batch = Number(
    await page.getByRole('spinbutton', { name: 'Batch size', exact: true }).inputValue(),
  );
  const before = await watched(lab, () => page.waitForTimeout(5000));
  // With what had not been collected then: there is about as much of that at any time.
  const base = Math.max(...before.map(({ memory }) => memory));
  const speed = (/** @type {Sample[]} */ samples) => {
    const first = samples[0];
    // The set's own run counts from nothing again.
    const last = samples.filter(({ step }) => first && step >= first.step).at(-1);
    if (!first || !last) return NaN;
    return (1000 * batch * (last.step - first.step)) / (last.at - first.at);
  };
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  const starts = [clock()];
  await input.setInputFiles(path);
  const dialog = page.getByRole('dialog', { name: 'What was found' });
  const looking = await watched(lab, () => dialog.waitFor());
  const ends = [clock()];
  starts.push(clock());
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  const taking = await watched(lab, () => dialog.waitFor({ state: 'hidden' }));
  ends.push(clock());
  starts.push(clock());
  const train = page.getByRole('button', { name: 'Train', exact: true });
  const starting = await watched(lab, () => until(() => train.isEnabled()));
  ends.push(clock());
  const trace = await browser.stopTracing();
  const tasks = traceTasks(trace, pid);
  const told = (/** @type {number} */ phase, /** @type {Sample[]} */ samples) => {
    const [from = NaN, to = NaN] = [starts[phase], ends[phase]];
    const during = (/** @type {Task[]} */ list) => {
      const these = list.filter(({ at }) => at >= from && at < to);
      const longest = (/** @type {'clock' | 'processor'} */ by) =>
        these
          .map((task) => Math.round(task[by] * 10) / 10)
          .sort((a, b) => b - a)
          .slice(0, 4);
      return { clock: longest('clock'), processor: longest('processor') };
    };
    return {
      seconds: Math.round(to - from) / 1000,
      longestPageTasks: during(tasks.page),
      longestWorkerTasks: during(tasks.worker),
      peakMegabytes: megabytes(Math.max(...samples.map(({ memory }) => memory)) - base),
      progress: new Set(samples.map(({ progress }) => progress)).size,
    };
  };
  const peak = Math.max(...[...looking, ...taking].map(({ memory }) => memory));
  return {
    resultMegabytes: megabytes(resultBytes),
    looking: { ...told(0, looking), ofItsSpeed: share(speed(looking), speed(before)) },
    taking: { ...told(1, taking), ofItsSpeed: share(speed(taking), speed(before)) },
    starting: told(2, starting),
    examplesPerSecondBefore: Math.round(speed(before)),
    processMegabytesBeyondResult: megabytes(peak - base - resultBytes),
  };
}

/** @param {number} bytes */
const megabytes = (bytes) => Math.round(bytes / 1e5) / 10;

/** @param {number} one @param {number} other */
const share = (one, other) => Math.round((100 * one) / other) / 100;

/**
 * Memory, steps and what is said of the progress while something goes on, five times a second: who
 * measures must not slow down what is measured.
 * @param {Lab} lab
 * @param {() => Promise<unknown>} action
 * @returns {Promise<Sample[]>}
 */
async function watched({ page, pid }, action) {
  /** @type {Sample[]} */
  const samples = [];
  let over = false;
  const end = action().finally(() => (over = true));
  do {
    const memory = memoryOf(pid);
    const at = clock();
    const progress = page.getByRole('progressbar', { name: 'Loaded' }).locator('xpath=../..');
    const [step, texts] = await Promise.all([figure(page, 'step'), progress.allTextContents()]);
    samples.push({ at, memory, step, progress: texts.join() });
    await new Promise((done) => setTimeout(done, 200));
  } while (!over);
  await end;
  return samples;
}

/**
 * Seconds from a press on Cancel until it has stopped, which is seen by a small table that is
 * dropped behind it: it is looked at when nothing else is.
 * @param {Lab} lab
 * @param {string} path
 * @param {'looking' | 'taking'} phase
 * @param {number} after seconds of it
 */
export async function cancelSeconds({ page, input }, path, phase, after) {
  await input.setInputFiles(path);
  const dialog = page.getByRole('dialog', { name: 'What was found' });
  if (phase === 'taking') {
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Use this data' }).click();
  }
  await page.getByRole('progressbar', { name: 'Loaded' }).waitFor();
  await page.waitForTimeout(1000 * after);
  return page.evaluate(pressCancel);
}

/** Runs in the page. */
async function pressCancel() {
  const row = ['0', ...Array.from({ length: 81 }, (_, i) => (i * 37) % 256)].join();
  const table = Array.from({ length: 40 }, (_, i) => (i % 2) + row.slice(1)).join('\n');
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([table], 'small.csv'));
  const cancel = document
    .querySelector('progress[aria-label=Loaded]')
    ?.parentElement?.querySelector('button');
  if (!cancel) throw new Error('There is nothing to be cancelled any more.');
  const start = performance.now();
  cancel.click();
  window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  const isFound = () => document.querySelector('dialog[open]')?.textContent?.includes('9×9');
  while (!isFound()) await new Promise((done) => requestAnimationFrame(done));
  return Math.round(performance.now() - start) / 1000;
}
