import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

const place = (page: Receptive, name: string) => page.page.locator(`[data-place="${name}"]`);
const head = (page: Receptive, name: string) => page.page.locator(`[data-head="${name}"]`);

test('opens a layer by its heading, beside the picture, and closes it with Escape', async ({
  lab,
}) => {
  const page = await lab.open();
  const box = await page.region('Feature maps').boundingBox();
  await head(page, 'conv2d').click();
  // What it is, its filters to paint on, and the ways on.
  const layer = page.page.getByRole('region', { name: 'Layer', exact: true });
  await layer.waitFor();
  expect(await layer.textContent()).toMatch(/parameters.*30/s);
  await layer.getByText('The numbers as a table').click();
  await page.page.getByRole('table', { name: /convolution: map 1 of 3/ }).waitFor();
  expect(await page.region('Feature maps').boundingBox()).toEqual(box);

  await layer.getByRole('button', { name: 'ReLU', exact: true }).click();
  await expect.poll(() => layer.textContent(), patience).toMatch(/max\(0, x\)/);
  await page.page.keyboard.press('Escape');
  await layer.waitFor({ state: 'detached' });
  await page.region('Training curves').waitFor();
});

test('moves a cursor over layers, maps and squares by arrow keys', async ({ lab }) => {
  const page = await lab.open();
  const { keyboard } = page.page;
  await head(page, 'input').focus();
  await keyboard.press('ArrowRight');
  await expect.poll(() => head(page, 'conv2d').evaluate((one) => one.matches(':focus'))).toBe(true);
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await keyboard.press(key);
  const focused = () =>
    page.page.evaluate(() => document.activeElement?.getAttribute('data-place'));
  expect(await focused()).toBe('conv2d maps');
  const said = page.page.getByRole('gridcell', { name: /^convolution, map 1 of 3, row 1/ });
  await said.waitFor({ state: 'attached' });
  // One square of a grid as large as the map: no more elements than there must be.
  const grid = page.page.getByRole('grid', { name: /^convolution: 3 of 3 feature maps/ });
  expect(await grid.getAttribute('aria-rowcount')).toBe('7');
  expect(await grid.getByRole('gridcell').count()).toBe(1);
  // The lines that belong to the map are told, too.
  await expect
    .poll(() => page.region('Network').textContent(), patience)
    .toMatch(/Lines to map 1 of convolution:\s+width 0 to 0\.\d/);
  for (let i = 0; i < 7; ++i) await keyboard.press('ArrowRight');
  expect(await focused()).toBe('conv2d_relu maps');
  // Arrows in the picture are no training steps.
  expect(await page.number('step')).toBe(0);
  await keyboard.press('Escape');
  await expect
    .poll(() => head(page, 'conv2d_relu').evaluate((one) => one.matches(':focus')))
    .toBe(true);
});

test('turns the whole picture to gradients, and the filters to what the last step changed', async ({
  lab,
}) => {
  const page = await lab.open();
  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(1);
  const values = await page.pictures('Feature maps');
  await page.page.keyboard.press('g');
  const labels = async () => (await page.pictures('Feature maps')).map(({ label }) => label);
  await expect.poll(async () => (await labels())[0], patience).toMatch(/gradients of the maps/);
  expect((await page.pictures('Filters'))[0]?.label).toMatch(/gradients of the filters/);
  expect((await page.pictures('Feature maps'))[1]?.sum).not.toBe(values[1]?.sum);
  await page.page.getByRole('button', { name: 'updates', exact: true }).click();
  // Of the step before: nobody has to have asked for it then.
  await expect.poll(() => page.drawnPictures('Filters'), patience).toBe(2);
  expect((await page.pictures('Filters'))[0]?.label).toMatch(/changes of the filters/);
});

test('lays branches side by side, and asks for no pictures while another tab is shown', async ({
  lab,
}) => {
  const page = await lab.open({ hash: '#data=xo28&network=small-inception' });
  await page.page.getByRole('button', { name: 'Open block' }).first().click();
  await place(page, 'mixed1_1x1 maps').waitFor();
  const boxes = await Promise.all(
    ['mixed1_1x1', 'mixed1_3x3_bottleneck', 'mixed1_pool'].map((name) =>
      place(page, `${name} maps`).boundingBox(),
    ),
  );
  const middles = boxes.map((box) => box!.x + box!.width / 2);
  for (const middle of middles) expect(Math.abs(middle - middles[0]!)).toBeLessThan(2);
  expect(boxes[1]!.y).toBeGreaterThan(boxes[0]!.y + boxes[0]!.height);
  expect(boxes[2]!.y).toBeGreaterThan(boxes[1]!.y + boxes[1]!.height);

  await page.page.getByRole('tab', { name: 'Build' }).click();
  await page.train.click();
  await page.goesOn();
  await page.rest();
  await page.page.getByRole('tab', { name: 'Network' }).click();
  await expect.poll(() => page.drawnPictures('Feature maps'), patience).toBeGreaterThan(5);
});
