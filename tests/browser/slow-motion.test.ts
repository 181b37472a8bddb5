import { patience } from './support/receptive';
import { expect, test } from './support/test';

test('X and O begin in slow motion, one step a picture, and go over to full speed', async ({
  lab,
}) => {
  const page = await lab.open();
  const slow = page.page.getByRole('button', { name: 'Slow motion' });
  expect(await slow.getAttribute('aria-pressed')).toBe('true');
  await page.train.click();
  await page.goesOn();
  const before = await page.number('step');
  await page.frames(60);
  const steps = (await page.number('step')) - before;
  expect(steps).toBeGreaterThan(0);
  // The page may draw a picture more while this is read.
  expect(steps).toBeLessThanOrEqual(70);

  await slow.click();
  expect(await slow.getAttribute('aria-pressed')).toBe('false');
  const turned = await page.number('step');
  await expect.poll(() => page.number('step'), patience).toBeGreaterThan(turned + 1000);
  await page.rest();
});
