import type { Page } from 'playwright-core';
import { patience } from './support/receptive';
import { expect, test } from './support/test';

async function openBuilder(page: Page) {
  await page.getByRole('tab', { name: 'Build' }).click();
  const builder = page.getByRole('region', { name: 'Build a network' });
  const heads = builder.locator('ol .head');
  await heads.first().waitFor();
  /** What each layer is, and what it gives. */
  const layers = async () => {
    const texts = await heads.allInnerTexts();
    return texts.map((text) => text.split('\n').slice(0, 2).join(' = '));
  };
  return { builder, heads, layers };
}

test('builds a network by hand, says what does not fit, and trains it after a reload', async ({
  lab,
}) => {
  const lesson = await lab.open();
  const { page } = lesson;
  const { builder, heads, layers } = await openBuilder(page);
  await expect
    .poll(layers, patience)
    .toEqual([
      'Convolution 3 of 3×3, relu = 7×7×3',
      'Max pooling 2×2, last windows may hang over = 4×4×3',
      'Flatten = 48',
      'Dense 2 = 2',
    ]);

  // Behind the pooling, where the map is 4 x 4: 5 x 5 is marked before it is chosen.
  await heads.nth(1).click();
  await builder.getByRole('button', { name: '+ Add a layer' }).click();
  await builder.getByRole('button', { name: /^Convolution Small/ }).click();
  const size = builder.getByLabel('Filter size');
  const reason = /A 5×5 filter does not fit a 4×4 map: use padding same, or a smaller filter/;
  await builder.getByText(reason).first().waitFor();
  await size.selectOption('5');
  await builder.getByText('▲ does not fit', { exact: true }).waitFor();
  expect(await builder.getByRole('button', { name: 'Use this network' }).isDisabled()).toBe(true);
  await builder.getByLabel('Padding').selectOption('same');
  await expect
    .poll(async () => (await layers())[2], patience)
    .toMatch(/padding same, relu = 4×4×8/);

  // By keyboard in front of the pooling.
  await heads.nth(2).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect
    .poll(layers, patience)
    .toEqual([
      'Convolution 3 of 3×3, relu = 7×7×3',
      'Convolution 8 of 5×5, padding same, relu = 7×7×8',
      'Max pooling 2×2, last windows may hang over = 4×4×8',
      'Flatten = 128',
      'Dense 2 = 2',
    ]);

  await builder.getByRole('button', { name: 'Use this network' }).click();
  await builder.getByRole('button', { name: 'Show it' }).waitFor();
  expect(await lesson.network.inputValue()).toBe('own');
  await page.reload();
  await lesson.train.click();
  await lesson.goesOn();
  expect(await lesson.network.inputValue()).toBe('own');
  expect(await lesson.alerts.count()).toBe(0);
});

test('takes a network as text, refuses what is none, and undoes', async ({ lab }) => {
  const { page } = await lab.open();
  const { builder, layers } = await openBuilder(page);
  await expect.poll(layers, patience).not.toContain('Dense 2 = –');
  const before = await layers();
  await builder.getByText('As text').click();
  const text = builder.getByLabel('The layers as JSON');
  await text.fill('{"layers": 3}');
  await builder.getByRole('button', { name: 'Take it over' }).click();
  expect(await builder.getByRole('alert').innerText()).toMatch(/expected an array of layers/);
  await text.fill(
    '{"layers": [{"type": "dense", "units": 5, "activation": "tanh"}, {"type": "dense", "units": 7}]}',
  );
  await builder.getByRole('button', { name: 'Take it over' }).click();
  await expect.poll(layers, patience).toEqual(['Dense 5, tanh = 5', 'Dense 7 = 2']);
  await builder.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(layers, patience).toEqual(before);
});

test('says of a network in a link why it cannot be made, and shows another one', async ({
  lab,
}) => {
  const lesson = await lab.open({
    hash: '#data=xo&network=own&layers=conv2d+filters+3+kernelSize+40*dense+units+2',
  });
  expect(await lesson.alert()).toMatch(/conv2d: window: expected at most the map's height of 9/);
  await lesson.train.click();
  await lesson.goesOn();
});

test('weighs classes by a setting of the loss, which a link carries and the curves tell of', async ({
  lab,
}) => {
  const lesson = await lab.open();
  const { page } = lesson;
  const { builder } = await openBuilder(page);
  await builder.getByText('Settings of the loss').click();
  const weights = builder.getByLabel('Class weights');
  const takes = () => builder.getByRole('button', { name: 'Use this network' }).isEnabled();
  // A list without its brackets, of too many classes.
  await weights.fill('1, 2, 3');
  await weights.press('Enter');
  await builder.getByText(/expected one weight for each of the 2 classes/).waitFor();
  expect(await takes()).toBe(false);
  expect(await weights.inputValue()).toBe('[1,2,3]');
  await weights.fill('rare');
  await weights.press('Enter');
  expect(await builder.getByRole('alert').innerText()).toMatch(/It stays as it was/);
  await weights.fill('balanced');
  await weights.press('Enter');
  await expect.poll(takes, patience).toBe(true);
  await builder.getByRole('combobox', { name: 'Loss' }).selectOption('hinge');
  expect(await weights.inputValue()).toBe('balanced');
  await expect.poll(takes, patience).toBe(true);
  await builder.getByRole('button', { name: 'Use this network' }).click();
  await builder.getByRole('button', { name: 'Show it' }).waitFor();
  await expect.poll(() => page.url(), patience).toContain('&loss=hinge+classWeight+balanced');
  await page.reload();
  await lesson.train.click();
  await lesson.goesOn();
  await lesson
    .region('Training curves')
    .getByText('In training the loss weighs the classes, on the test set it does not.')
    .waitFor();
  expect(await lesson.alerts.count()).toBe(0);
});
