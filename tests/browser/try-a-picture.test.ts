import type { Page } from 'playwright-core';
import { drawWithMouse, letterO } from './support/drawing.mjs';
import { FoundDialog, type BroughtFile } from './support/found';
import { mnistFolder, mnistMissing } from './support/paths.mjs';
import { patience, type Receptive } from './support/receptive';
import { expect, test, type Lab } from './support/test';
import { colourPng, colourSet, photograph } from './support/tried-pictures';

const png = (name: string, bytes: Uint8Array): BroughtFile => {
  return { name, mimeType: 'image/png', buffer: Buffer.from(bytes) };
};

const pretrained = (page: Receptive) =>
  expect.poll(
    async () => (await page.page.getByTestId('pretrained-prediction').allTextContents())[0],
    patience,
  );
const onPad = (page: Receptive, name: string) =>
  page.page.getByRole('img', { name: `On the pad: ${name}` });
const button = (page: Receptive, name: string) =>
  page.page.getByRole('button', { name, exact: true });

async function choose(page: Receptive, file: BroughtFile): Promise<void> {
  const chooser = page.page.waitForEvent('filechooser');
  await button(page, 'Try a picture').click();
  await (await chooser).setFiles(file);
}

/** Drops files on the pad, or pastes them where `target` is. */
async function bring(
  page: Page,
  how: 'drop' | 'paste',
  target: string,
  ...files: BroughtFile[]
): Promise<void> {
  await page.evaluate(
    ([kind, selector, all]) => {
      const data = new DataTransfer();
      for (const { name, type, bytes } of all) {
        data.items.add(new File([Uint8Array.from(bytes)], name, { type }));
      }
      const options = { bubbles: true, cancelable: true };
      document
        .querySelector(selector)!
        .dispatchEvent(
          kind === 'drop'
            ? new DragEvent('drop', { ...options, dataTransfer: data })
            : new ClipboardEvent('paste', { ...options, clipboardData: data }),
        );
    },
    [
      how,
      target,
      files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, bytes: [...buffer] })),
    ] as const,
  );
}

const openDigits = (lab: Lab) => lab.open({ hash: '#data=digits&network=small' });

/** What the stages say of the picture. */
async function said(page: Receptive): Promise<string> {
  await page.page.getByText('How a drawing is read').click();
  const list = page.page.getByRole('list', { name: 'What was done to the picture' });
  await list.waitFor();
  return (await list.innerText()).replace(/\s+/g, ' ');
}

test('answers a photograph of a digit that is chosen, dropped or pasted', async ({ lab }) => {
  const page = await openDigits(lab);
  await choose(page, await photograph(page.page, 4));
  await pretrained(page).toBe('4');
  await onPad(page, 'photo of 4.jpg').waitFor();
  expect(await page.text('prediction')).toMatch(/^\d$/);
  // The whole page follows, as for a drawing.
  expect(await button(page, 'My drawing').getAttribute('aria-pressed')).toBe('true');
  const placed = async () => (await page.pictures('Prediction')).map(({ label }) => label);
  expect(await placed()).toContain('Your picture as the network sees it');
  expect(await said(page)).toBe(
    'Its dark ink is separated from the light paper (turned over: light on dark, as the set is). ' +
      'Its lines are thin: “Fit the pen” makes them as wide as MNIST’s.',
  );
  for (const label of [/as it came/, /Its ink, without/, /Cropped/, /Placed in/]) {
    expect(await page.region('Prediction').getByRole('img', { name: label }).count()).toBe(1);
  }

  await bring(page.page, 'drop', '#drawing-pad', await photograph(page.page, 7));
  await pretrained(page).toBe('7');
  await bring(page.page, 'paste', 'body', await photograph(page.page, 1, 'image/png'));
  await pretrained(page).toBe('1');
  await onPad(page, 'photo of 1.png').waitFor();

  await button(page, 'Undo').click();
  await pretrained(page).toBe('7');
  await button(page, 'Redo').click();
  await pretrained(page).toBe('1');
  // Training goes on with it, and a stroke takes its place.
  await page.trainUntil(20);
  await page.rest();
  await onPad(page, 'photo of 1.png').waitFor();
  await drawWithMouse(page.page, letterO);
  await pretrained(page).toBe('0');
  expect(await onPad(page, 'photo').count()).toBe(0);
  await button(page, 'Undo').click();
  await pretrained(page).toBe('1');
  await page.clear.click();
  await expect.poll(() => page.text('prediction'), patience).toBe('');
  expect(await onPad(page, 'photo').count()).toBe(0);
  expect(await page.alerts.count()).toBe(0);
});

test('reads a picture anew for another data set', async ({ lab }) => {
  const page = await openDigits(lab);
  await choose(page, await photograph(page.page, 4));
  await expect.poll(() => page.text('prediction'), patience).toMatch(/^\d$/);
  await page.dataSet.selectOption('xo');
  await expect.poll(() => page.text('prediction'), patience).toMatch(/^[XO]$/);
  await onPad(page, 'photo of 4.jpg').waitFor();
  expect(await page.alerts.count()).toBe(0);
});

test('answers a photograph on MNIST', async ({ lab, skip }) => {
  skip(!mnistFolder, mnistMissing);
  const url = await lab.serve({ mnistDir: mnistFolder! });
  const page = await lab.open({ url, hash: '#data=mnist&network=small' });
  await choose(page, await photograph(page.page, 7));
  await pretrained(page).toBe('7');
});

test('brings a picture to the form of a set of colour pictures', async ({ lab }) => {
  const page = await lab.open();
  const found = new FoundDialog(page.page);
  await found.pick(colourSet());
  await found.dialog.waitFor();
  await found.take();
  await page.ready();
  await page.trainUntil(99);
  await page.rest();
  for (const name of ['green', 'red', 'blue']) {
    await choose(page, png(`${name}.png`, colourPng(name, 90, 40)));
    await expect.poll(() => page.text('prediction'), patience).toBe(name);
  }
  expect(await said(page)).toBe(
    'It has 90×40 pixels and is brought to 16×12, all of it: the rest is filled up with the ' +
      'colour of its border.',
  );
  // All of a tall one is seen, too.
  await choose(page, png('tall.png', colourPng('red', 40, 90)));
  const tall = await onPad(page, 'tall.png').boundingBox();
  expect(tall!.height).toBeLessThanOrEqual((await page.pad.boundingBox())!.height);
  // The stages of a drawing are not those of such a picture.
  expect(await page.page.getByRole('checkbox', { name: /Crop to the ink/ }).count()).toBe(0);
});

test('says near the pad what is wrong with a picture, and changes nothing', async ({ lab }) => {
  const page = await openDigits(lab);
  const photo = await photograph(page.page, 4);
  await choose(page, photo);
  await pretrained(page).toBe('4');
  const problem = page.region('Drawing').getByRole('alert');
  const cut = { ...photo, name: 'cut.jpg', buffer: photo.buffer.subarray(0, -2000) };
  await choose(page, cut);
  await expect
    .poll(() => problem.innerText(), patience)
    .toBe('cut.jpg is cut short: its end is missing.');
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  await bring(page.page, 'drop', '#drawing-pad', { name: 'a.heic', mimeType: '', buffer: heic });
  await expect.poll(() => problem.innerText(), patience).toMatch(/^a\.heic is /);
  const tiff = { name: 'a.tif', mimeType: 'image/tiff', buffer: Buffer.from('II*\0--------') };
  await bring(page.page, 'paste', 'body', tiff);
  await expect
    .poll(() => problem.innerText(), patience)
    .toBe('a.tif is a TIFF picture, which is not read here: save it as PNG or JPEG.');
  await choose(page, png('blank.png', colourPng('red', 30, 30)));
  await expect.poll(() => problem.innerText(), patience).toMatch(/^blank\.png shows nothing on/);
  await onPad(page, photo.name).waitFor();
  await pretrained(page).toBe('4');
  // It is over with the next thing that happens on the pad.
  await page.clear.click();
  await expect.poll(() => problem.count(), patience).toBe(0);
});

test('opens the looking for all but one picture on the pad', async ({ lab }) => {
  const page = await lab.open();
  const found = new FoundDialog(page.page);
  const leave = async () => {
    await found.dialog.waitFor();
    await page.page.keyboard.press('Escape');
    await found.dialog.waitFor({ state: 'hidden' });
  };
  const pictures = ['red', 'blue'].flatMap((name) =>
    Array.from({ length: 6 }, (_, i) => png(`${name}.${i}.png`, colourPng(name, 8, 8, i))),
  );
  await bring(page.page, 'drop', '#drawing-pad', ...pictures);
  await leave();
  await bring(page.page, 'drop', '#drawing-pad', colourSet());
  await leave();
  // One picture beside the pad is looked at, too, and is no set.
  await bring(page.page, 'drop', 'header', pictures[0]!);
  expect(await page.alert()).toMatch(/picture/);
  // What is pasted into a field is the field's.
  await page.openDrawer('Recipe');
  await bring(page.page, 'paste', 'input:not([type=file])', pictures[0]!);
  await page.frames(20);
  expect(await onPad(page, 'red').count()).toBe(0);
  expect(await page.text('prediction')).toBe('');
});

/** As Safari's and Brave's protection against fingerprints: what a canvas gives back is not exact. */
const noise = `
  const exact = OffscreenCanvasRenderingContext2D.prototype.getImageData;
  OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...given) {
    const image = exact.apply(this, given);
    for (let i = 0; i < image.data.length; i += 7) if (i % 4 < 3) image.data[i] ^= 1;
    return image;
  };
`;

test('says where the browser alters pictures', async ({ lab }) => {
  const page = await lab.open({
    hash: '#data=digits&network=small',
    before: async ({ page: opening }) => {
      await opening.route(/assets\/entry-[^/]*\.js$/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: noise + (await response.text()) });
      });
    },
  });
  const altered =
    /^This browser alters pictures a little .* the picture is not quite as in the file/;
  await choose(page, await photograph(page.page, 4));
  await pretrained(page).toBe('4');
  const status = page.region('Drawing').getByRole('status');
  expect(await status.innerText()).toMatch(altered);
  // PNG passes no canvas.
  await choose(page, await photograph(page.page, 7, 'image/png'));
  await pretrained(page).toBe('7');
  await expect.poll(() => status.count(), patience).toBe(0);

  const found = new FoundDialog(page.page);
  const photo = await photograph(page.page, 4);
  const many = Array.from({ length: 10 }, (_, i) => {
    const exact = i === 0 && png('red.0.png', colourPng('red', 8, 8));
    return exact || { ...photo, name: `${i % 2 ? 'red' : 'blue'}.${i}.jpg` };
  });
  await found.drop(...many);
  await expect
    .poll(() => found.toCheck.allInnerTexts(), patience)
    .toContainEqual(expect.stringMatching(/9 of the pictures are not quite as in the file/));
});
