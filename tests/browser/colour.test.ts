import type { Locator } from 'playwright-core';
import { Sheet } from './support/data-sheet';
import { drawWithMouse, type Stroke } from './support/drawing.mjs';
import { FoundDialog } from './support/found';
import { colourFolder, discGround, discs } from './support/picture-folder';
import { patience, type Receptive } from './support/receptive';
import { expect, test, type Lab } from './support/test';

async function openColours(lab: Lab, pixels?: number): Promise<Receptive> {
  const page = await lab.open();
  const sheet = new Sheet(page.page);
  await sheet.open();
  await sheet.openFolder(colourFolder(lab, pixels));
  await new FoundDialog(page.page).take();
  await sheet.button('Train on it').click();
  await sheet.dialog.waitFor({ state: 'hidden' });
  await page.ready();
  return page;
}

/** The colour on the network's canvas in a share of a picture that lies on it. */
async function colourIn(picture: Locator, x: number, y: number): Promise<number[]> {
  return picture.evaluate(
    (element, [right, down]) => {
      const canvas = element.closest('.window')!.querySelector('canvas')!;
      const [box, all] = [element.getBoundingClientRect(), canvas.getBoundingClientRect()];
      const scale = canvas.width / all.width;
      const at = [
        (box.left - all.left + right * box.width) * scale,
        (box.top - all.top + down * box.height) * scale,
      ] as const;
      const { data } = canvas.getContext('2d')!.getImageData(at[0], at[1], 1, 1);
      return [...data].slice(0, 3);
    },
    [x, y] as const,
  );
}

/** Over and over, so that much of the pad has the pen's colour. */
const scribble: Stroke[] = [
  Array.from({ length: 9 }, (_, i) => [i % 2 === 0 ? 0.3 : 0.7, 0.3 + 0.05 * i]),
];

test('a picture in colour is shown as one sees it, and its channels are told by name', async ({
  lab,
}) => {
  const page = await openColours(lab);
  const maps = page.region('Feature maps');
  const picture = maps.getByRole('img', { name: 'input: the picture in colour' });
  const channels = maps.getByRole('img', {
    name: 'input: red, green, blue, from dark 0 to light 1',
  });
  await page.frames(2);
  expect(await colourIn(picture, 0.02, 0.02)).toEqual(discGround);
  expect(Object.values(discs)).toContainEqual(await colourIn(picture, 0.5, 0.5));

  const where = page.page.getByRole('group', { name: 'Where you are' });
  const box = (await channels.boundingBox())!;
  await page.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect
    .poll(() => where.textContent(), patience)
    .toMatch(/input.*green.*row \d+, column \d+/);
  const whole = (await picture.boundingBox())!;
  await page.page.mouse.move(whole.x + 5, whole.y + 5);
  // 32, 32 and 64 of 255.
  await expect.poll(() => where.textContent(), patience).toContain('0.1255, 0.1255, 0.2510');

  // Written out, the colours have their names, too.
  const map = maps.locator('[data-place="conv2d maps"]');
  const own = (await map.boundingBox())!;
  await page.page.mouse.click(own.x + own.width / 2, own.y + own.height / 6);
  const explained = page.page.getByRole('region', { name: 'All colours' });
  for (const name of ['red', 'green', 'blue']) {
    await explained.getByRole('button', { name, exact: true }).waitFor();
  }
});

test('a drawing has colours, on the ground of the data, and is read by them', async ({ lab }) => {
  const page = await openColours(lab);
  await page.trainUntil(99);
  await page.rest();
  const ground = () =>
    page.pad.evaluate((pad) => getComputedStyle(pad.parentElement!).backgroundColor);
  expect(await ground()).toBe(`rgb(${discGround.join(', ')})`);
  const pens = page.page.getByRole('group', { name: 'Colour of the pen' });
  for (const name of ['red', 'blue', 'green'] as const) {
    const pen = pens.getByRole('button', { name, exact: true });
    // The keyboard does it, too.
    await pen.focus();
    await page.page.keyboard.press('Enter');
    await expect.poll(() => pen.getAttribute('aria-pressed'), patience).toBe('true');
    await drawWithMouse(page.page, scribble);
    await expect.poll(() => page.text('prediction'), patience).toBe(name);
    const seen = page.page.getByRole('img', { name: 'Your drawing as the network sees it' });
    const strongest = await seen.evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      return [...canvas.getContext('2d')!.getImageData(width / 2, height / 2, 1, 1).data];
    });
    const wanted: readonly number[] = discs[name];
    expect(strongest.indexOf(Math.max(...strongest.slice(0, 3)))).toBe(
      wanted.indexOf(Math.max(...wanted)),
    );
    await page.clear.click();
  }
  // Another set has its own pad again.
  await page.dataSet.selectOption('xo');
  await pens.waitFor({ state: 'detached' });
  expect(await ground()).not.toBe(`rgb(${discGround.join(', ')})`);
});

test('small pictures of the methods lie beside each other, however large they are', async ({
  lab,
}) => {
  const page = await openColours(lab, 64);
  for (const width of [1200, 390]) {
    await page.page.setViewportSize({ width, height: 860 });
    await page.openDrawer('Looks for');
    const methods = page.page.getByRole('radiogroup', { name: 'Method' }).getByRole('radio');
    await expect.poll(() => methods.count(), patience).toBe(6);
    await page.page
      .getByRole('img', { name: /^Grad-CAM for/ })
      .first()
      .waitFor();
    const boxes = await methods.evaluateAll((radios) =>
      radios.map((radio) => {
        const { left, right, top, bottom } = radio.querySelector('.pair')!.getBoundingClientRect();
        const widest = Math.max(
          ...[...radio.querySelectorAll('canvas')].map((one) => one.getBoundingClientRect().right),
        );
        return { left, right: Math.max(right, widest), top, bottom };
      }),
    );
    for (const [i, one] of boxes.entries()) {
      expect(one.right).toBeLessThanOrEqual(width);
      for (const other of boxes.slice(i + 1)) {
        const apart =
          one.right <= other.left ||
          other.right <= one.left ||
          one.bottom <= other.top ||
          other.bottom <= one.top;
        expect(apart, `${width}: ${JSON.stringify([one, other])}`).toBe(true);
      }
    }
  }
});

test('maps of one row are one picture, gone through feature by feature', async ({ lab }) => {
  const page = await lab.open();
  const build = page.page.getByRole('region', { name: 'Build a network' });
  await page.page.getByRole('tab', { name: 'Build' }).click();
  await build.getByText('As text').click();
  const layers = [
    { type: 'conv2d', filters: 24, kernelSize: [9, 3], activation: 'relu' },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ];
  await build.getByLabel('The layers as JSON').fill(JSON.stringify(layers));
  await build.getByRole('button', { name: 'Take it over' }).click();
  await build.getByRole('button', { name: 'Use this network' }).click();
  await page.page.getByRole('tab', { name: 'Network' }).click();
  await page.ready();

  // 24 features down, seven steps across, in squares that touch.
  const map = page.page.locator('[data-place="conv2d maps"]');
  await map.waitFor();
  const { width, height } = (await map.boundingBox())!;
  expect((height - 2) / (width - 2)).toBeCloseTo(24 / 7, 1);

  await page.page.locator('[data-head="conv2d"]').focus();
  const where = page.page.getByRole('group', { name: 'Where you are' });
  const { keyboard } = page.page;
  await expect
    .poll(async () => {
      await keyboard.press('ArrowDown');
      return where.textContent();
    }, patience)
    .toContain('feature 1 of 24');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await keyboard.press(key);
  await expect.poll(() => where.textContent(), patience).toMatch(/feature 3 of 24.*step 2/);
  await page.page
    .getByText(/^convolution, feature 3 of 24, step 2: /)
    .waitFor({ state: 'attached' });
});
