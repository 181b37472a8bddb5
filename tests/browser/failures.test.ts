import type { ServerResponse } from 'node:http';
import { gz, idx } from '../web/worker/idx-bytes';
import { FoundDialog, type BroughtFile } from './support/found';
import { mnistNames, openMirrors } from './support/mnist';
import { startMirror } from './support/mirror';
import { patience, type Receptive } from './support/receptive';
import { staticHost } from './support/servers';
import { expect, test, type Lab } from './support/test';
import list from '../../web/protocol/mnist-files.json';

/** One message, in words for people; and the page trains on as before. */
async function complainsAndGoesOn(page: Receptive, about: RegExp): Promise<void> {
  const message = await page.alert();
  expect(message).toMatch(about);
  expect(message).toMatch(/\.$/);
  expect(message).not.toMatch(/undefined|NaN|\[object|Error:|Exception|\n {2}at /);
  expect(message.length).toBeLessThan(400);
  expect(await page.dataSet.inputValue()).toBe('xo');
  expect(await page.region('Network').isVisible()).toBe(true);
  await page.goesOn();
}

async function training(lab: Lab, options: Parameters<Lab['open']>[0] = {}): Promise<Receptive> {
  const page = await lab.open(options);
  await page.train.click();
  await page.goesOn();
  return page;
}

async function download(page: Receptive): Promise<void> {
  await page.dataSet.selectOption('mnist');
  await page.page.getByRole('button', { name: /^Download MNIST/ }).click();
}

const first = list.files[0]!;
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

const mirrors: [string, (respond: ServerResponse) => void, RegExp][] = [
  ['has nothing', (response) => void response.writeHead(404).end('Not found'), /404/],
  [
    'has another file of the same size',
    (response) => void response.end(Buffer.concat([gzipHead, Buffer.alloc(first.gzBytes - 10, 7)])),
    /SHA-256|checksum|another file/i,
  ],
  [
    'sends only a part',
    (response) => void response.end(Buffer.concat([gzipHead, Buffer.alloc(1000, 7)])),
    /1010 of 9912422|only|part/i,
  ],
  [
    'sends a web page',
    (response) => void response.setHeader('Content-Type', 'text/html').end('<html>Log in</html>'),
    /web page/i,
  ],
];

for (const [what, respond, about] of mirrors) {
  test(`says what is wrong when the mirror ${what}`, async ({ lab }) => {
    const mirror = await startMirror((_file, response) => respond(response));
    lab.after(() => mirror.close());
    const page = await training(lab, { url: await lab.serve({ mirrors: [mirror.url] }) });
    // The local server hands on what the mirror did; the browser logs such an answer.
    page.watch.tolerate(/(answered|status of) 502/);
    await download(page);
    await complainsAndGoesOn(page, about);
    expect(mirror.asked).toEqual([mnistNames[0]]);
    // It can be tried again.
    await page.page.getByRole('button', { name: /^Download MNIST/ }).click();
    await expect.poll(() => mirror.asked.length, patience).toBe(2);
    await complainsAndGoesOn(page, about);
  });
}

test('says what is wrong when the mirror breaks off in the middle', async ({ lab }) => {
  let breakOff: () => void = () => undefined;
  const mirror = await startMirror((_file, response) => {
    response.writeHead(200, { 'Content-Length': first.gzBytes });
    response.write(Buffer.alloc(1_000_000, gzipHead));
    breakOff = () => response.destroy();
  });
  lab.after(() => mirror.close());
  const page = await training(lab, { url: await lab.serve({ mirrors: [mirror.url] }) });
  page.watch.tolerate(/(request failed|console error): .*(api\/mnist|net::ERR_)/);
  await download(page);
  await expect
    .poll(() => page.page.getByRole('progressbar').getAttribute('value'), patience)
    .toMatch(/[1-9]/);
  breakOff();
  await complainsAndGoesOn(page, /middle/);
});

test('takes the next mirror when the first one fails', async ({ lab }) => {
  const empty = await startMirror((_file, response) => void response.writeHead(404).end());
  const next = await startMirror((_file, response) => void response.writeHead(403).end());
  lab.after(() => empty.close());
  lab.after(() => next.close());
  const page = await training(lab, { url: await lab.serve({ mirrors: [empty.url, next.url] }) });
  page.watch.tolerate(/(answered|status of) 502/);
  await download(page);
  await complainsAndGoesOn(page, /404.*403/s);
  expect([empty.asked.length, next.asked.length]).toEqual([1, 1]);
});

test('says that no mirror can be reached from a static host', async ({ lab }) => {
  const host = await staticHost('/');
  lab.after(() => host.close());
  const page = await training(lab, {
    url: host.url,
    serviceWorkers: 'block',
    before: ({ watch }) => {
      watch.tolerate(/404.*api\/mnist/);
      for (const mirror of openMirrors) {
        const name = new URL(mirror).host.replaceAll('.', '\\.');
        watch.allowHost(mirror);
        watch.tolerate(new RegExp(`(request failed|console error): .*${name}`));
      }
      return Promise.resolve();
    },
  });
  await download(page);
  await complainsAndGoesOn(page, /could not be reached/);
});

function file(name: string, bytes: Uint8Array): BroughtFile {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

/** 60 pictures of 28 x 28 that differ by class, with labels 0 to 9. */
const images = idx([60, 28, 28], (item) => (item % 10) * 25);
const labels = idx([60], (item) => item % 10);

const pick = (page: Receptive, files: BroughtFile[]) => new FoundDialog(page.page).pick(...files);

const broken: [string, BroughtFile[], RegExp][] = [
  [
    'a text file',
    [file('notes.txt', Buffer.from('Shopping: milk, bread.')), file('labels', labels)],
    /notes\.txt/,
  ],
  [
    'a truncated gz file',
    [file('images.gz', gz(images).subarray(0, 90)), file('labels', labels)],
    /images/,
  ],
  ['only pictures', [file('images', images)], /labels/],
  ['pictures twice', [file('images', images), file('more', images)], /labels/],
  [
    'pictures and labels of different numbers',
    [file('images', images), file('labels', idx([50]))],
    /60.*50|50.*60/,
  ],
  ['an empty file', [file('empty', new Uint8Array(0)), file('labels', labels)], /empty/],
  [
    'a file that is cut off',
    [file('images', images.subarray(0, 20_000)), file('labels', labels)],
    /images/,
  ],
];

for (const [what, files, about] of broken) {
  test(`says what is wrong with ${what}, and trains on`, async ({ lab }) => {
    const page = await training(lab);
    await pick(page, files);
    await complainsAndGoesOn(page, about);
    await page.page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => page.alerts.count(), patience).toBe(0);
    await page.goesOn();
  });
}

test('trains on files of its own that are in order', async ({ lab }) => {
  const page = await training(lab);
  await pick(page, [file('labels.gz', gz(labels)), file('images', images)]);
  await new FoundDialog(page.page).take();
  await page.train.waitFor();
  await expect.poll(() => page.dataSet.inputValue(), patience).toMatch(/^kept:/);
  await expect.poll(() => page.number('step'), patience).toBe(0);
  await page.train.click();
  await page.goesOn();
  // Pictures of one class are alike here, and some are for testing.
  expect((await page.alerts.allTextContents()).join(' ')).toMatch(/among the training pictures/);
});
