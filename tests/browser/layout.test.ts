import type { Locator } from 'playwright-core';
import { drawWithMouse, letterX } from './support/drawing.mjs';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

/** Whether all of an element lies in the window. */
async function inWindow(page: Receptive, element: Locator): Promise<boolean> {
  const box = await element.boundingBox();
  const size = page.page.viewportSize();
  if (!box || !size) return false;
  const { x, y, width, height } = box;
  return x >= 0 && y >= 0 && x + width <= size.width + 0.5 && y + height <= size.height + 0.5;
}

/** How far the page reaches beyond the window. */
function overhang(page: Receptive): Promise<{ across: number; down: number }> {
  return page.page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight } = document.documentElement;
    return { across: scrollWidth - clientWidth, down: scrollHeight - window.innerHeight };
  });
}

/** Texts and controls that are cut off by the window or by a box around them, in the wide layout. */
function cutOff(page: Receptive): Promise<string[]> {
  return page.page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll('button, input, select, h1, h2, h3, p, li')) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      let inside = box.bottom <= window.innerHeight + 0.5;
      for (let above = element.parentElement; above && inside; above = above.parentElement) {
        if (getComputedStyle(above).overflowY === 'hidden') {
          inside = box.bottom <= above.getBoundingClientRect().bottom + 0.5;
        }
      }
      if (!inside) found.push(`${element.tagName} ${(element.textContent ?? '').trim()}`);
    }
    return found;
  });
}

for (const data of ['xo', 'xo28']) {
  test(`shows everything at 1440 x 900 without scrolling: ${data}`, async ({ lab }) => {
    const page = await lab.open({ hash: `#data=${data}` });
    await drawWithMouse(page.page, letterX);
    await expect.poll(() => page.text('prediction'), patience).toMatch(/^[XO]$/);
    const parts = {
      train: page.train,
      network: page.region('Network'),
      filters: page.region('Filters'),
      maps: page.region('Feature maps'),
      pad: page.pad,
      clear: page.clear,
      prediction: page.region('Prediction'),
      curves: page.region('Training curves'),
    };
    for (const [name, part] of Object.entries(parts)) {
      expect(await inWindow(page, part), `${name} in the window`).toBe(true);
    }
    expect(await overhang(page)).toEqual({ across: 0, down: 0 });
    expect(await cutOff(page), 'cut off').toEqual([]);
  });
}

test('works on a phone: 390 x 844 with touch', async ({ lab }) => {
  const viewport = { width: 390, height: 844 };
  const page = await lab.open({ viewport, hasTouch: true, isMobile: true, deviceScaleFactor: 3 });
  expect((await overhang(page)).across).toBeLessThanOrEqual(0);
  expect(await inWindow(page, page.train)).toBe(true);
  await page.train.tap();
  await page.goesOn();
  await page.page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  expect(await inWindow(page, page.pause), 'within reach wherever the page is').toBe(true);
  await page.pause.tap();
  await page.train.waitFor();
  await page.trainUntil(95);
  expect((await overhang(page)).across).toBeLessThanOrEqual(0);
});

/**
 * What a finger cannot be sure to hit: controls below 44 px. The numbers of tables are left out, which
 * would not stay tables.
 */
function tooSmall(page: Receptive): Promise<string[]> {
  return page.page.evaluate(() => {
    const found: string[] = [];
    for (const control of document.querySelectorAll('button, select, summary, input, [role=tab]')) {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('table'))
        continue;
      // A box to tick is pressed by its words as well.
      const ticked = control.matches('[type=checkbox], [type=radio]');
      const { width, height } = (
        (ticked && control.closest('label')) ||
        control
      ).getBoundingClientRect();
      if (width >= 43.5 && height >= 43.5) continue;
      const name = control.getAttribute('aria-label') ?? control.textContent ?? '';
      found.push(`${control.tagName} ${name.trim()}: ${width} x ${height}`);
    }
    return found;
  });
}

for (const [name, width, height] of [
  ['phone', 390, 844],
  ['tablet', 1024, 768],
] as const) {
  test(
    `everything is large enough for a finger: ${name}`,
    { timeout: 240_000 },
    async ({ lab }) => {
      const page = await lab.open({ viewport: { width, height }, hasTouch: true, isMobile: true });
      expect(await page.page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
      const panel = page.page.locator('#stage-panel');
      const tabs = page.page.getByRole('tablist', { name: 'Views' }).getByRole('tab');
      for (const tab of await tabs.all()) {
        const title = await tab.textContent();
        await tab.tap();
        await expect.poll(() => panel.textContent(), patience).not.toMatch(/^\s*(Loading…)?\s*$/);
        expect(await tooSmall(page), `the tab ${title}`).toEqual([]);
      }
      await tabs.first().tap();
      for (const name of ['Curves', 'Recipe', 'Looks for', 'Tours'] as const) {
        await page.openDrawer(name);
        expect(await tooSmall(page), name).toEqual([]);
      }
      await page.page
        .getByRole('button', { name: / steps$/ })
        .first()
        .tap();
      expect(await tooSmall(page), 'a tour').toEqual([]);
      await page.page.getByRole('button', { name: 'Close the drawer' }).tap();
      await page.page.locator('[data-head=conv2d]').tap();
      await page.page.getByRole('button', { name: 'Freeze' }).waitFor();
      expect(await tooSmall(page), 'a layer and its filters').toEqual([]);
      await page.page.getByRole('button', { name: 'Close the drawer' }).tap();
      for (const opener of ['Help', 'Runs', 'Share', 'Browse data']) {
        await page.page.getByRole('button', { name: opener, exact: true }).tap();
        await page.page.getByRole('dialog').waitFor();
        expect(await tooSmall(page), opener).toEqual([]);
        await page.page.getByRole('dialog').getByRole('button', { name: 'Close' }).tap();
        await page.page.getByRole('dialog').waitFor({ state: 'hidden' });
      }
    },
  );
}

for (const [width, height] of [
  [320, 640],
  [768, 1024],
  [1024, 768],
  [1280, 800],
  [1920, 1080],
] as const) {
  test(`does not scroll sideways at ${width} x ${height}`, async ({ lab }) => {
    const page = await lab.open({ viewport: { width, height } });
    expect((await overhang(page)).across).toBeLessThanOrEqual(0);
    await page.train.click();
    await page.goesOn();
    expect((await overhang(page)).across).toBeLessThanOrEqual(0);
  });
}

test('keeps still while numbers change', async ({ lab }) => {
  const page = await lab.open();
  const parts = [page.step, page.region('Feature maps'), page.pad, page.region('Training curves')];
  const places = () => Promise.all(parts.map((part) => part.boundingBox()));
  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(1);
  const before = await places();
  await page.trainUntil(97);
  expect(await places()).toEqual(before);
});

test('what is said while a run is on its way fits a phone', async ({ lab }) => {
  const page = await lab.open({ viewport: { width: 390, height: 844 } });
  // In one go, so that the next run is not there yet.
  const widest = await page.page.evaluate(async () => {
    const data = [...document.querySelectorAll('select')].find((select) =>
      [...select.options].some(({ value }) => value === 'digits'),
    )!;
    data.value = 'digits';
    data.dispatchEvent(new Event('change', { bubbles: true }));
    const buttons = [...document.querySelectorAll('button')];
    buttons.find((button) => button.textContent.trim() === 'Train')!.click();
    let width = 0;
    let said = false;
    for (let waits = true; waits;) {
      await new Promise((done) => requestAnimationFrame(done));
      width = Math.max(width, document.documentElement.scrollWidth);
      waits = document.body.textContent.includes('training begins as soon as');
      said ||= waits;
    }
    return said ? width : Infinity;
  });
  expect(widest).toBeLessThanOrEqual(390);
});
