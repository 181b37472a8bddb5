import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { letterO, letterX } from './support/drawing.mjs';
import { greyPng } from './support/png';
import { patience, type Receptive } from './support/receptive';
import { expect, test, type Lab } from './support/test';

const side = 12;
const perClass = 20;

/** A folder with a folder of PNG files for each class: bars and rings, a little shifted. */
function pictureFolder(lab: Lab): string {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-pictures-'));
  lab.after(async () => rmSync(folder, { recursive: true }));
  for (const name of ['bar', 'ring']) {
    mkdirSync(join(folder, name));
    for (let i = 0; i < perClass; ++i) {
      const pixels = new Uint8Array(side * side);
      const [left, top] = [4 + (i % 3), 4 + (Math.floor(i / 3) % 3)];
      for (let y = 0; y < 5; ++y) {
        for (let x = 0; x < 5; ++x) {
          const edge = x === 0 || y === 0 || x === 4 || y === 4;
          if (name === 'bar' ? x === 2 : edge) pixels[(top + y - 1) * side + left + x - 1] = 255;
        }
      }
      writeFileSync(join(folder, name, `${i}.png`), greyPng(side, pixels));
    }
  }
  return folder;
}

/** The sheet of the data sets, by its roles and names. */
class Sheet {
  readonly dialog: Locator;
  readonly pictures: Locator;
  readonly said: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Data sets' });
    this.pictures = this.dialog.getByRole('listbox', { name: 'Pictures' }).getByRole('option');
    this.said = this.dialog.getByRole('status');
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Browse data' }).click();
    await this.dialog.waitFor();
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name });
  }

  tab(name: RegExp): Locator {
    return this.dialog.getByRole('tab', { name });
  }

  async openFolder(folder: string): Promise<void> {
    await this.button(/^Open or download/).click();
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('Open a folder…').click();
    await (await chooser).setFiles(folder);
  }

  /** Labels of the pictures on the page, without what a network says. */
  async labels(): Promise<string[]> {
    const names = await this.pictures.evaluateAll((options) =>
      options.map((option) => option.getAttribute('aria-label') ?? ''),
    );
    return names.map((name) => name.split(',')[0]!);
  }
}

async function violations(page: Receptive): Promise<string[]> {
  const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
  const found = await new AxeBuilder({ page: page.page }).withTags(standards).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`);
}

test('a folder of pictures is browsed, changed, trained on and changed again', async ({ lab }) => {
  const page = await lab.open();
  const sheet = new Sheet(page.page);
  await sheet.open();
  await sheet.openFolder(pictureFolder(lab));
  const training = sheet.tab(/^Training/);
  await expect.poll(() => training.textContent(), patience).toContain('36');
  expect(await sheet.tab(/^Test/).textContent()).toContain('4');
  await expect.poll(() => sheet.pictures.count(), patience).toBe(36);

  // One class alone, then all of them.
  await sheet.button(/^ring/).click();
  await expect.poll(() => sheet.labels(), patience).toEqual(Array(18).fill('ring'));
  await sheet.button('All classes').click();
  await expect.poll(() => sheet.pictures.count(), patience).toBe(36);

  const before = await sheet.labels();
  await sheet.pictures.first().click();
  const other = before[0] === 'ring' ? 'bar' : 'ring';
  await sheet.dialog.getByRole('combobox', { name: 'Labelled' }).selectOption(other);
  await expect.poll(() => sheet.labels(), patience).toEqual([other, ...before.slice(1)]);
  await page.page.keyboard.press('Control+z');
  await expect.poll(() => sheet.labels(), patience).toEqual(before);

  await sheet.pictures.nth(2).click();
  await page.page.keyboard.press('Delete');
  const without = before.filter((_, i) => i !== 2);
  await expect.poll(() => sheet.labels(), patience).toEqual(without);
  await sheet.button('Undo').click();
  await expect.poll(() => sheet.labels(), patience).toEqual(before);

  await sheet.button('Train on it').click();
  await sheet.dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => page.dataSet.inputValue(), patience).toMatch(/^kept:/);
  await page.train.click();
  await page.goesOn();
  await page.rest();

  // What the network says is told beside each picture; a change begins the run anew.
  await sheet.open();
  await expect
    .poll(() => sheet.pictures.first().getAttribute('aria-label'), patience)
    .toMatch(/read right|misread as/);
  const tally = async (): Promise<number> => {
    const names = await sheet.pictures.evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));
    return names.filter((name) => name.includes('misread')).length;
  };
  const misread = await tally();
  await sheet.dialog.getByRole('checkbox', { name: 'Misread only' }).check();
  await expect.poll(() => sheet.pictures.count(), patience).toBe(misread);
  await sheet.dialog.getByRole('checkbox', { name: 'Misread only' }).uncheck();
  await expect.poll(() => sheet.pictures.count(), patience).toBe(36);
  await sheet.pictures.first().click();
  await sheet.button('Delete').click();
  await expect.poll(() => sheet.pictures.count(), patience).toBe(35);
  await sheet.close();
  await expect.poll(() => page.number('step'), patience).toBe(0);
  expect(await page.alert()).toContain('The run starts anew');
});

test('a built-in set stays as it is: a change goes into a copy', async ({ lab }) => {
  const page = await lab.open();
  const sheet = new Sheet(page.page);
  await sheet.open();
  await expect.poll(() => sheet.pictures.count(), patience).toBe(200);
  await sheet.pictures.nth(1).click();
  expect(await sheet.dialog.textContent()).toContain('a copy of your own');
  const [training] = await sheet.tab(/^Training/).allTextContents();
  await sheet.button('Delete').click();
  await expect
    .poll(() => sheet.said.allTextContents(), patience)
    .toContainEqual(expect.stringContaining('in a copy of your own'));
  await sheet.button(/^X and O drawn/).click();
  await expect.poll(() => sheet.tab(/^Training/).textContent(), patience).toBe(training);
});

/** Draws into the sheet's pad and adds the drawing with Enter. */
async function addDrawing(
  sheet: Sheet,
  page: Page,
  strokes: readonly (readonly (readonly [number, number])[])[],
  shift: number,
): Promise<void> {
  const pad = sheet.dialog.getByRole('img', { name: 'Pad for new pictures' });
  const box = await pad.boundingBox();
  if (!box) throw new Error('The pad is not visible.');
  for (const stroke of strokes) {
    for (const [i, [x, y]] of stroke.entries()) {
      await page.mouse.move(box.x + (x + shift) * box.width, box.y + y * box.height);
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
  await page.keyboard.press('Enter');
}

test('a set of one’s own is drawn, trained on, found again, exported and opened', async ({
  lab,
}) => {
  const page = await lab.open();
  const sheet = new Sheet(page.page);
  await page.dataSet.selectOption('new');
  await sheet.dialog.getByRole('textbox', { name: 'Title' }).fill('Crosses');
  await sheet.button('Make it, and add pictures').click();
  expect(await sheet.dialog.getByRole('alert').textContent()).toContain('every class a name');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 1' }).fill('cross');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 2' }).fill('round');
  await sheet.button('Make it, and add pictures').click();

  const train = sheet.button('Train on it');
  await train.waitFor();
  expect(await train.isDisabled()).toBe(true);
  for (const [name, strokes] of [
    ['cross', letterX],
    ['round', letterO],
  ] as const) {
    await sheet.dialog.getByRole('radio', { name }).check();
    for (let i = 0; i < 6; ++i) {
      await addDrawing(sheet, page.page, strokes, (i - 3) / 100);
      const chosen = sheet.dialog.getByRole('radio', { name, checked: true });
      const count = () => chosen.evaluate((radio) => radio.closest('label')?.textContent ?? '');
      await expect.poll(count, patience).toMatch(new RegExp(`${name}\\s*${i + 1}$`));
    }
  }
  await expect.poll(() => train.isEnabled(), patience).toBe(true);
  await train.click();
  await sheet.dialog.waitFor({ state: 'hidden' });
  const chosen = () =>
    page.dataSet.evaluate((s) => (s as HTMLSelectElement).selectedOptions[0]?.text);
  await expect.poll(chosen, patience).toBe('Crosses');
  await page.train.click();
  await page.goesOn();
  await page.rest();

  await page.page.reload();
  await page.ready();
  await expect.poll(chosen, patience).toBe('Crosses');
  expect(await page.alerts.count()).toBe(0);

  await sheet.open();
  const download = page.page.waitForEvent('download');
  await sheet.button('Export').click();
  const saved = await (await download).path();
  await sheet.button('Remove…').click();
  await sheet.dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.poll(() => sheet.button(/^Crosses/).count(), patience).toBe(0);
  await expect.poll(() => page.dataSet.inputValue(), patience).toBe('xo');

  const chooser = page.page.waitForEvent('filechooser');
  await sheet.button('Open files…').click();
  const buffer = readFileSync(saved);
  await (await chooser).setFiles([{ name: 'crosses.npz', mimeType: 'application/zip', buffer }]);
  await expect.poll(() => sheet.tab(/^Training/).textContent(), patience).toContain('10');
  expect(await sheet.tab(/^Test/).textContent()).toContain('2');
  expect(new Set(await sheet.labels())).toEqual(new Set(['cross', 'round']));
});

test('a camera gives pictures, or the page says why not', async ({ lab }) => {
  const page = await lab.open({
    before: async ({ page: tab }) => {
      // No machine that runs tests has a camera: first there is none, then one that sees a square.
      await tab.addInitScript(() => {
        let asked = 0;
        navigator.mediaDevices.getUserMedia = async () => {
          asked += 1;
          if (asked === 1) throw new DOMException('Requested device not found', 'NotFoundError');
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [320, 240];
          const context = canvas.getContext('2d')!;
          setInterval(() => {
            context.fillStyle = '#fff';
            context.fillRect(0, 0, 320, 240);
            context.fillStyle = '#000';
            context.fillRect(130, 90, 60, 60);
          }, 50);
          return canvas.captureStream(20);
        };
      });
    },
  });
  const sheet = new Sheet(page.page);
  await page.dataSet.selectOption('new');
  await sheet.dialog.getByRole('textbox', { name: 'Title' }).fill('Things');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 1' }).fill('cup');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 2' }).fill('spoon');
  await sheet.button('Make it, and add pictures').click();
  await sheet.button(/^Camera$/).click();
  await sheet.button('Start the camera').click();
  await expect
    .poll(() => sheet.dialog.getByRole('alert').allTextContents(), patience)
    .toEqual([expect.stringContaining('No camera was found')]);
  await sheet.button('Start the camera').click();
  const add = sheet.button('Add picture to cup');
  await expect.poll(() => add.isEnabled().catch(() => false), patience).toBe(true);
  await add.click();
  await sheet.dialog.getByRole('img', { name: 'The last pictures of cup' }).waitFor();
  await sheet.button('Stop the camera').click();
  expect(await sheet.button('Start the camera').isEnabled()).toBe(true);
});

test('says in the sheet what is wrong with files that were opened there', async ({ lab }) => {
  const page = await lab.open();
  const sheet = new Sheet(page.page);
  await sheet.open();
  await sheet.button(/^Open or download/).click();
  const chooser = page.page.waitForEvent('filechooser');
  await sheet.button('Open files…').click();
  const buffer = Buffer.from('PK\u0003\u0004 and then nothing of a ZIP file');
  await (await chooser).setFiles([{ name: 'broken.npz', mimeType: 'application/zip', buffer }]);
  await expect
    .poll(() => sheet.dialog.getByRole('alert').allTextContents(), patience)
    .toEqual([expect.stringContaining('broken.npz')]);
  await sheet.close();
  await page.train.click();
  await page.goesOn();
});

test('the sheet works with keys alone, and gives the focus back', async ({ lab }) => {
  const page = await lab.open();
  const sheet = new Sheet(page.page);
  const browse = page.page.getByRole('button', { name: 'Browse data' });
  await browse.focus();
  await page.page.keyboard.press('Enter');
  await expect.poll(() => sheet.pictures.count(), patience).toBe(200);
  const list = sheet.dialog.getByRole('listbox', { name: 'Pictures' });
  await list.focus();
  await page.page.keyboard.press('ArrowRight');
  await page.page.keyboard.press('ArrowRight');
  const chosen = list.getByRole('option', { selected: true });
  await expect.poll(() => chosen.count(), patience).toBe(1);
  expect(await sheet.dialog.textContent()).toContain('Training picture 2');
  await page.page.keyboard.press('PageDown');
  await expect.poll(() => sheet.dialog.textContent(), patience).toContain('201–400 of');
  await page.page.keyboard.press('Escape');
  await sheet.dialog.waitFor({ state: 'hidden' });
  expect(await browse.evaluate((element) => element === document.activeElement)).toBe(true);
  // Space belongs to Train again.
  expect(await page.train.isEnabled()).toBe(true);
});

for (const [title, options] of Object.entries({
  'light, wide': {},
  'dark, on a phone': {
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark' as const,
    hasTouch: true,
    isMobile: true,
  },
})) {
  test(`the sheet breaks no rule of accessibility: ${title}`, async ({ lab }) => {
    const page = await lab.open(options);
    const sheet = new Sheet(page.page);
    await sheet.open();
    await expect.poll(() => sheet.pictures.count(), patience).toBe(200);
    await sheet.pictures.nth(1).click();
    expect(await violations(page)).toEqual([]);
    const across = () => sheet.dialog.evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(await across()).toBe(0);
    for (const name of [/^Open or download/, /^New data set/]) {
      const lister = sheet.button('All data sets');
      if (await lister.isVisible()) await lister.click();
      await sheet.button(name).click();
      expect(await violations(page)).toEqual([]);
      expect(await across()).toBe(0);
    }
    await sheet.dialog.getByRole('textbox', { name: 'Title' }).fill('Letters');
    await sheet.dialog.getByRole('textbox', { name: 'Name of class 1' }).fill('a');
    await sheet.dialog.getByRole('textbox', { name: 'Name of class 2' }).fill('b');
    await sheet.button('Make it, and add pictures').click();
    await sheet.dialog.getByRole('img', { name: 'Pad for new pictures' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await across()).toBe(0);
  });
}
