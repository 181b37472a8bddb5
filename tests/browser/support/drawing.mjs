// Draws on the page's pad as a person does: with pointer events.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {[number, number][]} Stroke points in parts of the pad's side, y downwards */

/** @type {Stroke[]} */
export const letterX = [
  [
    [0.22, 0.2],
    [0.36, 0.36],
    [0.5, 0.5],
    [0.64, 0.64],
    [0.78, 0.8],
  ],
  [
    [0.78, 0.2],
    [0.64, 0.36],
    [0.5, 0.5],
    [0.36, 0.64],
    [0.22, 0.8],
  ],
];

/** @type {Stroke[]} */
export const letterO = [
  Array.from({ length: 25 }, (_, i) => {
    const angle = (i / 24) * 2 * Math.PI - Math.PI / 2;
    return [0.5 + 0.3 * Math.cos(angle), 0.5 + 0.3 * Math.sin(angle)];
  }),
];

/** @param {Page} page */
export function drawingPad(page) {
  return page.getByRole('img', { name: 'Drawing pad' });
}

/**
 * The pad's place in the window; on a phone it is a sheet, which is opened.
 * @param {Page} page
 */
export async function padBox(page) {
  const pad = drawingPad(page);
  const sheet = page.getByRole('button', { name: 'Draw', exact: true, pressed: false });
  if (!(await pad.isVisible()) && (await sheet.isVisible())) await sheet.click();
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('The drawing pad is not visible.');
  return box;
}

/**
 * Draws with the mouse.
 * @param {Page} page
 * @param {readonly Stroke[]} strokes
 * @param {() => Promise<void>} [beforeLift] called at the end of the last stroke, button still down
 */
export async function drawWithMouse(page, strokes, beforeLift) {
  const box = await padBox(page);
  for (const [place, stroke] of strokes.entries()) {
    for (const [i, [x, y]] of stroke.entries()) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
      if (i === 0) await page.mouse.down();
    }
    if (place === strokes.length - 1) await beforeLift?.();
    await page.mouse.up();
  }
}
