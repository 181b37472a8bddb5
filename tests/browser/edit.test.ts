import type { Page } from 'playwright-core';
import { patience } from './support/receptive';
import { expect, test } from './support/test';

/** The editor of the first convolution's filters. */
async function openEditor(page: Page) {
  await page.keyboard.press('1');
  const editor = page.getByRole('region', { name: 'Edit the filters of conv2d' });
  await editor.getByRole('grid').waitFor();
  const cells = editor.getByRole('gridcell');
  return { editor, numbers: () => cells.allInnerTexts(), cells };
}

test('paints and types into a filter, takes it back, and says what the network is worth', async ({
  lab,
}) => {
  const { page } = await lab.open();
  const { editor, numbers, cells } = await openEditor(page);
  const verdict = editor.getByRole('status').filter({ hasText: 'Right answers' });
  await expect.poll(() => verdict.innerText(), patience).toMatch(/%\s+on [\d,]+ test pictures/);
  const before = await numbers();

  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('2.5');
  await page.keyboard.press('Enter');
  await expect.poll(numbers, patience).toEqual([before[0], '2.5', ...before.slice(2)]);
  await page.keyboard.press('+');
  await expect.poll(numbers, patience).toEqual([before[0], '3', ...before.slice(2)]);
  await expect.poll(() => verdict.innerText(), patience).toMatch(/→/);

  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(numbers, patience).toEqual(before);
  await editor.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(async () => (await numbers())[1], patience).toBe('2.5');
});

test('a stroke of the brush is one step to undo', async ({ lab }) => {
  const { page } = await lab.open();
  const { editor, numbers, cells } = await openEditor(page);
  await editor.getByRole('button', { name: 'Zero', exact: true }).click();
  await expect.poll(numbers, patience).toEqual(Array(9).fill('0'));
  const boxes = await Promise.all([0, 2].map(async (i) => (await cells.nth(i).boundingBox())!));
  await page.mouse.move(boxes[0]!.x + 9, boxes[0]!.y + 9);
  await page.mouse.down();
  await page.mouse.move(boxes[1]!.x + 9, boxes[1]!.y + 9, { steps: 8 });
  await page.mouse.up();
  const row = ['0.5', '0.5', '0.5', ...Array<string>(6).fill('0')];
  await expect.poll(numbers, patience).toEqual(row);
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(numbers, patience).toEqual(Array(9).fill('0'));
});

test('a known filter that is frozen stays while the others learn', async ({ lab }) => {
  const lesson = await lab.open();
  const { page } = lesson;
  const { editor, numbers } = await openEditor(page);
  await editor.getByLabel('Known filter').selectOption({ label: 'X and O lesson: A' });
  await editor.getByRole('button', { name: 'Swap' }).click();
  const published = ['1', '−1', '−1', '−1', '1', '−1', '−1', '−1', '1'];
  await expect.poll(numbers, patience).toEqual(published);
  await editor.getByRole('button', { name: 'Freeze' }).click();
  await editor.getByRole('button', { name: 'Frozen', pressed: true }).waitFor();
  expect(await editor.getByRole('option', { name: '1 of 3 ❄ frozen' }).count()).toBe(1);

  await editor.getByRole('button', { name: 'Next filter' }).click();
  await expect.poll(numbers, patience).not.toEqual(published);
  const other = await numbers();
  await lesson.train.click();
  await lesson.goesOn();
  await expect.poll(numbers, patience).not.toEqual(other);
  await editor.getByRole('button', { name: 'Filter before' }).click();
  await expect.poll(numbers, patience).toEqual(published);
});
