// Training for long, in Node and in the page: whether memory grows, steps become slower, or the numbers
// drift from what a fresh engine makes of the same beginning.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { buildEngine } from '../../wasm/toolchain/engine.mjs';
import { setUpForEngine } from '../../wasm/toolchain/setup.mjs';
import { ensureChromium } from '../run/tools/chromium.mjs';

/** @typedef {import('./main.mjs').LongReport} LongReport */
/** @typedef {Record<string, number>} Sample */

/** @type {import('./main.mjs').Part} */
export default async (report, { minutes = 30, quick }) => {
  await setUpForEngine();
  await buildEngine();
  const { buildPage } = await import('../../web/build/page.mjs');
  await buildPage();
  const seconds = quick ? 20 : minutes * 60;
  // Sixty points make a curve.
  const every = Math.max(2, seconds / 60);
  const node = await soakNode(report, seconds, every);
  const page = await soakPage(report, seconds, every);
  return { node, page };
};

/** @param {LongReport} report @param {number} seconds @param {number} every */
async function soakNode(report, seconds, every) {
  /** @type {Sample[]} */
  const samples = [];
  const worker = new Worker(new URL('./support/soaking.mjs', import.meta.url), {
    workerData: { seconds, every },
  });
  worker.on('message', (sample) =>
    samples.push({ ...sample, residentMiB: residentMiB([process.pid]) }),
  );
  await Promise.race([
    once(worker, 'exit'),
    once(worker, 'error').then(([error]) => Promise.reject(error)),
  ]);
  curve(report, 'in Node', samples);
  const differing = samples.filter(({ sameBits }) => sameBits !== 1);
  report.addCheck(
    'in Node: each stretch has the same bits in a model that was made for it, the first one too',
    samples.length > 1 && differing.length === 0,
    JSON.stringify(differing),
  );
  steady(report, 'in Node', samples, ['wasmMiB', 'usedMiB']);
  return samples;
}

/** @param {LongReport} report @param {number} seconds @param {number} every */
async function soakPage(report, seconds, every) {
  process.env.CHROMIUM = ensureChromium();
  const { serve } = await import('../../web/server/serve.mjs');
  const { launchChromium } = await import('../browser/support/chromium.mjs');
  const { figure } = await import('../browser/support/figures.mjs');
  const { siteFolder } = await import('../browser/support/paths.mjs');
  const { until } = await import('../bench/support/experiment.mjs');
  const serving = await serve({ root: siteFolder, mirrors: [] });
  const browser = await launchChromium();
  /** @type {Sample[]} */
  const samples = [];
  /** @type {string[]} */
  const errors = [];
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${serving.url}#data=digits`);
    const train = page.getByRole('button', { name: 'Train', exact: true });
    await until(() => train.isEnabled());
    await train.click();
    const session = await browser.newBrowserCDPSession();
    const own = await page.context().newCDPSession(page);
    const began = Date.now();
    while (Date.now() - began < seconds * 1000) {
      await new Promise((done) => setTimeout(done, every * 1000));
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
      // Only what is still in use counts.
      await own.send('HeapProfiler.collectGarbage');
      const { usedSize } = await own.send('Runtime.getHeapUsage');
      samples.push({
        seconds: round((Date.now() - began) / 1000),
        step: await figure(page, 'step'),
        loss: await figure(page, 'loss'),
        testAccuracy: await figure(page, 'test-accuracy'),
        pageHeapMiB: round(usedSize / 2 ** 20),
        residentMiB: residentMiB(pids),
      });
    }
  } finally {
    await browser.close();
    await serving.close();
  }
  const told = samples.map((sample, i) => {
    const before = samples[i - 1];
    const steps = (sample.step ?? 0) - (before?.step ?? 0);
    const took = (sample.seconds ?? 0) - (before?.seconds ?? 0);
    return { ...sample, stepsPerSecond: round(steps / took) };
  });
  curve(report, 'in the page', told);
  report.addCheck('in the page: nothing threw', errors.length === 0, errors.join('\n'));
  steady(report, 'in the page', told, ['pageHeapMiB']);
  return told;
}

/**
 * Whether the last quarter's mean is at most a tenth and two mebibytes above that of the quarter after the
 * first, when everything has been taken that will be.
 * @param {LongReport} report
 * @param {string} where
 * @param {Sample[]} samples
 * @param {string[]} names
 */
function steady(report, where, samples, names) {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const mean = (/** @type {Sample[]} */ part, /** @type {string} */ name) =>
    part.reduce((sum, sample) => sum + (sample[name] ?? NaN), 0) / part.length;
  for (const name of names) {
    const early = mean(samples.slice(quarter, 2 * quarter), name);
    const late = mean(samples.slice(-quarter), name);
    const text = `${where}: ${name} ${early.toFixed(2)} in the second quarter, ${late.toFixed(2)} in the last`;
    report.addCheck(text, late <= 1.1 * early + 2, text);
  }
}

/** @param {LongReport} report @param {string} where @param {Sample[]} samples */
function curve(report, where, samples) {
  const names = Object.keys(samples[0] ?? {});
  // A dozen rows to read; all of them are in the JSON.
  const rows = samples.filter((_, i) => i % Math.max(1, Math.floor(samples.length / 12)) === 0);
  report.line(`${where}, ${samples.length} samples:`);
  report.table(
    names,
    rows.map((sample) => names.map((name) => sample[name] ?? '')),
  );
}

/** Resident memory of some processes; 0 where the system does not tell. */
function residentMiB(/** @type {number[]} */ pids) {
  const known = new Set(process.platform === 'linux' ? readdirSync('/proc') : []);
  const kibibytes = pids
    .filter((pid) => known.has(String(pid)))
    .map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]));
  return round(kibibytes.reduce((sum, one) => sum + one, 0) / 1024);
}

function round(/** @type {number} */ value) {
  return Number(value.toPrecision(4));
}
