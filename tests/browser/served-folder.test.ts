import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idx } from '../web/worker/idx-bytes';
import { FoundDialog } from './support/found';
import { patience } from './support/receptive';
import { expect, test, type Lab } from './support/test';

/** A folder of this name with 60 and 20 pictures of bars in MNIST's form, under these names. */
function folderOf(lab: Lab, title: string, nameOf: (name: string) => string): string {
  const above = mkdtempSync(join(tmpdir(), 'receptive-served-'));
  lab.after(async () => rmSync(above, { recursive: true }));
  const folder = join(above, title);
  mkdirSync(folder);
  const put = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, nameOf(name)), bytes);
  for (const [part, count, first] of [
    ['train', 60, 0],
    ['t10k', 20, 60],
  ] as const) {
    const images = idx([count, 12, 12], () => 0);
    for (let i = 0; i < count; ++i) {
      const width = 2 + 3 * ((first + i) % 3);
      for (let y = 2; y < 10; ++y) {
        images.fill(255 - first - i, 16 + i * 144 + y * 12 + 1, 16 + i * 144 + y * 12 + 1 + width);
      }
    }
    put(`${part}-images-idx3-ubyte`, images);
    put(
      `${part}-labels-idx1-ubyte`,
      idx([count], (item) => (first + item) % 3),
    );
  }
  return folder;
}

for (const [title, nameOf] of [
  ['fashion', (name: string) => name],
  ['kmnist', (name: string) => `kmnist-${name}`],
] as const) {
  test(`offers a served folder that is not MNIST under its own name: ${title}`, async ({ lab }) => {
    const page = await lab.open({
      url: await lab.serve({ mirrors: [], mnistDir: folderOf(lab, title, nameOf) }),
    });
    const options = () => page.dataSet.locator('option').allTextContents();
    expect(await options()).not.toContain(title);
    await page.dataSet.focus();
    await expect.poll(options, patience).toContain(title);
    await page.dataSet.selectOption({ label: title });
    const files = new FoundDialog(page.page);
    await files.dialog.waitFor();
    expect(await files.dialog.textContent()).toMatch(
      /60 pictures of 12×12 pixels, grey, in 3 classes; 20 more for testing\./,
    );
    // What is shown stays what it was until it is taken.
    expect(await page.dataSet.inputValue()).toBe('xo');
    await files.take();
    await expect.poll(() => page.dataSet.inputValue(), patience).toMatch(/^kept:/);
    expect(await page.dataSet.locator('option:checked').textContent()).toBe(title);
    // MNIST is still what can be had elsewhere.
    await page.dataSet.selectOption('mnist');
    await page.page.getByRole('button', { name: /^Download MNIST/ }).waitFor();
  });
}
