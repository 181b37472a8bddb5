import { violations } from './support/axe';
import { Sheet } from './support/data-sheet';
import { FoundDialog } from './support/found';
import { pictureFolder } from './support/picture-folder';
import { patience } from './support/receptive';
import { expect, test } from './support/test';

test('a folder of pictures is browsed, changed, trained on and changed again', async ({ lab }) => {
  const page = await lab.open();
  const sheet = new Sheet(page.page);
  await sheet.open();
  await sheet.openFolder(pictureFolder(lab));
  await new FoundDialog(page.page).take();
  const training = sheet.tab(/^Training/);
  await expect.poll(() => training.textContent(), patience).toContain('36');
  expect(await sheet.tab(/^Test/).textContent()).toContain('4');
  await expect.poll(() => sheet.pictures.count(), patience).toBe(36);

  // One class alone, then all of them.
  const rings = (await sheet.labels()).filter((name) => name === 'ring');
  await sheet.button(/^ring/).click();
  await expect.poll(() => sheet.labels(), patience).toEqual(rings);
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
  // Every pixel of the picture is a square of one colour.
  const large = sheet.dialog.getByRole('img', { name: /^Training picture 2:/ });
  const squares = await large.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const words = new Uint32Array(data.buffer);
    const cell = canvas.width / 9;
    const even = words.every((word, i) => {
      const [x, y] = [i % canvas.width, Math.floor(i / canvas.width)];
      return word === words[(y - (y % cell)) * canvas.width + x - (x % cell)];
    });
    return { cell, even, colours: new Set(words).size };
  });
  expect(squares).toMatchObject({ cell: 25, even: true });
  expect(squares.colours).toBeGreaterThan(1);
  const [training] = await sheet.tab(/^Training/).allTextContents();
  await sheet.button('Delete').click();
  await expect
    .poll(() => sheet.said.allTextContents(), patience)
    .toContainEqual(expect.stringContaining('in a copy of your own'));
  await sheet.button(/^X and O drawn/).click();
  await expect.poll(() => sheet.tab(/^Training/).textContent(), patience).toBe(training);
});

/** An IDX file of bytes. */
function idx(shape: number[], values: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((length, i) => header.writeUInt32BE(length, 4 + 4 * i));
  return Buffer.concat([header, values]);
}

test('IDX files that are dropped are trained on; the set and its classes can be named', async ({
  lab,
}) => {
  const page = await lab.open();
  const labels = Uint8Array.from({ length: 60 }, (_, i) => i % 10);
  const images = Uint8Array.from({ length: 60 * 784 }, (_, i) => labels[Math.floor(i / 784)]! * 25);
  const found = new FoundDialog(page.page);
  const mimeType = 'application/octet-stream';
  await found.drop(
    { name: 'some-images-idx3-ubyte', mimeType, buffer: idx([60, 28, 28], images) },
    { name: 'some-labels-idx1-ubyte', mimeType, buffer: idx([60], labels) },
  );
  await found.take();
  await expect.poll(() => page.dataSet.inputValue(), patience).toMatch(/^kept:/);

  const sheet = new Sheet(page.page);
  await sheet.open();
  await sheet.button('Edit class names').click();
  await sheet.button('Use Fashion-MNIST’s names').click();
  await sheet.button('Save names').click();
  await sheet.button(/^Ankle boot/).waitFor();
  // Esc gives up the new title, not the sheet.
  await sheet.button('Rename').click();
  await page.page.keyboard.press('Escape');
  await sheet.button('Rename').click();
  await sheet.dialog.getByRole('textbox', { name: 'Title of the data set' }).fill('Clothes');
  await page.page.keyboard.press('Enter');
  await sheet.button(/^Clothes/).waitFor();

  await sheet.tab(/^Test/).click();
  await sheet.pictures.last().click();
  // The names have changed, so the run has to begin anew before a picture can be shown in it.
  expect(await sheet.button('Show in network').count()).toBe(0);
  await sheet.close();
  const chosen = () =>
    page.dataSet.evaluate((s) => (s as HTMLSelectElement).selectedOptions[0]?.text);
  await expect.poll(chosen, patience).toBe('Clothes');
  await expect.poll(() => page.region('Network').textContent(), patience).toContain('Ankle boot');

  await sheet.open();
  await sheet.tab(/^Test/).click();
  await expect.poll(() => sheet.pictures.count(), patience).toBe(6);
  await sheet.pictures.last().click();
  await sheet.button('Show in network').click();
  await sheet.dialog.waitFor({ state: 'hidden' });
  await expect
    .poll(() => page.region('Feature maps').textContent(), patience)
    .toContain('test picture 6');
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
    expect(await violations(page.page)).toEqual([]);
    const across = () => sheet.dialog.evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(await across()).toBe(0);
    for (const name of [/^Open or download/, /^New data set/]) {
      const lister = sheet.button('All data sets');
      if (await lister.isVisible()) await lister.click();
      await sheet.button(name).click();
      expect(await violations(page.page)).toEqual([]);
      expect(await across()).toBe(0);
    }
    await sheet.dialog.getByRole('textbox', { name: 'Title' }).fill('Letters');
    await sheet.dialog.getByRole('textbox', { name: 'Name of class 1' }).fill('a');
    await sheet.dialog.getByRole('textbox', { name: 'Name of class 2' }).fill('b');
    await sheet.button('Make it, and add pictures').click();
    await sheet.dialog.getByRole('img', { name: 'Pad for new pictures' }).waitFor();
    expect(await violations(page.page)).toEqual([]);
    expect(await across()).toBe(0);
  });
}
