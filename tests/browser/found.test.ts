import { idx } from '../web/worker/idx-bytes';
import { violations } from './support/axe';
import { Sheet } from './support/data-sheet';
import { FoundDialog, type BroughtFile } from './support/found';
import { greyPng } from './support/png';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

const mimeType = 'application/octet-stream';
const file = (name: string, bytes: Uint8Array): BroughtFile => {
  return { name, mimeType, buffer: Buffer.from(bytes) };
};

/** Whether a place of a picture of 12 x 12 is in the bar above its middle. */
const isInside = (at: number): boolean =>
  at % 12 > 3 && at % 12 < 8 && Math.floor(at / 12) > 1 && Math.floor(at / 12) < 8;

/** 60 pictures of 12 x 12, bars of as many shades as there are classes, and their labels. */
function pair(name: string, classes: number): BroughtFile[] {
  const labels = Uint8Array.from({ length: 60 }, (_, item) => item % classes);
  const images = idx([60, 12, 12], () => 0);
  images.forEach((_, place) => {
    const [item, at] = [Math.floor((place - 16) / 144), (place - 16) % 144];
    if (item >= 0 && isInside(at)) images[place] = 255 - 60 * labels[item]!;
  });
  return [
    file(`${name}-images`, images),
    file(
      `${name}-labels`,
      idx([60], (item) => labels[item]!),
    ),
  ];
}

/** Three classes of pictures, dropped and found. */
async function found(page: Receptive): Promise<FoundDialog> {
  const dialog = new FoundDialog(page.page);
  await dialog.drop(...pair('squares', 3));
  await dialog.dialog.waitFor();
  return dialog;
}

/** What has the focus, by its name. */
const focused = (page: Receptive): Promise<string> =>
  page.page.evaluate(() => {
    const { activeElement: element } = document;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
  });

test('shows what files are before they are taken, and takes them as they are wanted', async ({
  lab,
}) => {
  const page = await lab.open();
  const { dialog, classNames, use } = await found(page);
  expect(await focused(page)).toBe('What was found');
  const text = await dialog.textContent();
  expect(text).toMatch(/\d+ pictures of 12×12 pixels, grey, in 3 classes; \d+ more for testing\./);
  // Nothing is taken yet.
  expect(await page.dataSet.inputValue()).toBe('xo');
  expect(await page.dataSet.locator('option[value^="kept:"]').count()).toBe(0);
  const shown = dialog.getByRole('list', { name: 'Some of the pictures' }).locator('canvas');
  expect(await shown.count()).toBe(4);

  // Names that are not whole yet keep it from being taken; Enter takes nothing.
  await classNames.fill('dark, grey');
  await classNames.press('Enter');
  expect(await dialog.isVisible()).toBe(true);
  expect(await use.isDisabled()).toBe(true);
  const reason = await use.getAttribute('aria-describedby');
  expect(await page.page.locator(`#${reason}`).textContent()).toContain('3 classes');
  // A list that was copied from somewhere is taken for what it is.
  await classNames.fill("['dark', 'grey', 'light']");
  await classNames.blur();
  await expect.poll(() => classNames.inputValue(), patience).toBe('dark, grey, light');
  await dialog.getByRole('rowheader', { name: 'light' }).waitFor();
  await use.click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => page.dataSet.inputValue(), patience).toMatch(/^kept:/);
  await expect.poll(() => page.region('Network').textContent(), patience).toContain('light');
  const alerts = await page.alerts.allTextContents();
  expect(alerts.join(' ')).toMatch(/^\d of 6 pictures for testing are among the training pictures/);
  await page.train.click();
  await page.goesOn();
});

test('shows what becomes of another choice, and leaves the focus where it is', async ({ lab }) => {
  const page = await lab.open();
  const files = await found(page);
  const turn = files.choice('Turn');
  const picture = files.dialog.locator('canvas').first();
  const pixels = () => picture.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await pixels();
  await turn.focus();
  await turn.selectOption('upside down');
  await expect.poll(pixels, patience).not.toBe(before);
  expect(await turn.evaluate((element) => element === document.activeElement)).toBe(true);
  await turn.selectOption('as it is');
  await expect.poll(pixels, patience).toBe(before);
});

test('leaves files alone that are not wanted', async ({ lab }) => {
  const page = await lab.open();
  const files = new FoundDialog(page.page);
  for (const leave of [
    () => page.page.keyboard.press('Escape'),
    () => files.dialog.getByRole('button', { name: 'Cancel' }).click(),
  ]) {
    await files.pick(...pair('squares', 3));
    await files.dialog.waitFor();
    await leave();
    await files.dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => focused(page), patience).toMatch(/^Open\s*IDX\s*files$/);
  }
  expect(await page.dataSet.inputValue()).toBe('xo');
  expect(await page.dataSet.locator('option[value^="kept:"]').count()).toBe(0);
  await page.train.click();
  await page.goesOn();
});

test('what is dropped meanwhile takes the place of what is shown, or is complained of there', async ({
  lab,
}) => {
  const page = await lab.open();
  const files = await found(page);
  await files.drop(file('notes.txt', Buffer.from('Shopping: milk, bread.')));
  const alert = files.dialog.getByRole('alert').filter({ hasText: 'notes.txt' });
  await alert.waitFor();
  expect(await files.use.isEnabled()).toBe(true);
  await files.drop(...pair('more', 2));
  await files.dialog.getByText(/of 12×12 pixels, grey, in 2 classes/).waitFor();
  expect(await alert.count()).toBe(0);
});

test('pictures for a class are looked at before they are added', async ({ lab }) => {
  const page = await lab.open();
  const sheet = new Sheet(page.page);
  await page.dataSet.selectOption('new');
  await sheet.dialog.getByRole('textbox', { name: 'Title' }).fill('Things');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 1' }).fill('cup');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 2' }).fill('spoon');
  await sheet.button('Make it, and add pictures').click();
  await sheet.dialog.getByRole('radio', { name: 'spoon' }).check();
  const chooser = page.page.waitForEvent('filechooser');
  await sheet.button('Add picture files…').click();
  const png = greyPng(
    12,
    Uint8Array.from({ length: 144 }, (_, at) => (isInside(at) ? 0 : 255)),
  );
  await (
    await chooser
  ).setFiles(['one.png', 'two.png'].map((name) => ({ name, mimeType: 'image/png', buffer: png })));
  const files = new FoundDialog(page.page);
  await files.dialog.getByText('2 pictures for the class “spoon” of “Things”').waitFor();
  expect(await files.classNames.count()).toBe(0);
  await files.take();
  await expect
    .poll(() => sheet.said.allTextContents(), patience)
    .toContain('Added to spoon: 2 pictures.');
  const chosen = sheet.dialog.getByRole('radio', { name: 'spoon', checked: true });
  await expect
    .poll(() => chosen.evaluate((radio) => radio.closest('label')?.textContent), patience)
    .toMatch(/2$/);
});

for (const [screen, device] of [
  ['desktop', { viewport: { width: 1440, height: 900 } }],
  ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing, ${colorScheme}, ${screen}`, async ({ lab }) => {
      const page = await lab.open({ colorScheme, ...device });
      const { dialog, classNames } = await found(page);
      const wrong = () => violations(page.page, 'dialog[open]', 'all');
      expect(await wrong()).toEqual([]);
      await classNames.fill('one');
      await classNames.blur();
      expect(await wrong()).toEqual([]);
      const over = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(over, 'scrolls sideways').toBeLessThanOrEqual(0);
    });
  }
}

/** 40 pictures of 12 x 12 of dark bars on paper, and four of blots. */
function onPaper(): BroughtFile {
  const rows = Array.from({ length: 44 }, (_, item) => {
    const ink = (at: number) => isInside(at) && (item >= 40 || at % 12 === 5 + (item % 2));
    const pixels = Array.from({ length: 144 }, (_, at) => (ink(at) ? item : 250));
    return `${item < 40 ? 'bar' : 'blot'},${pixels.join(',')}`;
  });
  const header = ['label', ...Array.from({ length: 144 }, (_, at) => `p${at}`)].join(',');
  return file('marks.csv', new TextEncoder().encode([header, ...rows].join('\n')));
}

test('shows dark pictures on paper as they are, and weighs uneven classes', async ({ lab }) => {
  const page = await lab.open({ colorScheme: 'light' });
  const files = new FoundDialog(page.page);
  await files.drop(onPaper());
  await expect.poll(() => files.toCheck.allTextContents(), patience).toHaveLength(1);
  await files.take();
  const input = page.region('Feature maps').getByRole('img', { name: /from paper 1 to ink 0/ });
  const corner = () =>
    input.evaluate((picture) => {
      const canvas = picture.closest('section')!.querySelector('canvas')!;
      const [box, all] = [picture, canvas].map((one) => one.getBoundingClientRect());
      const at = [box!.left - all!.left, box!.top - all!.top] as const;
      return [...canvas.getContext('2d')!.getImageData(at[0] + 3, at[1] + 3, 1, 1).data];
    });
  await expect.poll(async () => Math.min(...(await corner())), patience).toBeGreaterThan(240);

  const weights = page.region('Recipe').getByRole('combobox', { name: 'Class weights' });
  const said = async () => {
    await page.openDrawer('Curves');
    return page.region('Training curves').textContent();
  };
  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(1);
  await page.openDrawer('Curves');
  await page.openDrawer('Recipe');
  await weights.selectOption('balanced');
  await expect.poll(said, patience).toContain('the loss weighs the classes');
  await page.openDrawer('Recipe');
  await weights.selectOption('all alike');
  await expect.poll(said, patience).not.toContain('the loss weighs the classes');
  await page.train.click();
  await page.goesOn();
});
