import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

/** Presses Tab until the control has the focus; answers with how often. */
async function tabTo(page: Receptive, name: string): Promise<number> {
  const focused = () =>
    page.page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLSelectElement ? element.labels?.[0] : element;
      return element?.getAttribute('aria-label') ?? label?.textContent?.trim() ?? '';
    });
  const passed: string[] = [];
  for (let presses = 1; presses <= 40; ++presses) {
    await page.page.keyboard.press('Tab');
    const at = await focused();
    if (at.startsWith(name)) return presses;
    passed.push(at);
  }
  throw new Error(`Tab does not reach ${name}; it passed ${passed.join(', ')}.`);
}

test('is run by keys alone', async ({ lab }) => {
  const page = await lab.open();
  const { keyboard } = page.page;
  // Whoever wants the network at once skips the header.
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  const focused = () => page.page.evaluate(() => document.activeElement?.id);
  expect(await focused()).toBe('stage-panel');
  await page.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.page.mouse.click(2, 2);
  // First the choices, then Train: in the order in which they are needed.
  expect(await tabTo(page, 'Data set')).toBeLessThanOrEqual(3);
  await tabTo(page, 'Network');
  expect(await tabTo(page, 'Train')).toBe(1);
  const outline = await page.page.evaluate(() => {
    const style = getComputedStyle(document.activeElement!);
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  });
  expect(outline, 'the focus is to be seen').toBe(true);

  await keyboard.press('Space');
  await page.pause.waitFor();
  await page.goesOn();
  await keyboard.press('Space');
  await page.train.waitFor();
  const paused = await page.settled();

  await keyboard.press('ArrowRight');
  await expect.poll(() => page.number('step'), patience).toBe(paused + 1);
  await keyboard.press('r');
  await expect.poll(() => page.number('step'), patience).toBe(0);

  const help = page.page.getByRole('dialog');
  await keyboard.press('?');
  await help.waitFor();
  // Keys belong to the help while it is open.
  await keyboard.press('ArrowRight');
  await keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  expect(await page.settled()).toBe(0);

  // The focus is back where it was.
  const opener = page.page.getByRole('button', { name: 'Help' });
  await opener.focus();
  await keyboard.press('Enter');
  await help.waitFor();
  await keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
});

test('takes keys wherever the focus is, except where something is typed', async ({ lab }) => {
  const page = await lab.open();
  const { keyboard } = page.page;
  await keyboard.press('Space');
  await page.goesOn();
  await keyboard.press('Space');
  await page.train.waitFor();
  const paused = await page.settled();
  await page.openDrawer('Recipe');
  await page.learningRate.focus();
  await keyboard.press('r');
  await keyboard.press('ArrowRight');
  expect(await page.settled()).toBe(paused);
});

test('draws by keys', async ({ lab }) => {
  const page = await lab.open();
  const { keyboard } = page.page;
  await keyboard.press('d');
  expect(await page.pad.evaluate((pad) => pad === document.activeElement)).toBe(true);
  await keyboard.press('Enter');
  for (let i = 0; i < 5; ++i) await keyboard.press('ArrowDown');
  await expect.poll(() => page.text('prediction'), patience).toMatch(/^[XO]$/);
  await keyboard.press('Delete');
  await expect.poll(() => page.text('prediction'), patience).toBe('');
});
