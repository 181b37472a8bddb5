import { zip } from '../web/worker/data/opening/zip-writer';
import { FoundDialog } from './support/found';
import { greyPng } from './support/png';
import { patience } from './support/receptive';
import { expect, test } from './support/test';

const breeds = ['boxer', 'pug', 'husky'];
const breed = (i: number) => breeds[i % breeds.length]!;
const id = (i: number) => `00${i}f`;

/** A bar that is as wide as its breed says. */
function picture(i: number): Buffer {
  const pixels = Uint8Array.from({ length: 144 }, (_, at) => {
    const inside = at % 12 > 2 && at % 12 < 5 + 2 * (i % breeds.length);
    return inside && at > 30 && at < 120 ? 255 - i : 0;
  });
  return greyPng(12, pixels);
}

/** Breeds of dogs as Kaggle packs them; `folder` says where a training picture lies. */
function archive(folder: (i: number) => string): Buffer {
  const train = Array.from({ length: 30 }, (_, i) => i);
  const test = Array.from({ length: 6 }, (_, i) => 30 + i);
  const text = (lines: string[]) => new TextEncoder().encode(lines.join('\n'));
  return Buffer.from(
    zip([
      ...train.map((i) => ({ name: `dogs/${folder(i)}/${id(i)}.png`, bytes: picture(i) })),
      ...test.map((i) => ({ name: `dogs/test/${id(i)}.png`, bytes: picture(i) })),
      {
        name: 'dogs/labels.csv',
        bytes: text(['id,breed', ...train.map((i) => `${id(i)},${breed(i)}`), 'gone,pug']),
      },
      {
        name: 'dogs/sample_submission.csv',
        bytes: text(['id,boxer,husky,pug', ...test.map((i) => `${id(i)},0.3,0.3,0.3`)]),
      },
    ]),
  );
}

const mimeType = 'application/zip';

test('takes the classes of pictures from a table beside them in an archive', async ({ lab }) => {
  const page = await lab.open();
  const files = new FoundDialog(page.page);
  await files.pick({ name: 'dogs.zip', mimeType, buffer: archive(() => 'train') });
  await files.dialog.waitFor();
  const text = await files.dialog.textContent();
  expect(text).toMatch(/27 pictures of 12×12 pixels, grey, in 3 classes; 3 more for testing\./);
  expect(text).toContain('those of column breed of labels.csv');
  expect(text).toContain('Left out: 6 pictures for testing that dogs/labels.csv does not name');
  expect(await files.classNames.inputValue()).toBe('boxer, husky, pug');
  expect(await files.choice('Labels').count()).toBe(0);
  const checks = (await files.toCheck.allTextContents()).join(' ');
  expect(checks).toContain('labels.csv: 1 row names no picture that is here: gone.');
  await files.take();
  await expect.poll(() => page.dataSet.inputValue(), patience).toMatch(/^kept:/);
  await expect.poll(() => page.region('Network').textContent(), patience).toContain('husky');
  await page.train.click();
  await page.goesOn();
});

test('lets folders be the classes where a table says others', async ({ lab }) => {
  const page = await lab.open();
  const files = new FoundDialog(page.page);
  const buffer = archive((i) => (i % 2 === 0 ? 'train/male' : 'train/female'));
  await files.drop({ name: 'dogs.zip', mimeType, buffer });
  await files.dialog.waitFor();
  const labels = files.choice('Labels');
  expect(await labels.inputValue()).toBe('column breed');
  expect((await files.toCheck.allTextContents()).join(' ')).toContain(
    'column breed of labels.csv (3 classes) was taken, not the folders (2 classes)',
  );
  await labels.selectOption('folders');
  await expect.poll(() => files.classNames.inputValue(), patience).toBe('female, male');
  await files.take();
  await expect.poll(() => page.dataSet.inputValue(), patience).toMatch(/^kept:/);
});
