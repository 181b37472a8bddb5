import type { Locator } from 'playwright-core';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

async function begin(page: Receptive, tour: string, steps: number): Promise<Locator> {
  const region = page.page.getByRole('region', { name: 'Guided tours' });
  await page.page.getByRole('tab', { name: 'Tours' }).click();
  await region.getByRole('button', { name: tour }).click();
  for (let i = 0; i < steps; ++i) await region.getByRole('button', { name: 'Next step' }).click();
  return region;
}

test('a tour walks through the match of a filter, number by number', async ({ lab }) => {
  const page = await lab.open();
  const region = await begin(page, 'X’s and O’s by hand', 0);
  const line = region.locator('p[aria-live]');
  // The filter lies on the X's stroke: all nine numbers agree.
  await expect.poll(() => line.textContent(), patience).toMatch(/= 1$/);
  await region.getByRole('group', { name: /^The calculation/ }).focus();
  await page.page.keyboard.press('ArrowRight');
  await expect.poll(() => line.textContent(), patience).toMatch(/= −0\.11$/);
  await page.page.keyboard.press('ArrowLeft');
  await expect.poll(() => line.textContent(), patience).toMatch(/= 1$/);
  // The arrow keys stepped through the sum, not through the training.
  expect(await page.number('step')).toBe(0);
});

test('a tour finds the published gradients by raising numbers', async ({ lab }) => {
  const page = await lab.open();
  const region = await begin(page, 'Backwards', 1);
  const line = region.locator('p[aria-live]');
  await expect.poll(() => line.textContent(), patience).toContain('is 39');
  await region.getByRole('button', { name: 'Raise input 5, 5, by 1' }).click();
  await expect.poll(() => line.textContent(), patience).toContain('from 39 to 41');
  await region.getByRole('button', { name: 'Raise weight 1, 1, by 1' }).click();
  await expect.poll(() => line.textContent(), patience).toContain('Its gradient is 10.');
});

test('a tour says what does not fit, and leads to the real network', async ({ lab }) => {
  const page = await lab.open();
  const region = await begin(page, 'One convolution', 4);
  const answers = () => region.locator('tbody b').allTextContents();
  await expect.poll(answers, patience).toEqual(['5', '3', '3', '4']);
  await expect.poll(() => region.locator('.says').count()).toBe(1);
  await region.getByRole('button', { name: /^Build a network/ }).click();
  const build = page.page.getByRole('tab', { name: 'Build' });
  expect(await build.getAttribute('aria-selected')).toBe('true');
});
