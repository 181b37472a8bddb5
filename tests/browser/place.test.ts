import { patience, type Receptive } from './support/receptive';
import { resting } from './support/stage';
import { expect, test } from './support/test';

const explanation = (page: Receptive) => page.page.getByRole('region', { name: 'Explanation' });
const layerCard = (page: Receptive) =>
  page.page.getByRole('region', { name: 'Layer', exact: true });
const where = (page: Receptive) =>
  page.page.getByRole('group', { name: 'Where you are' }).innerText();
const field = (page: Receptive, name: string) =>
  new URLSearchParams(new URL(page.page.url()).hash.slice(1)).get(name);
/** A press on a square of a picture. */
async function pressSquare(page: Receptive, place: string) {
  const box = await resting(page, place);
  const window = (await page.page
    .locator('canvas[aria-label="The network, drawn"]')
    .boundingBox())!;
  // In the middle of what of it is in sight; a little off, as between two maps there is nothing.
  const middle = (from: number, length: number, first: number, room: number) =>
    (Math.max(from, first) + Math.min(from + length, first + room)) / 2;
  const x = middle(box.x, box.width, window.x, window.width);
  const y = middle(box.y, box.height, window.y, window.height);
  await page.page.mouse.click(x + 9, y + 9);
  await explanation(page).waitFor();
}

test('Back is one level out and Forward in again, by whatever way one came', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo28&network=small' });
  await page.page.keyboard.press('4');
  await expect.poll(() => field(page, 'layer'), patience).toBe('conv2d_1');
  await expect.poll(() => field(page, 'near'), patience).not.toBeNull();
  await pressSquare(page, 'conv2d_1 maps');
  await expect.poll(() => field(page, 'explain'), patience).toMatch(/^conv2d_1:\d+$/);
  await expect.poll(() => where(page), patience).toMatch(/row \d/);
  const told = await where(page);

  await page.page.goBack();
  await explanation(page).waitFor({ state: 'hidden' });
  await layerCard(page).waitFor();
  expect(field(page, 'explain')).toBeNull();
  await page.page.goBack();
  await layerCard(page).waitFor({ state: 'hidden' });
  await page.page.getByRole('button', { name: 'Fitted' }).waitFor();
  expect(field(page, 'layer')).toBeNull();

  await page.page.goForward();
  await layerCard(page).waitFor();
  await page.page.goForward();
  await explanation(page).waitFor();
  await expect.poll(() => where(page), patience).toBe(told);

  // Out by Escape (number, picture, layer): nothing is left that Back would have to pass.
  for (let press = 0; press < 3; ++press) await page.page.keyboard.press('Escape');
  await page.page.getByRole('button', { name: 'Fitted' }).waitFor();
  await expect
    .poll(() => page.page.evaluate(() => (history.state as { levels: number[] }).levels), patience)
    .toEqual([0]);
  // It is the same run throughout.
  expect(await page.text('step')).toBe('0');
});

test('a link holds where one looks: camera, layer, what is open and what is explained', async ({
  lab,
}) => {
  const page = await lab.open({ hash: '#data=xo28&network=keras-cnn&picture=7' });
  await page.page
    .getByRole('button', { name: /^Open convolution 1: 3 layers/ })
    .first()
    .click();
  await pressSquare(page, 'conv2d_relu maps');
  const stage = (await page.region('Feature maps').boundingBox())!;
  await page.page.mouse.move(stage.x + stage.width / 2, stage.y + stage.height / 2);
  for (let i = 0; i < 3; ++i) await page.page.mouse.wheel(0, -200);
  await page.page.mouse.move(stage.x + stage.width / 2, stage.y - 4);
  for (const name of ['open', 'near', 'explain']) {
    await expect.poll(() => field(page, name), patience).not.toBeNull();
  }
  const { hash } = new URL(page.page.url());
  await expect.poll(() => where(page), patience).toMatch(/row \d/);
  const [told, at] = [await where(page), await resting(page, 'conv2d_relu maps')];

  const again = await lab.open({ hash });
  await explanation(again).waitFor();
  await expect.poll(() => where(again), patience).toBe(told);
  const there = await resting(again, 'conv2d_relu maps');
  for (const side of ['x', 'y', 'width', 'height'] as const) {
    expect(Math.abs(there[side] - at[side]), side).toBeLessThan(3);
  }
  expect(new URL(again.page.url()).hash).toBe(hash);
});

test('a link to a weight opens it, and one to what is not there says nothing of it', async ({
  lab,
}) => {
  const page = await lab.open({
    hash: '#data=xo28&network=small&explain=conv2d_1:conv2d_1.weight:3',
  });
  await explanation(page).waitFor();
  expect(await explanation(page).innerText()).toMatch(/weight/i);
  const other = await lab.open({ hash: '#data=xo28&network=small&explain=nowhere:3&near=0.2_1_1' });
  expect(await other.alert()).toBe('In the link: near must be three numbers.');
  await expect.poll(() => field(other, 'explain'), patience).toBeNull();
  expect(await explanation(other).isVisible()).toBe(false);
});

test('a map is one press away, from the line that says where one is and from its layer', async ({
  lab,
}) => {
  const page = await lab.open({ hash: '#data=xo28&network=small' });
  const near = async () => parseFloat((await where(page)).match(/([\d.]+)×/)?.[1] ?? '1');
  await pressSquare(page, 'conv2d_1 maps');
  const map = page.page
    .getByRole('group', { name: 'Where you are' })
    .getByRole('button', { name: /^map \d+ of 16$/ });
  await map.click();
  await expect.poll(near, patience).toBeGreaterThan(3);
  await page.page.keyboard.press('0');

  await page.page.locator('[data-head=conv2d_1]').click();
  const maps = layerCard(page).getByRole('list', { name: 'maps' }).getByRole('button');
  await expect.poll(() => maps.count(), patience).toBe(16);
  // The last of them is none of the strongest: all are shown then.
  const name = (await maps.last().getAttribute('aria-label'))!;
  await maps.last().click();
  const cell = page.page.getByRole('gridcell', {
    name: new RegExp(`^convolution 2, ${name}, row 1`),
  });
  await cell.waitFor({ state: 'attached' });
  await expect.poll(near, patience).toBeGreaterThan(3);
  await page.page.keyboard.press('ArrowRight');
  await expect.poll(() => where(page), patience).toContain('row 1, column 2');
  expect(await page.page.locator('#stage-panel *').count()).toBeLessThan(300);
});
