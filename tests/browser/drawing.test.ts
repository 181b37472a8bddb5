import { drawWithMouse, letterO, letterX, padBox } from './support/drawing.mjs';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

const prediction = (page: Receptive) => expect.poll(() => page.text('prediction'), patience);

test('answers what is drawn with the mouse, while it is being drawn', async ({ lab }) => {
  const page = await lab.open();
  expect(await page.region('Prediction').innerText()).toMatch(/draw/i);
  expect(await page.text('prediction')).toBe('');
  await page.trainUntil(97);
  await page.rest();

  await drawWithMouse(page.page, letterX, async () => {
    await prediction(page).toBe('X');
    expect(await page.number('prediction-confidence')).toBeGreaterThan(50);
  });
  await prediction(page).toBe('X');

  await page.clear.click();
  await prediction(page).toBe('');
  expect(await page.text('prediction-confidence')).toBe('');
  expect(await page.region('Prediction').innerText()).toMatch(/draw/i);

  await drawWithMouse(page.page, letterO);
  await prediction(page).toBe('O');
  expect(await page.number('prediction-confidence')).toBeGreaterThan(50);
});

test('answers from the first stroke on, before the mouse is lifted', async ({ lab }) => {
  const page = await lab.open();
  await drawWithMouse(page.page, letterX.slice(0, 1), async () => {
    await prediction(page).toMatch(/^[XO]$/);
    expect(await page.text('prediction-confidence')).toMatch(/\d %$/);
  });
});

test('keeps its answer up to date while it trains', async ({ lab }) => {
  const page = await lab.open();
  await drawWithMouse(page.page, letterX);
  await prediction(page).toMatch(/^[XO]$/);
  const guess = await page.text('prediction-confidence');
  await page.trainUntil(97);
  await prediction(page).toBe('X');
  expect(await page.text('prediction-confidence')).not.toBe(guess);
  // Another drawing, in mid-run.
  await page.clear.click();
  await drawWithMouse(page.page, letterO);
  await prediction(page).toBe('O');
  await page.goesOn();
});

test('asks again when another network or data set is there', async ({ lab }) => {
  const page = await lab.open();
  await drawWithMouse(page.page, letterX);
  await prediction(page).toMatch(/^[XO]$/);
  const before = await page.text('prediction-confidence');
  const [seen] = await page.pictures('Prediction');
  await page.network.selectOption('softmax');
  await expect.poll(() => page.text('prediction-confidence'), patience).not.toBe(before);
  await page.dataSet.selectOption('xo28');
  await expect.poll(() => page.pictures('Prediction'), patience).not.toContainEqual(seen);
  expect(await page.alerts.count()).toBe(0);
});

test('takes a drawing from pictures of 28 pixels to pictures of 9', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=digits' });
  await drawWithMouse(page.page, letterO);
  await prediction(page).toMatch(/^\d$/);
  await page.dataSet.selectOption('xo');
  await prediction(page).toMatch(/^[XO]$/);
  expect(await page.region('Network').textContent()).not.toContain('28×28');
  // What broke the page's update was an exception, which every test looks for.
  await page.trainUntil(60);
});

test('survives a click without a line, and ink at the very edge', async ({ lab }) => {
  const page = await lab.open();
  const box = await padBox(page.page);
  await page.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await prediction(page).toMatch(/^[XO]$/);
  await page.clear.click();
  await prediction(page).toBe('');
  await drawWithMouse(page.page, [
    [
      [0.5, 0.9],
      [1.3, 1.4],
      [-0.4, 0.5],
    ],
  ]);
  await prediction(page).toMatch(/^[XO]$/);
});

test('draws with a finger without scrolling the page', async ({ lab }) => {
  const page = await lab.open({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const box = await padBox(page.page);
  // Where the pad stands in the window: the page above it may grow by a line while one draws, and the
  // browser then keeps the pad in its place.
  const place = async () => Math.round((await page.pad.boundingBox())!.y);
  const session = await page.page.context().newCDPSession(page.page);
  const touch = async (from: [number, number], to: [number, number]) => {
    const at = (part: number) => ({
      x: from[0] + (to[0] - from[0]) * part,
      y: from[1] + (to[1] - from[1]) * part,
    });
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(0)] });
    for (let i = 1; i <= 10; ++i) {
      const touchPoints = [at(i / 10)];
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints });
    }
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };

  const before = await place();
  const x = box.x + box.width / 2;
  await touch([x, box.y + box.height * 0.8], [x, box.y + box.height * 0.2]);
  await prediction(page).toMatch(/^[XO]$/);
  await page.frames(10);
  expect(await place()).toBe(before);

  // The same movement beside the pad does scroll: the page could have.
  await touch([4, box.y + box.height * 0.8], [4, box.y + box.height * 0.2]);
  await expect.poll(place, patience).not.toBe(before);
});
