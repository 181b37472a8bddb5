import { patience, type Receptive } from './support/receptive';
import { picture, resting } from './support/stage';
import { expect, test } from './support/test';

const zoom = (page: Receptive) => page.page.getByRole('group', { name: 'Zoom' });
const zoomed = async (page: Receptive) => (await zoom(page).innerText()).replace(/\s+/g, ' ');

test('the wheel zooms at the pointer, a drag moves the ground, and 0 fits it again', async ({
  lab,
}) => {
  const page = await lab.open({ hash: '#data=xo28&network=small' });
  const { mouse, keyboard } = page.page;
  const before = await resting(page, 'conv2d_1 maps');
  const stage = (await page.region('Feature maps').boundingBox())!;
  const at = { x: before.x + before.width / 3, y: before.y + before.height / 3 };
  await mouse.move(at.x, at.y);
  for (let i = 0; i < 4; ++i) await mouse.wheel(0, -200);
  await expect.poll(() => zoomed(page), patience).toMatch(/[2-9]\.\d×/);
  const near = await resting(page, 'conv2d_1 maps');
  const scale = near.width / before.width;
  expect(scale).toBeGreaterThan(2);
  // What lay under the pointer does so still.
  expect(near.x + (at.x - before.x) * scale).toBeCloseTo(at.x, -1);
  expect(near.y + (at.y - before.y) * scale).toBeCloseTo(at.y, -1);
  // The input and the answer stay, and the stage is where it was.
  const input = await resting(page, 'input maps');
  expect(input.x).toBeLessThan(before.x);
  expect(await page.region('Feature maps').boundingBox()).toEqual(stage);

  await mouse.down();
  await mouse.move(at.x - 90, at.y - 10, { steps: 5 });
  await mouse.up();
  const moved = await resting(page, 'conv2d_1 maps');
  expect(moved.x).toBeCloseTo(near.x - 90, -1);
  // A drag presses nothing.
  expect(await page.page.getByRole('region', { name: 'Explanation' }).isVisible()).toBe(false);

  await keyboard.press('Shift+ArrowLeft');
  await expect
    .poll(async () => (await resting(page, 'conv2d_1 maps')).x, patience)
    .toBeGreaterThan(moved.x + 40);
  await keyboard.press('0');
  await zoom(page).getByRole('button', { name: 'Fitted' }).waitFor();
  expect(await resting(page, 'conv2d_1 maps')).toEqual(before);
  await keyboard.press('+');
  await expect.poll(() => zoomed(page), patience).toContain('1.3×');
  await keyboard.press('-');
  await zoom(page).getByRole('button', { name: 'Fitted' }).waitFor();
});

test('a folded group opens by one press, and all maps are one press away', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo28&network=keras-cnn' });
  const button = (name: string | RegExp) => page.page.getByRole('button', { name, exact: true });
  expect(await picture(page, 'conv2d maps').count()).toBe(0);
  await page.page
    .getByRole('button', { name: /^Open convolution 1: 3 layers/ })
    .first()
    .click();
  await picture(page, 'conv2d_relu maps').waitFor();
  await page.page
    .getByRole('button', { name: /^Fold convolution 1/ })
    .first()
    .click();
  await picture(page, 'conv2d_relu maps').waitFor({ state: 'detached' });

  const label = () => picture(page, 'maxPooling2d maps').getAttribute('aria-label');
  expect(await label()).toMatch(/: [1-9]\d? of 32 feature maps/);
  expect(await label()).not.toContain('32 of 32');
  await button('all').first().click();
  await expect.poll(label, patience).toContain('32 of 32 feature maps');
  await button('fewer').first().click();
  await expect.poll(label, patience).not.toContain('32 of 32');
});

test('from Train to a number written out by keys alone, in at most twelve', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&network=xo-three-filters' });
  await page.train.focus();
  let pressed = 0;
  const press = async (key: string) => {
    pressed += 1;
    await page.page.keyboard.press(key);
  };
  await press('1');
  await page.page.getByRole('region', { name: 'Layer', exact: true }).waitFor();
  await press('ArrowDown');
  await press('ArrowDown');
  for (let i = 0; i < 2; ++i) await press('ArrowDown');
  const focused = () =>
    page.page.evaluate(() => document.activeElement?.getAttribute('data-place'));
  await expect.poll(focused, patience).toBe('conv2d maps');
  await press('ArrowRight');
  await press('Enter');
  const explanation = page.page.getByRole('region', { name: 'Explanation', exact: true });
  await explanation.getByRole('table', { name: 'filter' }).waitFor();
  expect(await explanation.getByRole('heading').innerText()).toMatch(
    /^convolution · map 1 · \(\d, 2\)$/,
  );
  expect(pressed).toBeLessThanOrEqual(12);
});

test('flies without motion where that is asked for, and says where one is', async ({ lab }) => {
  const page = await lab.open({
    hash: '#data=xo28&network=small',
    reducedMotion: 'reduce',
  });
  const where = page.page.getByRole('group', { name: 'Where you are' });
  await page.page.locator('[data-head=conv2d_1]').click();
  await page.frames(2);
  const there = await picture(page, 'conv2d_1 maps').boundingBox();
  await page.frames(20);
  expect(await picture(page, 'conv2d_1 maps').boundingBox()).toEqual(there);
  expect(await where.innerText()).toMatch(/Network\s+›\s+convolution 2/);
  await where.getByRole('button', { name: 'Network' }).click();
  await zoom(page).getByRole('button', { name: 'Fitted' }).waitFor();
});

test('two fingers zoom on a phone, and one scrolls the page while everything is in sight', async ({
  lab,
}) => {
  const viewport = { width: 390, height: 844 };
  const page = await lab.open({ viewport, hasTouch: true, isMobile: true });
  // Not below the bar with Train.
  await picture(page, 'conv2d maps').evaluate((one) => one.scrollIntoView({ block: 'center' }));
  const before = await resting(page, 'conv2d maps');
  const session = await page.page.context().newCDPSession(page.page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart?: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        apart === undefined
          ? []
          : [-1, 1].map((side, id) => ({
              id,
              x: before.x + before.width / 2 + (side * apart) / 2,
              y: before.y + before.height / 2,
            })),
    });
  await touch('touchStart', 40);
  for (const apart of [60, 90, 120]) await touch('touchMove', apart);
  await touch('touchEnd');
  const after = await resting(page, 'conv2d maps');
  expect(after.width / before.width).toBeGreaterThan(2);
});

test('a class’s bar is pointed at and pressed as itself; a press that ends elsewhere holds nothing', async ({
  lab,
}) => {
  const page = await lab.open({ hash: '#data=xo28&network=small' });
  const where = page.page.getByRole('group', { name: 'Where you are' });
  const bar = page.region('Network').locator('li[data-unit]').nth(1);
  await bar.hover();
  await expect.poll(() => where.innerText(), patience).toMatch(/dense.*unit 2 of 2/s);
  await bar.click();
  const explanation = page.page.getByRole('region', { name: 'Explanation', exact: true });
  await expect
    .poll(() => explanation.getByRole('heading').innerText(), patience)
    .toMatch(/^dense · .*O/);
  await page.page.keyboard.press('Escape');

  // Nearer, and lifted outside of the picture: what moves afterwards draws nothing along.
  await page.page.keyboard.press('+');
  await page.page.keyboard.press('+');
  const before = await resting(page, 'conv2d_1 maps');
  const { mouse } = page.page;
  await mouse.move(before.x + 20, before.y + 20);
  await mouse.down();
  const tab = (await page.page.getByRole('tab', { name: 'Network' }).boundingBox())!;
  await mouse.move(tab.x + 5, tab.y + 5);
  await mouse.up();
  const after = await resting(page, 'conv2d_1 maps');
  await mouse.move(after.x + 30, after.y + 40);
  await mouse.move(after.x + 60, after.y + 80);
  expect(await resting(page, 'conv2d_1 maps')).toEqual(after);

  // Another network has nothing of this one chosen.
  await page.page.locator('[data-head=conv2d_1]').click();
  const layer = page.page.getByRole('region', { name: 'Layer', exact: true });
  await layer.waitFor();
  await page.network.selectOption('softmax');
  await layer.waitFor({ state: 'detached' });
  await page.region('Training curves').waitFor();
});
