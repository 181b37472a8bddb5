import { drawWithMouse } from './support/drawing.mjs';
import { withoutGestures } from './support/gestures';
import { mnistNames, openMirrors, readMnist } from './support/mnist';
import { mnistFolder, mnistMissing, penStrokesFile, penStrokesMissing } from './support/paths.mjs';
import { onPad, readPenDigits } from './support/pen-strokes.mjs';
import { sendFrom, startMirror } from './support/mirror';
import { patience, type Receptive } from './support/receptive';
import { staticHost } from './support/servers';
import { expect, test } from './support/test';

/** Unpacking and a first epoch take a while on a busy machine. */
const long = 300_000;
const patient = { ...patience, timeout: 180_000 };

if (!mnistFolder) console.log(`skipped: the tests with MNIST. ${mnistMissing}`);

const downloadButton = (page: Receptive) =>
  page.page.getByRole('button', { name: /^Download MNIST/ });

async function showsMnist(page: Receptive, network = 'small'): Promise<void> {
  await expect.poll(() => page.page.url(), patient).toContain('data=mnist');
  await expect.poll(() => page.train.isEnabled(), patient).toBe(true);
  await expect.poll(() => page.dataSet.inputValue(), patience).toBe('mnist');
  await expect.poll(() => page.network.inputValue(), patience).toBe(network);
  expect(await page.alerts.allTextContents()).toEqual([]);
}

test(
  'learns MNIST from the folder of the local server',
  { timeout: long },
  async ({ lab, skip }) => {
    skip(!mnistFolder, mnistMissing);
    const page = await lab.open({ url: await lab.serve({ mnistDir: mnistFolder! }) });
    await page.dataSet.selectOption('mnist');
    await showsMnist(page);
    await page.trainUntil(95, patient.timeout);
    await page.rest();

    if (!penStrokesFile) {
      console.log(`Not drawn: a digit. ${penStrokesMissing}`);
      return;
    }
    // Five writers' digits of each kind would be a measurement (tests/bench/pen-strokes.mjs); here it
    // is enough that most of ten are read.
    const digits = readPenDigits(penStrokesFile);
    let right = 0;
    for (let digit = 0; digit < 10; ++digit) {
      const drawn = digits.find((one) => one.digit === digit)!;
      await drawWithMouse(page.page, onPad(drawn));
      await expect.poll(() => page.text('prediction'), patience).toMatch(/^\d$/);
      await page.frames(20);
      if ((await page.text('prediction')) === String(digit)) right += 1;
      await page.clear.click();
      await expect.poll(() => page.text('prediction'), patience).toBe('');
    }
    expect(right).toBeGreaterThanOrEqual(6);
  },
);

test('takes MNIST from picked files, and keeps it', { timeout: long }, async ({ lab, skip }) => {
  skip(!mnistFolder, mnistMissing);
  const page = await lab.open();
  const chooser = page.page.waitForEvent('filechooser');
  await page.page.getByRole('button', { name: 'Open IDX files' }).click();
  const files = [...readMnist()].map(([name, buffer]) => ({
    name,
    buffer,
    mimeType: 'application/gzip',
  }));
  await (await chooser).setFiles(files.reverse());
  await showsMnist(page);
  await page.train.click();
  await page.goesOn();
  await page.page.reload();
  await showsMnist(page);
});

test(
  'downloads MNIST in one press, keeps it and does not ask again',
  { timeout: long },
  async ({ lab, skip }) => {
    skip(!mnistFolder, mnistMissing);
    const files = readMnist();
    // The first file comes in two halves, so that the page has progress to show in between.
    let open: (() => void) | undefined;
    const gate = new Promise<void>((done) => (open = done));
    const mirror = await startMirror(async (file, response) => {
      const bytes = files.get(file);
      if (file !== mnistNames[0] || !bytes) return sendFrom(files)(file, response);
      const half = Math.floor(bytes.length / 2);
      response.writeHead(200, { 'Content-Length': bytes.length }).write(bytes.subarray(0, half));
      await gate;
      response.end(bytes.subarray(half));
    });
    lab.after(() => mirror.close());

    const page = await lab.open({ url: await lab.serve({ mirrors: [mirror.url] }) });
    await page.train.click();
    await page.goesOn();
    await page.dataSet.selectOption('mnist');
    await downloadButton(page).click();
    const bar = page.page.getByRole('progressbar');
    const share = () =>
      bar.evaluate((element) => {
        const { value, max } = element as HTMLProgressElement;
        return value / max;
      });
    await expect.poll(share, patience).toBeGreaterThan(0.3);
    expect(await share()).toBeLessThan(0.6);
    await page.goesOn();
    open?.();
    await showsMnist(page);
    expect(mirror.asked).toEqual(mnistNames);

    await page.page.reload();
    await showsMnist(page);
    // A visit without the link finds it as well.
    const plain = new URL('#data=xo', page.page.url()).href;
    // From elsewhere: a link that is pasted into the open page makes that reload by itself.
    await page.page.goto('about:blank');
    await page.page.goto(plain);
    await page.ready();
    await page.dataSet.selectOption('mnist');
    await showsMnist(page);
    await page.train.click();
    await page.goesOn();
    expect(mirror.asked).toEqual(mnistNames);
  },
);

test(
  'goes on with a download where the mirror broke it off',
  { timeout: long },
  async ({ lab, skip }) => {
    skip(!mnistFolder, mnistMissing);
    const files = readMnist();
    const ranges: (string | undefined)[] = [];
    const half = Math.floor(files.get(mnistNames[0]!)!.length / 2);
    const mirror = await startMirror((file, response) => {
      const bytes = files.get(file)!;
      const { range } = response.req.headers;
      ranges.push(range);
      const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
      const rest = bytes.subarray(from);
      const headers = { 'Content-Length': rest.length };
      if (ranges.length === 1) {
        response.writeHead(200, headers);
        response.write(bytes.subarray(0, half), () => setTimeout(() => response.destroy(), 300));
      } else if (from > 0) {
        const part = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
        response.writeHead(206, { ...headers, 'Content-Range': part }).end(rest);
      } else {
        response.writeHead(200, headers).end(rest);
      }
    });
    lab.after(() => mirror.close());
    const page = await lab.open({ url: await lab.serve({ mirrors: [mirror.url] }) });
    page.watch.tolerate(/api\/mnist\/train-images/);
    await page.dataSet.selectOption('mnist');
    await downloadButton(page).click();
    expect(await page.alert()).toMatch(/broke off the connection in the middle of train-images/);
    await page.page.reload();
    await page.ready();
    await page.dataSet.selectOption('mnist');
    await downloadButton(page).click();
    await showsMnist(page);
    expect(mirror.asked).toEqual([mnistNames[0], ...mnistNames]);
    expect(Number(/^bytes=(\d+)-$/.exec(ranges[1]!)![1])).toBeGreaterThan(half / 2);
  },
);

test('has what an earlier version of the page kept', { timeout: long }, async ({ lab, skip }) => {
  skip(!mnistFolder, mnistMissing);
  const mirror = await startMirror(sendFrom(readMnist()));
  lab.after(() => mirror.close());
  const url = await lab.serve({ mirrors: [mirror.url] });
  const page = await lab.open({
    url,
    before: async ({ page: tab, watch }) => {
      watch.tolerate(/favicon/);
      await tab.goto(`${url}api/mnist`);
      await tab.evaluate(async (names) => {
        const opening = indexedDB.open('receptive', 1);
        opening.onupgradeneeded = () => void opening.result.createObjectStore('files');
        await new Promise((done) => (opening.onsuccess = done));
        for (const name of names) {
          const answer = await fetch(`mnist/${name}?mirror=0`);
          const bytes = new Uint8Array(await answer.arrayBuffer());
          const transaction = opening.result.transaction('files', 'readwrite');
          transaction.objectStore('files').put(bytes, name.replace(/\.gz$/, ''));
          await new Promise((done) => (transaction.oncomplete = done));
        }
        opening.result.close();
      }, mnistNames);
    },
  });
  await page.dataSet.selectOption('mnist');
  await showsMnist(page);
  expect(mirror.asked).toEqual(mnistNames);
});

test('cancels a download', { timeout: long }, async ({ lab }) => {
  // A mirror that answers, and then says nothing for as long as it is listened to.
  const mirror = await startMirror((_file, response) => {
    response.writeHead(200).write(Buffer.from([0x1f, 0x8b, 8, 0]));
  });
  lab.after(() => mirror.close());
  const page = await lab.open({ url: await lab.serve({ mirrors: [mirror.url] }) });
  await page.dataSet.selectOption('mnist');
  await downloadButton(page).click();
  await expect.poll(() => mirror.asked.length, patience).toBe(1);
  await page.page.getByRole('button', { name: 'Cancel' }).click();
  await page.page.getByRole('progressbar').waitFor({ state: 'hidden' });
  expect(await page.dataSet.inputValue()).toBe('xo');
  expect(await page.alerts.count()).toBe(0);
  await page.train.click();
  await page.goesOn();
  expect(mirror.asked.length).toBe(1);
});

test(
  'on a static host, downloads from the public mirrors what a link asks for',
  { timeout: long },
  async ({ lab, skip }) => {
    skip(!mnistFolder, mnistMissing);
    const files = readMnist();
    const host = await staticHost('/');
    lab.after(() => host.close());
    const asked: string[] = [];
    const page = await lab.open({
      url: host.url,
      hash: '#data=mnist&network=softmax&rate=0.07',
      before: async ({ page: tab, watch }) => {
        // The page cannot know that there is no local server before it has asked.
        watch.tolerate(/404.*api\/mnist/);
        await withoutGestures(tab);
        for (const mirror of openMirrors) {
          watch.allowHost(mirror);
          await tab.context().route(`${mirror}**`, (route) => {
            const name = new URL(route.request().url()).pathname.split('/').at(-1)!;
            asked.push(name);
            const body = files.get(name);
            const headers = { 'Access-Control-Allow-Origin': '*' };
            return body
              ? route.fulfill({ status: 200, headers, contentType: 'application/gzip', body })
              : route.fulfill({ status: 404, headers, body: 'Not found' });
          });
        }
      },
    });
    // Also where the page has isolated itself: the mirrors allow other origins.
    const isolated = () => page.page.evaluate(() => crossOriginIsolated).catch(() => false);
    await expect.poll(isolated, patience).toBe(true);
    await page.ready();
    await downloadButton(page).click();
    await showsMnist(page, 'softmax');
    await page.openDrawer('Recipe');
    expect(await page.learningRate.inputValue()).toBe('0.07');
    expect(asked).toEqual(mnistNames);
    await page.train.click();
    await page.goesOn();
  },
);
