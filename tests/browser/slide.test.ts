import { patience } from './support/receptive';
import { expect, test } from './support/test';

test('the network slides over a large canvas', async ({ lab }) => {
  const page = await lab.open();
  await page.trainUntil(95);
  await page.rest();
  await page.page.getByRole('tab', { name: /Slide/ }).click();
  const canvas = page.page.getByRole('img', { name: /^Large canvas/ });
  const found = page.page.getByRole('button', { name: /^[XO] at row \d+, column \d+:\s\d+\s%$/ });
  await expect.poll(() => found.count(), patience).toBeGreaterThan(2);
  await page.page.getByRole('button', { name: 'Measure the time' }).click();
  await page.page.getByText(/times as long/).waitFor();

  await page.page.getByRole('button', { name: 'Clear canvas' }).click();
  await expect.poll(() => found.count(), patience).toBe(0);
  const box = (await canvas.boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  for (const [from, to] of [
    [at(0.42, 0.37), at(0.55, 0.6)],
    [at(0.55, 0.37), at(0.42, 0.6)],
  ] as const) {
    await page.page.mouse.move(...from);
    await page.page.mouse.down();
    await page.page.mouse.move(...to, { steps: 5 });
    await page.page.mouse.up();
  }
  await expect.poll(() => found.first().textContent(), patience).toMatch(/^X at/);
});

test('a picture is shifted, and three small nets answer side by side', async ({ lab }) => {
  const page = await lab.open();
  await page.page.getByRole('tab', { name: /Slide/ }).click();
  await page.page.getByRole('button', { name: 'Shift', exact: true }).click();
  await expect.poll(() => page.page.url(), patience).toMatch(/&view=slide&part=shift/);
  const picture = page.page.getByRole('img', { name: 'The picture, not moved' });
  await picture.focus();
  await page.page.keyboard.press('ArrowRight');
  await page.page.keyboard.press('ArrowUp');
  await page.page.getByRole('img', { name: 'The picture, 1 px right, 1 px up' }).waitFor();
  await page.page.getByRole('button', { name: 'Train the three' }).click();
  const maps = page.page.getByRole('img', { name: /^(Max|Strides|Blur).*shifts keep the answer$/ });
  await expect.poll(() => maps.count(), patience).toBe(3);
});
