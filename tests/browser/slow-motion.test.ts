import { patience } from './support/receptive';
import { expect, test } from './support/test';

test('X and O begin in slow motion, one step a picture, and go over to full speed', async ({
  lab,
}) => {
  const page = await lab.open();
  const slow = page.page.getByRole('button', { name: 'Slow motion' });
  expect(await slow.getAttribute('aria-pressed')).toBe('true');
  await page.train.click();
  await page.goesOn();
  // Counted by the page itself, which draws on while a test asks.
  const steps = await page.page.evaluate(async () => {
    const shown = () => Number(document.querySelector('[data-testid="step"]')!.textContent);
    const drawn = () => new Promise((next) => requestAnimationFrame(next));
    await drawn();
    const before = shown();
    for (let picture = 0; picture < 60; ++picture) await drawn();
    return shown() - before;
  });
  expect(steps).toBeGreaterThan(0);
  expect(steps).toBeLessThanOrEqual(61);

  await slow.click();
  expect(await slow.getAttribute('aria-pressed')).toBe('false');
  const turned = await page.number('step');
  await expect.poll(() => page.number('step'), patience).toBeGreaterThan(turned + 1000);
  await page.rest();
});

test('slow motion looks like a switch, and shows whether it is on', async ({ lab }) => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const page = await lab.open({ viewport });
    const slow = page.page.getByRole('button', { name: 'Slow motion' });
    const looks = () =>
      slow.evaluate((button) => ({
        on: button.getAttribute('aria-pressed') === 'true',
        // Not a link, and not struck through where its words take two lines.
        line: getComputedStyle(button).textDecorationLine,
        knob: getComputedStyle(button.querySelector('span')!).justifyContent,
      }));
    expect(await looks()).toEqual({ on: true, line: 'none', knob: 'flex-end' });
    await slow.click();
    await expect.poll(async () => (await looks()).on, patience).toBe(false);
    expect((await looks()).knob).not.toBe('flex-end');
  }
});
