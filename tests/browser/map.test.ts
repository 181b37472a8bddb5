import { drawWithMouse, letterX } from './support/drawing.mjs';
import { patience } from './support/receptive';
import { expect, test } from './support/test';

test('the map shows the classes come apart, and its pictures in the network', async ({ lab }) => {
  const page = await lab.open();
  await page.trainUntil(90);
  await page.rest();
  await page.page.getByRole('tab', { name: 'Map' }).click();
  const map = page.page.getByRole('img', { name: /^Map of test pictures\. X and O lie/ });
  await map.waitFor();
  await expect
    .poll(() => page.page.getByText(/after [\d,]+ steps, on the two axes/).count())
    .toBe(1);

  await drawWithMouse(page.page, letterX);
  const near = page.page.getByRole('button', { name: /^Test picture \d+, [XO], at distance/ });
  await expect.poll(() => near.count(), patience).toBe(8);

  await page.page.getByRole('button', { name: 'Unfold (t-SNE)' }).click();
  await page.page.getByText(/t-SNE of the network after .*: \d+ steps/).waitFor();
  await page.page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.page.getByRole('button', { name: 'Continue' }).waitFor();

  await map.focus();
  await page.page.keyboard.press('ArrowRight');
  await page.page.keyboard.press('ArrowDown');
  await page.page.getByText(/^Test picture \d+:/).waitFor();
  await page.page.keyboard.press('Enter');
  await page.region('Network').waitFor();
});
