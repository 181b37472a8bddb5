import { patience } from './support/receptive';
import { expect, test } from './support/test';

test('learns X and O, pauses, steps and resets to the same weights', async ({ lab }) => {
  const page = await lab.open();
  const weights = await page.pictures('Filters');
  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(1);
  const firstLoss = await page.text('loss');
  expect(firstLoss).toMatch(/\d/);

  await page.trainUntil(95);
  expect(await page.number('step')).toBeGreaterThan(1);
  expect(await page.number('loss')).toBeLessThan(Number(firstLoss));
  expect(await page.number('train-accuracy')).toBeGreaterThan(80);
  expect(await page.number('examples-per-second')).toBeGreaterThan(0);
  expect(await page.number('epoch')).toBeGreaterThan(0);

  const paused = await page.rest();
  await page.frames(30);
  expect(await page.number('step')).toBe(paused);

  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(paused + 1);
  expect(await page.settled()).toBe(paused + 1);

  await page.reset.click();
  await expect.poll(() => page.number('step'), patience).toBe(0);
  await expect.poll(() => page.pictures('Filters'), patience).toEqual(weights);
  expect(await page.text('test-accuracy')).not.toMatch(/\d/);
  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(1);
  expect(await page.text('loss')).toBe(firstLoss);
});

test('resets in mid-run', async ({ lab }) => {
  const page = await lab.open();
  await page.train.click();
  await page.goesOn();
  await page.reset.click();
  await page.train.waitFor();
  expect(await page.settled()).toBe(0);
  await page.train.click();
  await page.goesOn();
});

test('draws the curves while it trains', async ({ lab }) => {
  const page = await lab.open();
  const region = page.region('Training curves');
  await region.getByText('appear here with the first steps').waitFor();
  const curves = region.locator('canvas').first();
  const shot = () => curves.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  await page.train.click();
  await curves.waitFor();
  const before = await shot();
  await expect.poll(shot, patience).not.toBe(before);
});
