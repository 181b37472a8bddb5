// Who is measured against whom, each in a page and worker of its own in the same browser.

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} library of tests/bench/peers
 * @property {number} threads
 * @property {boolean} ours
 * @property {boolean} trains
 * @property {boolean} [predicts] default true
 * @property {boolean} isolated
 * @property {Record<string, unknown>} [options]
 */

/** @param {string} variant @param {number} threads @returns {Contender} */
const engine = (variant, threads) => ({
  name: threads > 1 ? `ours, ${variant}, ${threads} threads` : `ours, ${variant}`,
  ...{ library: 'receptive', threads, ours: true, trains: true, isolated: true },
  options: { variant, threads },
});

/** @type {readonly Contender[]} */
export const contenders = [
  engine('simd', 1),
  engine('relaxed-simd', 1),
  ...['simd-threads', 'relaxed-simd-threads'].flatMap((variant) => [
    engine(variant, 1),
    engine(variant, 2),
  ]),
  {
    name: 'TensorFlow.js, cpu',
    ...{ library: 'tfjs', threads: 1, ours: false, trains: true, predicts: false, isolated: false },
    options: { backend: 'cpu' },
  },
  {
    name: 'TensorFlow.js, wasm',
    ...{ library: 'tfjs', threads: 1, ours: false, trains: false, isolated: false },
    options: { backend: 'wasm' },
  },
  {
    name: 'jax-js, wasm',
    ...{ library: 'jax', threads: 1, ours: false, trains: true, isolated: false },
  },
  {
    name: 'jax-js, wasm, 2 threads',
    ...{ library: 'jax', threads: 2, ours: false, trains: true, isolated: true },
    options: { cores: 2 },
  },
  {
    name: 'ConvNetJS',
    ...{ library: 'convnetjs', threads: 1, ours: false, trains: true, isolated: false },
  },
  {
    name: 'onnxruntime-web',
    ...{ library: 'onnxruntime', threads: 1, ours: false, trains: false, isolated: true },
  },
];

/**
 * @typedef {object} Opened
 * @property {Contender} contender
 * @property {string} url
 * @property {(method: string, ...args: unknown[]) => Promise<any>} call of tests/bench/browser/worker.mjs
 * @property {() => Promise<void>} close
 */

/** @typedef {{ isolated: { url: string }, plain: { url: string } }} Servers */

/**
 * @param {Browser} browser
 * @param {Servers} servers
 * @param {Contender} contender
 * @returns {Promise<Opened>}
 */
export async function open(browser, servers, contender) {
  const { url } = contender.isolated ? servers.isolated : servers.plain;
  const opened = await openPage(browser, url);
  try {
    const options = { base: url, ...contender.options };
    await opened.call('open', contender.library, options);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return { contender, url, ...opened };
}

/**
 * A page with a worker that holds no library yet.
 * @param {Browser} browser
 * @param {string} url
 */
export async function openPage(browser, url) {
  const context = await browser.newContext();
  context.setDefaultTimeout(600_000);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') process.stderr.write(`${message.text()}\n`);
  });
  await page.goto(url);
  return {
    /** @param {string} method @param {...unknown} args @returns {Promise<any>} */
    async call(method, ...args) {
      try {
        return await page.evaluate(
          ([name, list]) => /** @type {any} */ (globalThis).contender[name](...list),
          /** @type {[string, any[]]} */ ([method, args]),
        );
      } catch (error) {
        // Playwright writes what it did in front, and the place behind.
        const text = error instanceof Error ? error.message : String(error);
        throw new Error(text.replace(/^page\.evaluate: (\w*Error: )?/, '').split('\n')[0]);
      }
    },
    close: () => context.close(),
  };
}
