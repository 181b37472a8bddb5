// One run of the benchmark, from the browser's start to its end.
import { cpus, loadavg } from 'node:os';
import process from 'node:process';
import { launchChromium } from '../browser/support/chromium.mjs';
import { contenders, open, openPage } from './contenders.mjs';
import { measureInference } from './sections/inference.mjs';
import { measureInBrowser, measureNatively } from './sections/kernels.mjs';
import { messageOf } from './sections/rounds.mjs';
import { measureScaling } from './sections/scaling.mjs';
import { measureTraining } from './sections/training.mjs';
import { trainingData } from './support/data.mjs';
import { serveBench } from './support/server.mjs';
import { buildBenchSite } from './support/site.mjs';

/** @typedef {import('./contenders.mjs').Opened} Opened */

/**
 * @typedef {object} Results
 * @property {{ processor: string, cores: number, browser: string, node: string, data: string,
 *   quick: boolean, load: number[], date: string }} machine
 * @property {string[]} leftOut contenders that did not start here, and why
 * @property {import('./sections/kernels.mjs').KernelResult} browser
 * @property {import('./sections/kernels.mjs').KernelResult} [native]
 * @property {import('./sections/training.mjs').TrainingResult[]} [training]
 * @property {import('./sections/inference.mjs').InferenceResult[]} [inference]
 * @property {import('./sections/scaling.mjs').ScalingRow[]} [scaling]
 */

/**
 * @param {{ only: string[], names: string[], quick: boolean, natively: boolean }} options names: of the
 *   nets to train and to predict with
 * @returns {Promise<Results>}
 */
export async function measure({ only, names, quick, natively }) {
  const wants = (/** @type {string} */ section) => only.includes(section);
  const load = [round(loadavg()[0])];
  const { files, description } = await trainingData();
  const folders = await buildBenchSite();
  const servers = {
    isolated: await serveBench({ isolated: true, folders, files }),
    plain: await serveBench({ isolated: false, folders, files }),
  };
  const browser = await launchChromium();
  /** @type {Opened[]} */
  const opened = [];
  try {
    const kernels = { seconds: quick ? 0.004 : 0.02, rounds: quick ? 3 : 5 };
    const page = await openPage(browser, servers.isolated.url);
    note('peak and kernels in the browser');
    const inBrowser = await measureInBrowser(page.call, servers.isolated.url, {
      ...{ ...kernels, peak: true, kernels: wants('kernels') },
    });
    await page.close();
    if (natively) note('peak and kernels natively');
    const native = natively
      ? await measureNatively({
          ...{ ...kernels, peak: true },
          ...{ kernels: wants('kernels') || wants('native'), peers: wants('native') },
        })
      : undefined;

    const leftOut = [];
    const libraries = wants('training') || wants('inference') || wants('scaling');
    for (const contender of libraries ? contenders : []) {
      try {
        opened.push(await open(browser, servers, contender));
      } catch (error) {
        leftOut.push(`${contender.name}: ${messageOf(error)}`);
        note(`left out: ${leftOut.at(-1)}`);
      }
    }
    const training = wants('training')
      ? await measureTraining(
          opened,
          quick
            ? { rounds: 2, seconds: 0.2, warmUp: 0.2 }
            : { rounds: 4, seconds: 0.8, warmUp: 0.6 },
          quick ? { steps: 2, least: 1 } : { steps: 4, least: 2 },
          names,
        )
      : undefined;
    const inference = wants('inference')
      ? await measureInference(
          opened,
          quick
            ? { rounds: 2, seconds: 0.05, warmUp: 0.1 }
            : { rounds: 4, seconds: 0.25, warmUp: 0.3 },
          names,
        )
      : undefined;
    const engine = opened.find(({ contender }) => contender.ours);
    if (wants('scaling')) note('scaling');
    const scaling =
      wants('scaling') && engine
        ? await measureScaling(
            engine,
            quick
              ? { rounds: 2, seconds: 0.08, warmUp: 0.1 }
              : { rounds: 3, seconds: 0.3, warmUp: 0.3 },
          )
        : undefined;
    load.push(round(loadavg()[0]));
    return {
      machine: {
        processor: cpus()[0]?.model ?? 'unknown',
        cores: cpus().length,
        browser: `Chromium ${browser.version()}`,
        node: process.version,
        data: description,
        quick,
        load,
        date: new Date().toISOString().slice(0, 10),
      },
      leftOut,
      browser: inBrowser,
      ...(native && { native }),
      ...(training && { training }),
      ...(inference && { inference }),
      ...(scaling && { scaling }),
    };
  } finally {
    for (const one of opened) await one.close();
    await browser.close();
    servers.isolated.close();
    servers.plain.close();
  }
}

const round = (value = NaN) => Math.round(value * 100) / 100;

/** What is going on, for whoever waits; the tables alone go to standard output. */
function note(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`);
}
