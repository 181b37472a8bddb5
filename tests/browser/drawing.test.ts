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

type Pointer = 'pen' | 'touch';

/** A stroke down the middle by pointer 1, and meanwhile pointer 2 near the lower right corner. */
const hands: Record<string, { draws: Pointer; first?: true; lifted?: true; after?: true }> = {
  'a palm that comes down beside a pen': { draws: 'pen' },
  'a palm that lies there before the pen comes': { draws: 'pen', first: true },
  'a palm that is lifted in mid-stroke': { draws: 'pen', lifted: true },
  'a palm that comes down again after the stroke': { draws: 'pen', after: true },
  'a second finger': { draws: 'touch' },
};

test('keeps a stroke whole while a second finger of the system comes and goes', async ({ lab }) => {
  const page = await lab.open({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const box = await padBox(page.page);
  const session = await page.page.context().newCDPSession(page.page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y], id) => ({
        id,
        x: box.x + x * box.width,
        y: box.y + y * box.height,
      })),
    });
  await send('touchStart', [0.5, 0.15]);
  for (let i = 1; i <= 14; ++i) {
    const first: [number, number] = [0.5, 0.15 + 0.05 * i];
    if (i < 5 || i > 10) await send('touchMove', first);
    else await send(i === 5 ? 'touchStart' : 'touchMove', first, [0.9, 0.95 - 0.05 * i]);
  }
  await send('touchEnd');
  await expect.poll(() => page.text('prediction'), patience).toMatch(/^[XO]$/);
  const inkIn = ([left, top, right, below]: number[]) =>
    page.pad.evaluate(
      (pad, [x, y, endX, endY]) => {
        const { width, height } = pad as HTMLCanvasElement;
        const context = (pad as HTMLCanvasElement).getContext('2d')!;
        const part = [x! * width, y! * height, (endX! - x!) * width, (endY! - y!) * height];
        const [a, b, c, d] = part.map(Math.round);
        const { data } = context.getImageData(a!, b!, c!, d!);
        return data.reduce((sum, value, i) => sum + (i % 4 === 3 ? value : 0), 0) > 0;
      },
      [left!, top!, right!, below!],
    );
  // The line from end to end, and nothing of the other finger.
  for (const y of [0.15, 0.3, 0.45, 0.6, 0.75]) {
    expect(await inkIn([0.45, y, 0.55, y + 0.05])).toBe(true);
  }
  expect(await inkIn([0.7, 0, 1, 1])).toBe(false);
});

test('prevents what a touch does by default, so that Scribble takes no strokes', async ({
  lab,
}) => {
  const page = await lab.open({ hasTouch: true });
  const isPrevented = await page.pad.evaluate(
    (pad) => !pad.dispatchEvent(new TouchEvent('touchmove', { bubbles: true, cancelable: true })),
  );
  expect(isPrevented).toBe(true);
});

test.for(Object.entries(hands))('draws nothing by %s', async ([, hand], { lab }) => {
  const page = await lab.open({ hasTouch: true });
  await page.pad.evaluate((pad, { draws, first, lifted, after }) => {
    const box = pad.getBoundingClientRect();
    const send = (type: string, pointerId: number, pointerType: Pointer, x: number, y: number) => {
      const place = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
      const pointer = { pointerId, pointerType, pressure: 0.5, button: 0, buttons: 1 };
      pad.dispatchEvent(new PointerEvent(type, { bubbles: true, ...pointer, ...place }));
    };
    // Only pointers of the system can be captured.
    pad.setPointerCapture = () => undefined;
    const other = (type: string, x = 0.9) => send(type, 2, 'touch', x, 0.95);
    if (first) other('pointerdown');
    if (first) other('pointermove', 0.92);
    send('pointerdown', 1, draws, 0.5, 0.15);
    for (let i = 1; i <= 20; ++i) {
      if (i === 6 && !first && !after) other('pointerdown');
      if (i > 6 && !after) other('pointermove', 0.9 + 0.002 * i);
      if (i === 12 && lifted) other('pointerup');
      send('pointermove', 1, draws, 0.5, 0.15 + 0.035 * i);
    }
    send('pointerup', 1, draws, 0.5, 0.85);
    if (after) for (const type of ['pointerdown', 'pointermove']) other(type);
    other('pointerup');
  }, hand);
  const ink = () =>
    page.pad.evaluate((pad) => {
      const { width, height } = pad as HTMLCanvasElement;
      const { data } = (pad as HTMLCanvasElement)
        .getContext('2d')!
        .getImageData(0, 0, width, height);
      const at = Array.from({ length: width * height }, (_, i) => i).filter((i) => data[4 * i + 3]);
      const [xs, ys] = [at.map((i) => (i % width) / width), at.map((i) => i / width / height)];
      const [first, last] = [Math.min, Math.max];
      const ends = (all: number[]) => [
        all.reduce((a, b) => first(a, b), 1),
        all.reduce((a, b) => last(a, b), 0),
      ];
      return { across: ends(xs), down: ends(ys) };
    });
  await expect.poll(async () => (await ink()).down[1], patience).toBeGreaterThan(0.8);
  const { across, down } = await ink();
  expect(across[0]).toBeGreaterThan(0.4);
  expect(across[1]).toBeLessThan(0.6);
  expect(down[0]).toBeLessThan(0.2);
  expect(down[1]).toBeLessThan(0.93);
});
