import { violations } from './support/axe';
import { drawWithMouse, letterX } from './support/drawing.mjs';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

const dialogs: [opener: string, name: string][] = [
  ['Help', 'Help'],
  ['Runs', 'Runs and models'],
  ['Share', 'Share this page'],
];

const themes = [
  { colorScheme: 'light', contrast: 'no-preference' },
  { colorScheme: 'dark', contrast: 'no-preference' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'dark', contrast: 'more' },
] as const;

/** Asks for a theme as the system does, and waits until the page wears it. */
async function wear(page: Receptive, theme: (typeof themes)[number]): Promise<void> {
  await page.page.emulateMedia(theme);
  const worn = () =>
    page.page.evaluate(() => {
      const { shade, contrast } = document.documentElement.dataset;
      return [shade, contrast];
    });
  const wanted = [theme.colorScheme, theme.contrast === 'more' ? 'more' : 'usual'];
  await expect.poll(worn, patience).toEqual(wanted);
  // Buttons take their colours in steps.
  await page.page.evaluate(async () => {
    const changes = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(changes.map(({ finished }) => finished));
  });
}

/** Everything in the first theme, and in the others what a theme decides. */
async function expectNothingFound(page: Receptive, what: string, part?: string): Promise<void> {
  for (const theme of themes) {
    await wear(page, theme);
    const kind = theme === themes[0] ? 'standards' : 'theme';
    const where = `${what}, ${theme.colorScheme}, contrast ${theme.contrast}`;
    expect(await violations(page.page, part, kind), where).toEqual([]);
    expect(await sideways(page), `${where} scrolls sideways`).toBeLessThanOrEqual(0);
  }
}

/** Every tab and dialog in every theme, on a machine that may be busy. */
const longest = { timeout: 480_000 };

for (const [screen, device] of [
  ['desktop', { viewport: { width: 1440, height: 900 } }],
  ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
] as const) {
  test(`axe finds nothing in any theme, ${screen}`, longest, async ({ lab }) => {
    const page = await lab.open(device);
    await page.trainUntil(90);
    await expectNothingFound(page, 'in training');
    await page.rest();
    await drawWithMouse(page.page, letterX);
    await expect.poll(() => page.text('prediction'), patience).toMatch(/^[XO]$/);
    await expectNothingFound(page, 'after training, with a drawing');

    const tabs = page.page.getByRole('tablist', { name: 'Views' }).getByRole('tab');
    for (const tab of await tabs.all()) {
      const title = await tab.textContent();
      await tab.click();
      const panel = page.page.locator('#stage-panel');
      await expect.poll(() => panel.textContent(), patience).not.toMatch(/^\s*(Loading…)?\s*$/);
      await expectNothingFound(page, `the tab ${title}`, '#stage-panel');
    }
    await tabs.first().click();
    for (const name of ['Curves', 'Recipe', 'Looks for', 'Tours'] as const) {
      await page.openDrawer(name);
      await expectNothingFound(page, name, '#drawer');
    }
    // What is written out: a layer, a square of its map that keys have reached, and its number.
    await page.page.locator('[data-head=conv2d]').click();
    await page.region('Layer').waitFor();
    await expectNothingFound(page, 'a layer', '#drawer');
    await page.page.keyboard.press('2');
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.page.keyboard.press(key);
    await page.region('Explanation').waitFor();
    await expectNothingFound(page, 'a number written out', 'main');
    await page.page.keyboard.press('Escape');
    await page.page.getByRole('button', { name: 'Close the drawer' }).first().click();
    for (const [opener, name] of dialogs) {
      await page.page.getByRole('button', { name: opener, exact: true }).click();
      const dialog = page.page.getByRole('dialog', { name });
      await dialog.waitFor();
      await expectNothingFound(page, name, 'dialog[open]');
      await page.page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
    await page.dataSet.selectOption('mnist');
    await page.page.getByRole('button', { name: /^Download MNIST/ }).waitFor();
    await expectNothingFound(page, 'the ways to get MNIST');
  });
}

/** How many pixels the page is wider than the screen. */
function sideways(page: Receptive): Promise<number> {
  return page.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

test('high contrast can be chosen, and stays', async ({ lab }) => {
  const page = await lab.open({ colorScheme: 'light' });
  const contrast = () => page.page.evaluate(() => document.documentElement.dataset['contrast']);
  expect(await contrast()).toBe('usual');
  const theme = page.page.getByRole('button', { name: /^Theme:/ });
  for (let i = 0; i < 3; ++i) await theme.click();
  expect(await theme.getAttribute('aria-label')).toBe('Theme: high contrast');
  expect(await contrast()).toBe('more');
  await page.page.reload();
  await page.ready();
  expect(await contrast()).toBe('more');
});

test('follows colours that are forced on all pages, but for its pictures', async ({ lab }) => {
  const page = await lab.open({ forcedColors: 'active', colorScheme: 'dark' });
  const colours = await page.page.evaluate(() => {
    const probe = document.createElement('i');
    probe.style.color = 'CanvasText';
    document.body.append(probe);
    const system = getComputedStyle(probe).color;
    probe.remove();
    const tab = document.querySelector('[role=tab][aria-selected=true]')!;
    return {
      follows: getComputedStyle(document.body).color === system,
      marked: getComputedStyle(tab).outlineStyle,
      canvas: getComputedStyle(document.querySelector('canvas')!).forcedColorAdjust,
    };
  });
  expect(colours).toEqual({ follows: true, marked: 'solid', canvas: 'none' });
  const [picture] = await page.pictures('Filters');
  expect(picture!.colours).toBeGreaterThan(1);
});

test('light and dark differ, and the canvases with them', async ({ lab }) => {
  const [light, dark] = [
    await lab.open({ colorScheme: 'light' }),
    await lab.open({ colorScheme: 'dark' }),
  ];
  const inkOf = (page: Receptive) =>
    page.page.evaluate(() => getComputedStyle(document.body).color);
  expect(await inkOf(light)).not.toBe(await inkOf(dark));
  expect(await light.pictures('Filters')).not.toEqual(await dark.pictures('Filters'));
});

test('trains without motion where that is asked for', async ({ lab }) => {
  const page = await lab.open({ reducedMotion: 'reduce' });
  const moving = () =>
    page.page.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running'));
  await page.train.hover();
  expect(await moving()).toEqual([]);
  await page.trainUntil(90);
  expect(await moving()).toEqual([]);
  await page.rest();
  expect(await moving()).toEqual([]);
});
