import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { Sheet } from './support/data-sheet';
import { letterO, letterX } from './support/drawing.mjs';
import { patience } from './support/receptive';
import { expect, test } from './support/test';

/** Draws into the sheet's pad and adds the drawing with Enter. */
async function addDrawing(
  sheet: Sheet,
  page: Page,
  strokes: readonly (readonly (readonly [number, number])[])[],
  shift: number,
): Promise<void> {
  const pad = sheet.dialog.getByRole('img', { name: 'Pad for new pictures' });
  const box = await pad.boundingBox();
  if (!box) throw new Error('The pad is not visible.');
  for (const stroke of strokes) {
    for (const [i, [x, y]] of stroke.entries()) {
      await page.mouse.move(box.x + (x + shift) * box.width, box.y + y * box.height);
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
  await page.keyboard.press('Enter');
}

test('a set of one’s own is drawn, trained on, found again, exported and opened', async ({
  lab,
}) => {
  const page = await lab.open();
  const sheet = new Sheet(page.page);
  await page.dataSet.selectOption('new');
  await sheet.dialog.getByRole('textbox', { name: 'Title' }).fill('Crosses');
  await sheet.button('Make it, and add pictures').click();
  expect(await sheet.dialog.getByRole('alert').textContent()).toContain('every class a name');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 1' }).fill('cross');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 2' }).fill('round');
  await sheet.button('Make it, and add pictures').click();

  const train = sheet.button('Train on it');
  await train.waitFor();
  expect(await train.isDisabled()).toBe(true);
  for (const [name, strokes] of [
    ['cross', letterX],
    ['round', letterO],
  ] as const) {
    await sheet.dialog.getByRole('radio', { name }).check();
    for (let i = 0; i < 6; ++i) {
      await addDrawing(sheet, page.page, strokes, (i - 3) / 100);
      const chosen = sheet.dialog.getByRole('radio', { name, checked: true });
      const count = () => chosen.evaluate((radio) => radio.closest('label')?.textContent ?? '');
      await expect.poll(count, patience).toMatch(new RegExp(`${name}\\s*${i + 1}$`));
    }
  }
  await expect.poll(() => train.isEnabled(), patience).toBe(true);
  await train.click();
  await sheet.dialog.waitFor({ state: 'hidden' });
  const chosen = () =>
    page.dataSet.evaluate((s) => (s as HTMLSelectElement).selectedOptions[0]?.text);
  await expect.poll(chosen, patience).toBe('Crosses');
  await page.train.click();
  await page.goesOn();
  await page.rest();

  await page.page.reload();
  await page.ready();
  await expect.poll(chosen, patience).toBe('Crosses');
  expect(await page.alerts.count()).toBe(0);

  await sheet.open();
  const download = page.page.waitForEvent('download');
  await sheet.button('Export').click();
  const saved = await (await download).path();
  await sheet.button('Remove…').click();
  await sheet.dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.poll(() => sheet.button(/^Crosses/).count(), patience).toBe(0);
  await expect.poll(() => page.dataSet.inputValue(), patience).toBe('xo');

  const chooser = page.page.waitForEvent('filechooser');
  await sheet.button('Open files…').click();
  const buffer = readFileSync(saved);
  await (await chooser).setFiles([{ name: 'crosses.npz', mimeType: 'application/zip', buffer }]);
  await expect.poll(() => sheet.tab(/^Training/).textContent(), patience).toContain('10');
  expect(await sheet.tab(/^Test/).textContent()).toContain('2');
  expect(new Set(await sheet.labels())).toEqual(new Set(['cross', 'round']));
});

test('a camera gives pictures, or the page says why not', async ({ lab }) => {
  const page = await lab.open({
    before: async ({ page: tab }) => {
      // No machine that runs tests has a camera: first there is none, then one that sees a square.
      await tab.addInitScript(() => {
        let asked = 0;
        navigator.mediaDevices.getUserMedia = async () => {
          asked += 1;
          if (asked === 1) throw new DOMException('Requested device not found', 'NotFoundError');
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [320, 240];
          const context = canvas.getContext('2d')!;
          setInterval(() => {
            context.fillStyle = '#fff';
            context.fillRect(0, 0, 320, 240);
            context.fillStyle = '#000';
            context.fillRect(130, 90, 60, 60);
          }, 50);
          return canvas.captureStream(20);
        };
      });
    },
  });
  const sheet = new Sheet(page.page);
  await page.dataSet.selectOption('new');
  await sheet.dialog.getByRole('textbox', { name: 'Title' }).fill('Things');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 1' }).fill('cup');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 2' }).fill('spoon');
  await sheet.button('Make it, and add pictures').click();
  await sheet.button(/^Camera$/).click();
  await sheet.button('Start the camera').click();
  await expect
    .poll(() => sheet.dialog.getByRole('alert').allTextContents(), patience)
    .toEqual([expect.stringContaining('No camera was found')]);
  await sheet.button('Start the camera').click();
  const add = sheet.button('Add picture to cup');
  await expect.poll(() => add.isEnabled().catch(() => false), patience).toBe(true);
  await add.click();
  await sheet.dialog.getByRole('img', { name: 'The last pictures of cup' }).waitFor();
  await sheet.button('Stop the camera').click();
  expect(await sheet.button('Start the camera').isEnabled()).toBe(true);
});
