import { patience } from './support/receptive';
import { expect, test } from './support/test';

const refused: [string, 'learningRate' | 'batchSize', string[]][] = [
  ['a learning rate', 'learningRate', ['-1', '', '1e9']],
  ['a batch size', 'batchSize', ['0', '2.5', '', '1000000']],
];

for (const [what, field, values] of refused) {
  test(`refuses ${what} that makes no sense, and keeps the old one`, async ({ lab }) => {
    const page = await lab.open();
    await page.train.click();
    await page.goesOn();
    await page.openDrawer('Recipe');
    const old = await page[field].inputValue();
    const address = page.page.url();
    for (const value of values) {
      await page.type(page[field], value);
      const message = await page.alert();
      expect(message).toMatch(field === 'learningRate' ? /learning rate/i : /batch size/i);
      expect(message).toMatch(/\.$/);
      expect(await page[field].getAttribute('aria-invalid')).toBe('true');
      await page.goesOn();
      await page[field].blur();
      expect(await page[field].inputValue(), `after '${value}'`).toBe(old);
      expect(page.page.url()).toBe(address);
    }
    // A good one is taken, and the message goes.
    await page.type(page[field], field === 'learningRate' ? '0.02' : '24');
    await expect.poll(() => page.alerts.count(), patience).toBe(0);
    await page.goesOn();
  });
}

test('changes the learning rate and the batch size in mid-run without a reset', async ({ lab }) => {
  const page = await lab.open();
  await page.train.click();
  await page.goesOn();
  await page.openDrawer('Recipe');
  for (const [field, value] of [
    [page.learningRate, '0.011'],
    [page.batchSize, '48'],
  ] as const) {
    const before = await page.number('step');
    await page.type(field, value);
    await expect.poll(() => page.page.url(), patience).toContain(value);
    await page.goesOn();
    expect(await page.number('step')).toBeGreaterThanOrEqual(before);
    expect(await field.inputValue()).toBe(value);
  }
  expect(await page.alerts.count()).toBe(0);
});

test('changes the rate of a dropout layer in mid-run, and keeps it in the address', async ({
  lab,
}) => {
  const hash =
    '#data=xo&network=own&layers=conv2d+filters+3+kernelSize+3*dropout+rate+0.5*dense+units+2';
  const page = await lab.open({ hash });
  await page.openDrawer('Recipe');
  const rate = page.page.getByRole('slider', { name: 'Dropout', exact: true });
  expect(await rate.inputValue()).toBe('0.5');
  await page.train.click();
  await page.goesOn();
  const before = await page.number('step');
  await rate.fill('0.2');
  await expect.poll(() => page.page.url(), patience).toContain('dropout+rate+0.2');
  await page.goesOn();
  expect(await page.number('step')).toBeGreaterThanOrEqual(before);
  expect(await page.alerts.count()).toBe(0);
});

test('trains nothing at a learning rate of 0', async ({ lab }) => {
  const page = await lab.open();
  const weights = await page.pictures('Filters');
  await page.type(page.learningRate, '0');
  await page.train.click();
  await page.goesOn();
  await page.rest();
  expect(await page.pictures('Filters')).toEqual(weights);
});

test('builds another network and another data set', async ({ lab }) => {
  const page = await lab.open();
  await page.train.click();
  await page.goesOn();

  await page.network.selectOption('softmax');
  await page.train.waitFor();
  await expect.poll(() => page.number('step'), patience).toBe(0);
  // No convolution: what is left are the rows of weights.
  await expect.poll(() => page.region('Network').textContent(), patience).not.toMatch(/max pool/);
  await page.train.click();
  await page.goesOn();

  const first = await page.pictures('Feature maps');
  await page.dataSet.selectOption('xo28');
  await page.train.waitFor();
  await expect.poll(() => page.number('step'), patience).toBe(0);
  await expect.poll(() => page.pictures('Feature maps'), patience).not.toEqual(first);
  expect(await page.network.inputValue()).toBe('softmax');
  await page.train.click();
  await page.goesOn();

  for (const network of ['small', 'dlfs', 'theano-lenet', 'keras-cnn']) {
    await page.network.selectOption(network);
    await page.train.waitFor();
    await expect.poll(() => page.number('step'), patience).toBe(0);
    await page.step.click();
    await expect.poll(() => page.number('step'), patience).toBe(1);
    expect(await page.text('loss'), network).toMatch(/\d/);
  }
  expect(await page.alerts.allTextContents()).toEqual([]);
});

test('trains the network that was chosen last, however soon Train is pressed', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo28&network=softmax' });
  // No waiting in between: the large network is still being built when Train is pressed.
  await page.page.evaluate(() => {
    const named = (text: string) =>
      [...document.querySelectorAll('label')].find((one) => one.textContent?.includes(text));
    const network = named('Network')?.querySelector('select');
    if (network) network.value = 'keras-cnn';
    network?.dispatchEvent(new Event('change', { bubbles: true }));
    const buttons = [...document.querySelectorAll('button')];
    buttons.find((one) => one.textContent?.trim() === 'Train')?.click();
  });
  await page.goesOn();
  expect(await page.network.inputValue()).toBe('keras-cnn');
  expect(page.page.url()).toContain('keras-cnn');
  expect(await page.alerts.allTextContents()).toEqual([]);
});

test.for(['en-US', 'de-DE'])('takes a decimal comma in %s', async (locale, { lab }) => {
  const page = await lab.open({ locale });
  await page.openDrawer('Recipe');
  const field = page.page.getByRole('spinbutton', { name: 'Learning rate' });
  const typed = async (text: string) => {
    await field.fill('');
    await field.pressSequentially(text);
    await field.press('Enter');
    return field.inputValue();
  };
  const rate = () => new URLSearchParams(new URL(page.page.url()).hash.slice(1)).get('rate');
  for (const [text, value] of [
    ['0,01', '0.01'],
    ['0.02', '0.02'],
    ['1e-3', '0.001'],
    [',5', '0.5'],
  ] as const) {
    await typed(text);
    await expect.poll(rate, patience).toBe(value);
  }
  await typed('1,500');
  const region = page.page.getByRole('region', { name: 'Recipe' });
  await expect
    .poll(() => region.innerText(), patience)
    .toMatch(/1,500 can be read in two ways.*It is still 0\.5/s);
  expect(rate()).toBe('0.5');
  await field.blur();
  expect(await field.inputValue()).toBe('0.5');
  await field.press('ArrowDown');
  await expect.poll(rate, patience).toBe('0.4');
});
