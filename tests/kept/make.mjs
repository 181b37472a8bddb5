// node tests/kept/make.mjs --page DIR --name NAME
// drives the built page in DIR as a visitor does who trains, keeps, draws a set of his own and shares,
// and writes what that page keeps to tests/kept/NAME/: database.json, links.json and model.safetensors.
// Later pages must open it: tests/browser/kept.test.ts. An older page keeps less, and less is written.
// There are, by the issue whose end the page was built at: issue-6 (8024674), issue-13 (5ea92da),
// issue-14 (75d4def) and issue-15 (2b0aba3); and of the two versions of the database before, made with
// --mnist:
// - version-1 (398bdc7) could make neither a set nor keep a run or a model file: it has MNIST's files;
// - version-2 (fe5121b) has these and a set, no run and no model file. Of a download that broke off,
//   which it kept as well, there is none here: no mirror is asked.
// Both knew no network of one's own: the third of their links is another one.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { launchChromium } from '../browser/support/chromium.mjs';
import { letterO, letterX } from '../browser/support/drawing.mjs';
import { figure } from '../browser/support/figures.mjs';
import { mnistFolder, mnistMissing } from '../browser/support/paths.mjs';
import { encode } from './coded.mjs';
import { takeOut } from './database.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

const { values } = parseArgs({
  options: {
    page: { type: 'string' },
    name: { type: 'string' },
    /** MNIST's files are kept, too: for pages that keep little else. */
    mnist: { type: 'boolean', default: false },
  },
});
if (!values.page || !values.name) throw new Error('make.mjs needs --page DIR and --name NAME.');
const site = resolve(values.page);
const folder = fileURLToPath(new URL(`${values.name}/`, import.meta.url));

const ownLayers = 'conv2d+filters+2+kernelSize+5+strides+3*relu*dense+units+10';
/** What links are made of; of each the page says what it shows. */
const experiments = [
  '#data=xo&seed=5&rate=0.02',
  `#data=digits&network=own&layers=${ownLayers}&seed=2`,
  '#data=xo28&network=small&batch=16&seed=7',
  '#data=xo&network=softmax&seed=9',
];
const mostLinks = 3;

/** @param {() => Promise<boolean>} condition */
async function until(condition, what = String(condition)) {
  for (const end = Date.now() + 120_000; !(await condition());) {
    if (Date.now() > end) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole('button', { name, exact: true });

/** @param {Page} page */
const ready = (page) => until(() => button(page, 'Train').isEnabled(), 'a run');

/** @param {Page} page @param {number} steps */
async function train(page, steps) {
  const slow = page.getByRole('button', { name: 'Slow motion', pressed: true });
  if ((await slow.count()) > 0) await slow.click();
  await button(page, 'Train').click();
  await until(async () => (await figure(page, 'step')) >= steps, `step ${steps}`);
  await button(page, 'Pause').click();
  await button(page, 'Train').waitFor();
  for (let before = -1; before !== (await figure(page, 'step'));) {
    before = await figure(page, 'step');
    await new Promise((done) => setTimeout(done, 400));
  }
}

/** @param {Page} page */
async function openRuns(page) {
  await button(page, 'Runs').click();
  const dialog = page.getByRole('dialog', { name: 'Runs and models' });
  await dialog.getByText('this page').first().waitFor();
  return dialog;
}

/** Two runs, one of them with a copy and its model file. @param {Page} page @param {string} url */
async function keepRuns(page, url) {
  await page.goto(`${url}#data=xo&seed=5`);
  await ready(page);
  await train(page, 60);
  const rate = page.getByRole('spinbutton', { name: 'Learning rate' });
  await rate.fill('0.02');
  await rate.press('Enter');
  await train(page, 120);
  const dialog = await openRuns(page);
  await dialog.getByRole('textbox', { name: 'Name of the copy' }).fill('For later');
  await button(page, 'Keep a copy').click();
  await dialog.getByText('For later', { exact: true }).waitFor();
  const file = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^Download For later/ }).click();
  writeFileSync(join(folder, 'model.safetensors'), readFileSync(await (await file).path()));
  await page.keyboard.press('Escape');

  // Another address begins another run; the same page would go on with the first.
  await page.goto('about:blank');
  await page.goto(`${url}#data=digits&network=own&layers=${ownLayers}&seed=2`);
  await ready(page);
  await train(page, 40);
  await openRuns(page);
  await page.keyboard.press('Escape');
}

/** A set of crosses and rounds, drawn. @param {Page} page */
async function drawSet(page) {
  const sheet = page.getByRole('dialog', { name: 'Data sets' });
  await page.getByRole('combobox', { name: 'Data set' }).selectOption('new');
  await sheet.getByRole('textbox', { name: 'Title' }).fill('Crosses');
  await sheet.getByRole('textbox', { name: 'Name of class 1' }).fill('cross');
  await sheet.getByRole('textbox', { name: 'Name of class 2' }).fill('round');
  await sheet.getByRole('button', { name: 'Make it, and add pictures' }).click();
  const pad = sheet.getByRole('img', { name: 'Pad for new pictures' });
  for (const [name, strokes] of /** @type {const} */ ([
    ['cross', letterX],
    ['round', letterO],
  ])) {
    await sheet.getByRole('radio', { name }).check();
    for (let i = 0; i < 6; ++i) {
      const box = await pad.boundingBox();
      if (!box) throw new Error('The pad is not visible.');
      for (const stroke of strokes) {
        for (const [k, [x, y]] of stroke.entries()) {
          await page.mouse.move(box.x + (x + (i - 3) / 100) * box.width, box.y + y * box.height);
          if (k === 0) await page.mouse.down();
        }
        await page.mouse.up();
      }
      await page.keyboard.press('Enter');
      const chosen = sheet.getByRole('radio', { name, checked: true });
      await until(
        async () => {
          const label = await chosen.evaluate((radio) => radio.closest('label')?.textContent ?? '');
          return new RegExp(`${name}\\s*${i + 1}$`).test(label);
        },
        `picture ${i + 1} of ${name}`,
      );
    }
  }
  await page.keyboard.press('Escape');
}

/** MNIST's files, opened from the disk, are kept. @param {Page} page */
async function openMnist(page) {
  if (!mnistFolder) throw new Error(mnistMissing);
  const names = readdirSync(mnistFolder).filter((name) => /-ubyte(\.gz)?$/.test(name));
  const files = names.map((name) => join(/** @type {string} */ (mnistFolder), name));
  await page.locator('input[type=file][multiple]').first().setInputFiles(files);
  const data = page.getByRole('combobox', { name: 'Data set' });
  await until(async () => (await data.inputValue()) === 'mnist', 'MNIST');
  await ready(page);
}

/** What the page shows of an experiment. @param {Page} page */
async function shown(page) {
  const field = (/** @type {string} */ name) =>
    page.getByRole('spinbutton', { name, exact: true }).inputValue();
  const choice = (/** @type {string} */ name) =>
    page.getByRole('combobox', { name, exact: true }).inputValue();
  return {
    data: await choice('Data set'),
    network: await choice('Network'),
    learningRate: await field('Learning rate'),
    batchSize: await field('Batch size'),
    seed: await field('Seed'),
    optimizer: await choice('Optimizer'),
  };
}

/** @param {Page} page @param {string} url */
async function makeLinks(page, url) {
  const links = [];
  for (const hash of experiments) {
    await page.goto('about:blank');
    await page.goto(url + hash);
    const alert = page.getByRole('alert').filter({ hasText: /\S/ });
    await until(
      async () => (await button(page, 'Train').isEnabled()) || (await alert.count()) > 0,
      hash,
    );
    // Not known to a page of that time.
    if ((await alert.count()) > 0 || links.length === mostLinks) continue;
    /** @type {string} */
    let link;
    // The first pages copied the address, which was the link.
    const copied = (await page.getByTitle(/^Copies a link/).count()) > 0;
    if (!copied && (await button(page, 'Share').count()) > 0) {
      await button(page, 'Share').click();
      const dialog = page.getByRole('dialog', { name: 'Share this page' });
      link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
      await page.keyboard.press('Escape');
    } else {
      await until(async () => page.url().includes('rate='), 'the address');
      link = page.url();
    }
    links.push({ hash: new URL(link).hash, shown: await shown(page) });
  }
  return links;
}

/**
 * The page's own server, without what isolates it: the plainest engine keeps what all others keep.
 */
async function serveSite() {
  const beside = join(site, '../web/server/serve.mjs');
  const own = existsSync(beside) ? pathToFileURL(beside).href : '../../web/server/serve.mjs';
  const { serve } = await import(own);
  const serving = await serve({ root: site, mirrors: [] });
  const proxy = createServer((incoming, outgoing) => {
    const { host: _, ...headers } = incoming.headers;
    ask(new URL(incoming.url ?? '/', serving.url), { headers }, (answer) => {
      for (const name of Object.keys(answer.headers)) {
        if (name.startsWith('cross-origin-')) delete answer.headers[name];
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    }).end();
  });
  await new Promise((done) => proxy.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (proxy.address());
  return `http://127.0.0.1:${port}/`;
}

/** MNIST's files are in the repository's neighbourhood already: their names stand for them. */
function withoutMnist(/** @type {import('./coded.mjs').KeptDatabase} */ { version, stores }) {
  const files = (stores['files'] ?? []).map(([key, value]) => {
    if (!(value instanceof Uint8Array)) throw new Error(`${key} is not bytes.`);
    return /** @type {[unknown, unknown]} */ ([key, { $mnist: key, length: value.length }]);
  });
  return { version, stores: { ...stores, ...(stores['files'] ? { files } : {}) } };
}

/** A line for each entry, so that one sees what there is. */
function databaseText(/** @type {import('./coded.mjs').KeptDatabase} */ { version, stores }) {
  const parts = Object.entries(stores).map(([name, entries]) => {
    const lines = entries.map((entry) => `    ${JSON.stringify(encode(entry))}`);
    return `   "${name}": [${lines.length > 0 ? `\n${lines.join(',\n')}\n   ` : ''}]`;
  });
  return `{\n "version": ${version},\n "stores": {\n${parts.join(',\n')}\n }\n}\n`;
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const url = await serveSite();
const browser = await launchChromium();
/** A page in a browser that keeps nothing yet. */
async function newPage() {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  context.setDefaultTimeout(60_000);
  return context.newPage();
}
const page = await newPage();
await page.goto(url);
await ready(page);
if (values.mnist) await openMnist(page);
const ownSets = page.getByRole('combobox', { name: 'Data set' }).locator('option[value=new]');
if ((await ownSets.count()) > 0) await drawSet(page);
if ((await button(page, 'Runs').count()) > 0) await keepRuns(page, url);
const links = await makeLinks(await newPage(), url);
await page.goto(`${url}service-worker.js`);
const kept = withoutMnist(await takeOut(page));
const text = (/** @type {unknown} */ value) => `${JSON.stringify(value, undefined, 1)}\n`;
writeFileSync(join(folder, 'database.json'), databaseText(kept));
writeFileSync(join(folder, 'links.json'), text(links));
await browser.close();
const counts = Object.entries(kept.stores).map(([name, entries]) => `${name} ${entries.length}`);
console.log(`${values.name}: version ${kept.version}; ${counts.join(', ')}; ${links.length} links`);
process.exit();
