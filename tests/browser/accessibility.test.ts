import { AxeBuilder } from '@axe-core/playwright';
import { drawWithMouse, letterX } from './support/drawing.mjs';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

async function violations(page: Receptive): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page: page.page })
    .withTags(standards)
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [screen, viewport] of [
    ['desktop', { width: 1440, height: 900 }],
    ['phone', { width: 390, height: 844 }],
  ] as const) {
    test(`axe finds nothing, ${colorScheme}, ${screen}`, async ({ lab }) => {
      const page = await lab.open({ colorScheme, viewport });
      expect(await violations(page), 'before training').toEqual([]);
      await page.trainUntil(90);
      expect(await violations(page), 'in training').toEqual([]);
      await page.rest();
      await drawWithMouse(page.page, letterX);
      await expect.poll(() => page.text('prediction'), patience).toMatch(/^[XO]$/);
      expect(await violations(page), 'after training, with a drawing').toEqual([]);

      await page.page.getByRole('button', { name: 'Help' }).click();
      await page.page.getByRole('dialog').waitFor();
      expect(await violations(page), 'help').toEqual([]);
      await page.page.keyboard.press('Escape');
      await page.dataSet.selectOption('mnist');
      await page.page.getByRole('button', { name: /^Download MNIST/ }).waitFor();
      expect(await violations(page), 'the ways to get MNIST').toEqual([]);
    });
  }
}

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
