import type { Locator } from 'playwright-core';
import { violations } from './support/axe';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

function panel(page: Receptive): Locator {
  return page.page.getByRole('region', { name: 'Explanation', exact: true });
}

/** Presses a picture of the network at a share of its width and height. */
async function press(page: Receptive, place: string, across = 0.1, down = 0.4): Promise<void> {
  const canvas = page.page.locator(`[data-place="${place}"]`).first();
  const box = (await canvas.boundingBox())!;
  await canvas.click({ position: { x: box.width * across, y: box.height * down } });
}

/** Numbers with four figures, as the squares of a table have them in their titles. */
async function numbersOf(page: Receptive, table: string): Promise<number[]> {
  const cells = panel(page).getByRole('table', { name: table }).locator('td[title]');
  const titles = await cells.evaluateAll((list) => list.map((cell) => cell.getAttribute('title')!));
  return titles.map((title) => Number(title.replace('−', '-').replace(/:.*/, '')));
}

async function shown(page: Receptive): Promise<number> {
  const text = await panel(page).locator('.number b').innerText();
  return Number(text.replace('−', '-'));
}

test('a square of a map is written out, and stepped through by keys', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&network=xo-three-filters' });
  await press(page, 'conv2d maps');
  await panel(page).getByRole('table', { name: 'picture' }).waitFor();
  const [picture, filter] = [await numbersOf(page, 'picture'), await numbersOf(page, 'filter')];
  expect(picture).toHaveLength(9);
  const sum = picture.reduce((all, value, i) => all + value * filter[i]!, 0);
  // The biases of an untrained network are 0.
  expect(await shown(page)).toBeCloseTo(sum, 2);
  expect(await violations(page.page, '#drawer')).toEqual([]);

  const title = panel(page).getByRole('heading');
  const { keyboard } = page.page;
  await panel(page).getByRole('button', { name: 'Next position' }).focus();
  await keyboard.press('Home');
  await expect.poll(() => title.innerText(), patience).toMatch(/^convolution · map \d · \(1, 1\)$/);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await expect.poll(() => title.innerText(), patience).toMatch(/^convolution · map \d · \(2, 2\)$/);
  const step = await page.number('step');
  await expect.poll(async () => (await numbersOf(page, 'picture')).length, patience).toBe(9);
  expect(step, 'the keys step through the map, not through training').toBe(0);

  await keyboard.press('Escape');
  await title.waitFor({ state: 'hidden' });
  await page.region('Training curves').waitFor();
});

test('the walk goes from the loss to a weight, whose gradient is right', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&network=xo-three-filters' });
  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(1);
  await page.page.getByRole('button', { name: 'Walk back from the loss' }).click();
  const next = panel(page).getByRole('button', { name: 'Next stop' });
  const stops = [
    'Loss to score',
    'Through the dense layer',
    'Through the pooling',
    'Through the ReLU',
    'To one weight',
    'The optimizer’s step',
  ];
  for (const [i, stop] of stops.entries()) {
    await panel(page)
      .getByText(`${i + 1} of 6`)
      .waitFor();
    expect(await panel(page).getByRole('group', { name: 'Walk backwards' }).innerText()).toContain(
      stop,
    );
    if (stop === 'To one weight') {
      await panel(page).getByText('They agree.').waitFor();
      await panel(page).getByRole('button', { name: 'Check again' }).click();
      await panel(page).getByText('checked once more').waitFor();
      expect(await violations(page.page, '#drawer')).toEqual([]);
    }
    if (i + 1 < stops.length) await next.click();
  }
  await panel(page).getByText('SGD, momentum').waitFor();
  await expect.poll(() => next.isDisabled(), patience).toBe(true);
});

test('a loss that weighs classes is written out with the weight, which the measured gradient has too', async ({
  lab,
}) => {
  const page = await lab.open({
    hash: '#data=xo&network=xo-three-filters&loss=softmaxCrossEntropy+classWeight+.2.5',
  });
  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(1);
  await page.page.getByRole('button', { name: 'Walk back from the loss' }).click();
  await panel(page).getByText('d loss / d score = weight · (probability − target) =').waitFor();
  const words = await panel(page).innerText();
  const [, weight] = /is multiplied by (2|5)\.000/.exec(words) ?? [];
  expect(words).toMatch(new RegExp(`the loss is [\\d.]+ = −${weight}\\.000 · ln 0\\.\\d+`));
  const next = panel(page).getByRole('button', { name: 'Next stop' });
  for (let i = 0; i < 4; i++) await next.click();
  await panel(page).getByText('They agree.').waitFor();
});

test('goes on telling while the network trains, on a phone as well', async ({ lab }) => {
  const page = await lab.open({
    hash: '#data=xo&network=xo-three-filters',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  await press(page, 'conv2d maps');
  await panel(page).getByRole('table', { name: 'filter' }).waitFor();
  const before = await numbersOf(page, 'filter');
  await page.train.click();
  await expect.poll(() => numbersOf(page, 'filter'), patience).not.toEqual(before);
  await page.pause.click();
  await panel(page).getByRole('button', { name: 'Backwards' }).click();
  await panel(page).getByText('read by ReLU').waitFor();
  expect(await violations(page.page, '#drawer')).toEqual([]);
  await panel(page).getByRole('button', { name: 'Close the explanation' }).click();
  await panel(page).getByRole('heading').waitFor({ state: 'hidden' });
});

test('a weight that training leaves alone has no next step, and its place is told first', async ({
  lab,
}) => {
  const page = await lab.open({ hash: '#data=xo&network=xo-hand-made' });
  await page.region('Network').getByText('They were made by hand and stay as they are').waitFor();
  await press(page, 'conv2d filters');
  await panel(page)
    .getByText('One of the nine numbers of this filter: what lies under it is multiplied with it')
    .waitFor();
  await panel(page).getByText('Next step: none').waitFor();
  expect(await panel(page).innerText()).not.toContain('η =');
});

test('a function is drawn, and no class vanishes where the panel takes the room', async ({
  lab,
}) => {
  const page = await lab.open({ hash: '#data=digits&network=dlfs' });
  await press(page, 'conv2d_tanh maps');
  await panel(page).getByText('Any number becomes one between −1 and 1, and 0 stays 0.').waitFor();
  const curve = () => panel(page).locator('svg path.curve').getAttribute('d');
  await expect.poll(async () => (await curve())?.split('L').length, patience).toBe(61);
  const bars = page.region('Network').locator('li[data-unit]');
  const told = async (): Promise<number> => {
    const more = page.region('Network').getByText(/^\d+ more, /);
    const others = (await more.count()) > 0 ? parseInt(await more.innerText()) : 0;
    return (await bars.count()) + others;
  };
  await expect.poll(told, patience).toBe(10);
});
