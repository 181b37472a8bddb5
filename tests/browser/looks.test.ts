import type { Page } from 'playwright-core';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

async function openLooks(page: Receptive): Promise<Page> {
  await page.openDrawer('Looks for');
  await page.page.getByRole('heading', { name: 'What speaks for a class' }).waitFor();
  return page.page;
}

/** Every pixel of a canvas, added up, to see whether it changed. */
const sumOf = (page: Page, name: string | RegExp) =>
  page
    .getByRole('img', { name })
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((sum, byte, i) => (sum + byte * ((i % 251) + 1)) % 1_000_003, 0);
    });

test('two classes stand side by side, by every method, with words', async ({ lab }) => {
  const receptive = await lab.open();
  const page = await openLooks(receptive);
  const methods = page.getByRole('radiogroup', { name: 'Method' }).getByRole('radio');
  await expect.poll(() => methods.count(), patience).toBe(6);
  // Those of many passes come by themselves while nothing trains.
  for (const title of ['Gradient', 'Guided', 'Smooth', 'Occlusion', 'Grad-CAM']) {
    await page.getByRole('img', { name: `${title} for X`, exact: true }).waitFor();
    await page.getByRole('img', { name: `${title} for O`, exact: true }).waitFor();
  }
  await page
    .getByRole('radio', { name: /^Gradient$|Gradient for/ })
    .first()
    .focus();
  const before = await sumOf(page, /^Gradient for X, over/);
  await page.keyboard.press('ArrowRight');
  await page.getByRole('img', { name: /^Guided for X, over/ }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.getByText('Where the maps are strongest').click();
  await page
    .getByText(/^(Most (for|against it)|For) /i)
    .first()
    .waitFor();
  // A step of training changes the maps.
  await receptive.step.click();
  await expect.poll(() => sumOf(page, /^Gradient for X, over/), patience).not.toBe(before);
  await page.getByRole('button', { name: 'Compare with random weights' }).click();
  await page.getByRole('img', { name: /^Gradient with random weights for X/ }).waitFor();
  await page.getByRole('combobox', { name: 'First class' }).selectOption('O');
  const shown = page.getByRole('combobox', { name: 'Second class' });
  await expect.poll(() => shown.inputValue(), patience).not.toBe('1');
});

test('each map has its nine pictures, and pictures are made for it', async ({ lab }) => {
  const page = await openLooks(await lab.open());
  const status = page.getByText(/pictures seen/);
  await expect.poll(() => status.textContent(), patience).toMatch(/([\d,]+) of \1 pictures seen/);
  await page.getByRole('img', { name: /^What Map 1 saw in the 9 pictures/ }).waitFor();
  await page.getByRole('button', { name: 'Make a picture for Map 1' }).click();
  await page.getByRole('img', { name: /^Picture made for Map 1: .* in 120 steps/ }).waitFor();
  await page.getByRole('button', { name: /^Map 1/ }).click();
  const large = page.getByRole('region', { name: 'Map 1, large' });
  await expect.poll(() => large.getByRole('listitem').count(), patience).toBe(9);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect.poll(() => large.count(), patience).toBe(0);
});
