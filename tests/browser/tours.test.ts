import type { Locator } from 'playwright-core';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

async function begin(page: Receptive, tour: string, steps: number): Promise<Locator> {
  const region = page.page.getByRole('region', { name: 'Guided tours' });
  await page.openDrawer('Tours');
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
  // So they do before the figure has been pressed, and the buttons beside the sum do the same.
  await page.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.page.keyboard.press('ArrowRight');
  await expect.poll(() => line.textContent(), patience).toMatch(/= −0\.11$/);
  await region.getByRole('button', { name: 'Place before' }).click();
  await expect.poll(() => line.textContent(), patience).toMatch(/= 1$/);
  // The arrow keys stepped through the sum, not through the training.
  expect(await page.number('step')).toBe(0);
});

test('the ends of tours show what they say, of the network that is loaded', async ({ lab }) => {
  const page = await lab.open();
  const explain = page.page.getByRole('region', { name: 'Explanation', exact: true });
  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(1);

  let region = await begin(page, 'Why pooling', 1);
  await region.getByRole('button', { name: /^See a receptive field/ }).click();
  const title = explain.getByRole('heading');
  await expect.poll(() => title.innerText(), patience).toMatch(/^max pooling · map \d/);

  await page.openDrawer('Tours');
  for (const _ of [1, 2]) await region.getByRole('button', { name: 'Next step' }).click();
  await region.getByRole('button', { name: /^Try it/ }).click();
  await page.page.getByRole('heading', { name: 'Shift a picture' }).waitFor();

  await page.openDrawer('Tours');
  await region.getByRole('button', { name: /All tours/ }).click();
  region = await begin(page, 'Backwards', 3);
  await region.getByRole('button', { name: /^See a gradient/ }).click();
  await explain
    .getByText('d loss / d')
    .or(explain.getByText(/^read by/))
    .first()
    .waitFor();
  const backwards = explain.getByRole('button', { name: 'Backwards' });
  expect(await backwards.getAttribute('aria-pressed')).toBe('true');

  await page.openDrawer('Tours');
  await region.getByRole('button', { name: /All tours/ }).click();
  region = await begin(page, 'From softmax to 99 %', 1);
  await region.getByText('Loaded is “Three filters” on X and O').waitFor();
  await region.getByRole('button', { name: /^← Back to the rungs/ }).click();
  await region.getByRole('button', { name: 'Train on MNIST instead' }).waitFor();
  // The network that was trained is still there.
  expect(await page.number('step')).toBe(1);
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
