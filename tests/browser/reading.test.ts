import { drawWithMouse, letterX, padBox } from './support/drawing.mjs';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

/** A two, a nought and a four (of two strokes) side by side. */
const two: [number, number][] = [
  [0.08, 0.36],
  [0.14, 0.28],
  [0.24, 0.28],
  [0.27, 0.38],
  [0.2, 0.52],
  [0.08, 0.68],
  [0.3, 0.68],
];
const nought: [number, number][] = Array.from({ length: 21 }, (_, i) => {
  const angle = (i / 20) * 2 * Math.PI - Math.PI / 2;
  return [0.5 + 0.09 * Math.cos(angle), 0.48 + 0.2 * Math.sin(angle)];
});
const four: [number, number][][] = [
  [
    [0.74, 0.28],
    [0.7, 0.5],
    [0.92, 0.5],
  ],
  [
    [0.87, 0.3],
    [0.86, 0.72],
  ],
];

const digits = { hash: '#data=digits&network=small' };

const button = (page: Receptive, name: string) =>
  page.page.getByRole('button', { name, exact: true });
const pretrained = (page: Receptive) =>
  page.page.getByTestId('pretrained-prediction').textContent({ timeout: 30_000 });
const stage = (page: Receptive, name: RegExp) => page.page.getByRole('checkbox', { name });

/** Pixels of the pad with ink. */
function inkOf(page: Receptive): Promise<number> {
  return page.pad.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let ink = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i]! > 127) ink += 1;
    return ink;
  });
}

test('takes strokes back, brings them back, and erases parts of them', async ({ lab }) => {
  const page = await lab.open();
  await drawWithMouse(page.page, letterX);
  const whole = await inkOf(page);
  await button(page, 'Undo').click();
  const half = await inkOf(page);
  expect(half).toBeLessThan(whole * 0.7);
  await button(page, 'Redo').click();
  expect(await inkOf(page)).toBe(whole);
  await button(page, 'Clear drawing').click();
  expect(await inkOf(page)).toBe(0);
  await button(page, 'Undo').click();
  expect(await inkOf(page)).toBe(whole);

  await button(page, 'Eraser').click();
  const box = await padBox(page.page);
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.page.mouse.move(...at(0.7, 0.7));
  await page.page.mouse.down();
  await page.page.mouse.move(...at(0.85, 0.85), { steps: 10 });
  await page.page.mouse.up();
  const erased = await inkOf(page);
  expect(erased).toBeLessThan(whole * 0.9);
  expect(erased).toBeGreaterThan(half);
  // The whole sweep is one step.
  await button(page, 'Undo').click();
  expect(await inkOf(page)).toBe(whole);
});

test('a pen that presses harder draws wider lines', async ({ lab }) => {
  const page = await lab.open();
  const ink = async (pressure: number) => {
    await page.pad.evaluate((element, pressure) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const send = (type: string, x: number, buttons: number) =>
        element.dispatchEvent(
          new PointerEvent(type, {
            bubbles: true,
            cancelable: true,
            pointerId: 1,
            pointerType: 'pen',
            button: 0,
            buttons,
            pressure,
            clientX: left + x * width,
            clientY: top + height / 2,
          }),
        );
      // A made event has no pointer that could be captured.
      element.setPointerCapture = () => undefined;
      send('pointerdown', 0.2, 1);
      for (const x of [0.4, 0.6, 0.8]) send('pointermove', x, 1);
      send('pointerup', 0.8, 0);
    }, pressure);
    await page.frames(3);
    const pixels = await inkOf(page);
    await page.clear.click();
    return pixels;
  };
  const light = await ink(0.1);
  expect(await ink(0.9)).toBeGreaterThan(light * 1.5);
});

test('the pretrained net reads several digits one by one before any training', async ({ lab }) => {
  const page = await lab.open(digits);
  await drawWithMouse(page.page, [two, nought, ...four]);
  await expect.poll(() => pretrained(page), patience).toBe('2 0 4');
  // The network of the page answers as well, and says that it guesses.
  await expect.poll(() => page.text('prediction'), patience).toMatch(/^\d \d \d$/);
  expect(await page.region('Prediction').innerText()).toContain('not trained yet');
  expect(await page.region('Prediction').innerText()).toMatch(/pretrained net reads \d\d/);

  await stage(page, /Several figures/).isVisible();
  await page.page.getByText('How a drawing is read').click();
  await stage(page, /Several figures/).uncheck();
  await expect.poll(() => page.text('prediction'), patience).toMatch(/^\d$/);
});

test(
  'shows the stages of reading, and what each is worth',
  { timeout: 180_000 },
  async ({ lab }) => {
    const page = await lab.open(digits);
    await drawWithMouse(page.page, [two]);
    await page.page.getByText('How a drawing is read').click();
    const placed = async () =>
      (await page.pictures('Prediction')).find(({ label }) => label.startsWith('Placed'))?.sum;
    await expect.poll(placed, patience).toBeDefined();
    const centred = await placed();
    await stage(page, /Centre/).uncheck();
    await expect.poll(placed, patience).not.toBe(centred);
    await stage(page, /Centre/).check();
    await expect.poll(placed, patience).toBe(centred);

    await page.trainUntil(80, 120_000);
    await page.rest();
    await page.page.getByRole('button', { name: 'Measure the stages' }).click();
    const report = page.region('Prediction').getByRole('status');
    await report.waitFor({ timeout: 120_000 });
    const asSet = Number(/([\d.]+) % of 300/.exec((await report.textContent())!)![1]);
    expect(asSet).toBeGreaterThan(70);
    const text = await page.region('Prediction').innerText();
    const without = [...text.matchAll(/([\d.]+) % without/g)].map(([, share]) => Number(share));
    expect(without).toHaveLength(4);
    // A net that has only seen centred digits cannot read those that lie anywhere.
    expect(without[2]).toBeLessThan(asSet);
  },
);

test('shows what augmentation does, and changes it in mid-run', async ({ lab }) => {
  const page = await lab.open();
  await page.openDrawer('Recipe');
  await page.page.getByText('Augmentation', { exact: true }).click();
  const strip = page.page.getByRole('img', { name: /changed in 8 ways/ });
  await strip.waitFor();
  const look = () => strip.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const plain = await look();
  await page.train.click();
  await page.goesOn();
  await page.page.getByRole('slider', { name: 'Rotation' }).fill('45');
  await expect.poll(look, patience).not.toBe(plain);
  await page.goesOn();
  expect(page.page.url()).toContain('augment=rotation%3A45');
  await page.page.getByRole('button', { name: 'Switch off' }).click();
  await expect.poll(look, patience).toBe(plain);
  expect(page.page.url()).toContain('augment=none');
});
