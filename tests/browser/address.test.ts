import { patience } from './support/receptive';
import { expect, test } from './support/test';

test('writes the experiment into the address, which restores it', async ({ lab }) => {
  const page = await lab.open();
  const start = page.page.url();
  await page.dataSet.selectOption('xo28');
  await expect.poll(() => page.page.url(), patience).not.toBe(start);
  await page.network.selectOption('dlfs');
  await expect.poll(() => page.page.url(), patience).toContain('dlfs');
  await page.type(page.learningRate, '0.015');
  await page.type(page.batchSize, '50');
  await page.type(page.page.getByRole('spinbutton', { name: 'Seed' }), '7');
  await expect.poll(() => page.page.url(), patience).toContain('seed=7');
  await expect.poll(() => page.page.url(), patience).toContain('0.015');

  const hash = new URL(page.page.url()).hash;
  const again = await lab.open({ hash });
  expect(await again.dataSet.inputValue()).toBe('xo28');
  expect(await again.network.inputValue()).toBe('dlfs');
  await again.openDrawer('Recipe');
  expect(await again.learningRate.inputValue()).toBe('0.015');
  expect(await again.batchSize.inputValue()).toBe('50');
  expect(new URL(again.page.url()).hash).toBe(hash);

  // The same address is the same experiment: the first step has the same loss.
  for (const one of [page, again]) {
    await one.step.click();
    await expect.poll(() => one.number('step'), patience).toBe(1);
  }
  expect(await again.text('loss')).toBe(await page.text('loss'));
});

test('opens a link that is pasted into the address of the open page', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&seed=3' });
  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(1);
  const before = page.page.url();
  await page.page.evaluate(() => (location.hash = '#data=xo28&seed=7&rate=0.015'));
  await expect.poll(() => page.dataSet.inputValue().catch(() => ''), patience).toBe('xo28');
  await page.ready();
  await page.openDrawer('Recipe');
  expect(await page.learningRate.inputValue()).toBe('0.015');
  expect(page.page.url()).toContain('seed=7');
  await page.page.goBack();
  await expect.poll(() => page.dataSet.inputValue().catch(() => ''), patience).toBe('xo');
  await page.ready();
  expect(page.page.url()).toBe(before);
  // The run that was there was kept before.
  await page.page.getByRole('button', { name: 'Runs', exact: true }).click();
  const runs = page.page.getByRole('dialog').getByText(/step 1\b/);
  await expect.poll(() => runs.count(), patience).toBe(1);
});

const nonsense = [
  '#data=zebra&network=%00&rate=NaN&batch=-5&momentum=1e99&seed=x&difficulty=',
  '#%E0%A4%A&&&==;;',
  '#data=xo&network=keras-cnn',
  '#data=files',
  `#network=${'x'.repeat(5000)}`,
  '#<script>alert(1)</script>',
];

for (const hash of nonsense) {
  test(`ignores nonsense in the address: ${hash.slice(0, 40)}`, async ({ lab }) => {
    const page = await lab.open({ hash });
    expect(await page.dataSet.inputValue()).toBe('xo');
    await page.openDrawer('Recipe');
    expect(await page.learningRate.inputValue()).toMatch(/^0\.\d+$/);
    expect(await page.batchSize.inputValue()).toMatch(/^\d+$/);
    expect(await page.alerts.count()).toBeLessThanOrEqual(1);
    await page.train.click();
    await page.goesOn();
  });
}
