import { violations } from './support/axe';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

const openJudge = (page: Receptive) =>
  page.page.getByRole('tab', { name: 'Judge', exact: true }).click();

const text = async (page: Receptive, id: string): Promise<string> =>
  ((await page.page.getByTestId(id).textContent()) ?? '').replace(/\s+/g, ' ').trim();

test('judges an untrained network, then a trained one, and opens its pictures', async ({ lab }) => {
  const page = await lab.open();
  await openJudge(page);
  await expect
    .poll(() => text(page, 'judge-measured'), patience)
    .toMatch(/test pictures after step 0/);
  expect(await text(page, 'judge-verdict')).toMatch(/not been trained yet: it guesses/);

  await page.trainUntil(90);
  const step = await page.rest();
  const measured = new RegExp(`after step ${step.toLocaleString('en')}\\.`);
  await expect.poll(() => text(page, 'judge-measured'), patience).toMatch(measured);
  expect(await text(page, 'judge-verdict')).toMatch(/\d % are right: \d/);
  await expect.poll(() => text(page, 'judge-warnings'), patience).toMatch(/Nothing wrong|\d/);

  // By keyboard through the matrix, to the pictures of a square, and to one in the network.
  const grid = page.page.getByRole('grid', { name: /Confusion matrix/ });
  const cells = grid.getByRole('gridcell');
  expect(await cells.count()).toBe(4);
  await cells.first().focus();
  await page.page.keyboard.press('ArrowRight');
  await page.page.keyboard.press('ArrowDown');
  await page.page.keyboard.press('Enter');
  expect(await cells.nth(3).getAttribute('aria-selected')).toBe('true');
  const picture = page.page.getByRole('button', { name: /^Test picture \d+: it is O;/ }).first();
  // In one go: the pictures of the square may just be taking the place of others.
  const label = await picture.evaluate((button: HTMLElement) => {
    button.click();
    return button.getAttribute('aria-label') ?? '';
  });
  const [, index] = /^Test picture (\d+)/.exec(label)!;
  expect(await page.page.getByRole('tab', { name: 'Network' }).getAttribute('aria-selected')).toBe(
    'true',
  );
  await expect.poll(() => page.region('Network').textContent(), patience).toContain(index!);
});

test('records histograms while it trains, and passes axe', async ({ lab }) => {
  const page = await lab.open();
  await openJudge(page);
  await page.trainUntil(90);
  const strip = page.page.getByRole('button', { name: /^conv2d, weights over the run/ });
  await strip.waitFor();
  await page.rest();
  await strip.click();
  await page.page.getByRole('img', { name: /^Histogram/ }).waitFor();
  expect(await violations(page.page)).toEqual([]);
});

test('says why training stopped, and starts over with a lower rate', async ({ lab }) => {
  const page = await lab.open();
  await openJudge(page);
  await page.type(page.learningRate, '10');
  await page.page.getByRole('button', { name: 'Slow motion', pressed: true }).click();
  await page.train.click();
  const reason = page.page.getByTestId('judge-stopped-reason');
  await reason.waitFor();
  expect(await reason.textContent()).toMatch(/expected a finite loss.*layer/);
  await page.page.getByRole('button', { name: /^Start over with a rate of/ }).click();
  await expect.poll(() => page.learningRate.inputValue(), patience).toBe('0.005');
  await reason.waitFor({ state: 'detached' });
});

test('draws no bar for an answer that is no number', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&rate=10&batch=1' });
  await page.page.getByRole('button', { name: 'Slow motion', pressed: true }).click();
  await page.train.click();
  await page.page.getByText('The training stopped by itself').waitFor();
  const bars = () =>
    page.page.locator('ul.shares li[data-unit]').evaluateAll((rows) =>
      rows.map((row) => ({
        share: row.querySelector('.share')?.textContent?.trim(),
        width: row.querySelector('.track > span')?.getBoundingClientRect().width,
      })),
    );
  await expect.poll(bars, patience).toEqual([
    { share: '–', width: 0 },
    { share: '–', width: 0 },
  ]);
});

test('says nothing of an error when another run begins', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo28' });
  await openJudge(page);
  const measured = () => text(page, 'judge-measured');
  await expect.poll(measured, patience).toMatch(/test pictures after step 0/);
  // Each of these asked for pictures that the new run had not judged yet.
  await page.page.getByTestId('judge-verdict').waitFor();
  for (let i = 0; i < 3; ++i) {
    await page.reset.click();
    await expect.poll(measured, patience).toMatch(/test pictures after step 0/);
    await page.frames(20);
  }
  await page.network.selectOption({ index: 1 });
  await expect.poll(measured, patience).toMatch(/test pictures after step 0/);
  await page.frames(20);
  expect(await page.alerts.count()).toBe(0);
});

test('knows the whole run, though it was opened late', async ({ lab }) => {
  const page = await lab.open();
  await page.trainUntil(90);
  await page.rest();
  await openJudge(page);
  // After the first step at least, and now; between them by the clock.
  const axis = page.page.getByText(/^From left to right: step 0 to/);
  await axis.waitFor();
  const [, looks] = /(\d+)\s+looks/.exec((await axis.textContent()) ?? '')!;
  expect(Number(looks)).toBeGreaterThan(1);
});

test('writes no figure that is no number, and finds a run that broke off not healthy', async ({
  lab,
}) => {
  const page = await lab.open({ hash: '#data=xo&rate=10' });
  await page.page.getByRole('button', { name: 'Slow motion', pressed: true }).click();
  await page.train.click();
  await openJudge(page);
  await page.page.getByTestId('judge-stopped-reason').waitFor();
  await expect.poll(() => text(page, 'judge-warnings'), patience).not.toBe('');
  expect(await text(page, 'judge-warnings')).not.toMatch(/Nothing wrong/);
  const tabs = page.page.getByRole('tablist', { name: 'Views' }).getByRole('tab');
  for (const tab of (await tabs.all()).slice(0, 2)) {
    await tab.click();
    const body = await page.page.locator('body').innerText();
    expect(body).not.toMatch(/(NaN|Infinity|∞)\s*%|[±-]\s*(NaN|Infinity)|undefined/);
  }
});

test('draws a loss on a log scale whose lower end is 0.096', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&seed=29' });
  await page.step.click();
  await page
    .region('Training curves')
    .getByRole('button', { name: 'log scale of the loss' })
    .click();
  // In slow motion every step is drawn: at about the 91st the lowest loss is 0.12, and the axis counted
  // its ticks for ever.
  await page.train.click();
  await expect.poll(() => page.number('step'), patience).toBeGreaterThan(120);
  await page.rest();
  await page.frames(20);
  expect(await page.alerts.count()).toBe(0);
});

test('has one training accuracy, and says what a loss with smoothed labels comes down to', async ({
  lab,
}) => {
  const page = await lab.open({ hash: '#data=digits&network=99-in-seconds' });
  const curves = page.region('Training curves');
  await page.step.click();
  await curves
    .getByText(/^The loss cannot fall below 0\.500: .* smooths the labels by 10 %/)
    .waitFor();
  await page.train.click();
  await expect.poll(() => page.number('step'), patience).toBeGreaterThan(60);
  await page.rest();
  await page.frames(20);
  const heads = (await curves.locator('.values').allInnerTexts()).join(' ');
  expect(heads).toContain(await page.text('train-accuracy'));
  expect(heads).toContain(await page.text('loss'));
});

test('reads the curves by keyboard, on a log scale, and marks a changed recipe', async ({
  lab,
}) => {
  const page = await lab.open();
  await page.trainUntil(90);
  await page.rest();
  const curves = page.region('Training curves');
  const slider = curves.getByRole('slider');
  await slider.focus();
  await page.page.keyboard.press('Home');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^step \d+: loss \d.* in training/);
  expect(await text(page, 'curve-step')).toMatch(/^at step \d/);
  const before = Number(await slider.getAttribute('aria-valuenow'));
  await page.page.keyboard.press('ArrowRight');
  expect(Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(before);

  const log = curves.getByRole('button', { name: 'log scale of the loss' });
  await log.click();
  expect(await log.getAttribute('aria-pressed')).toBe('true');
  await page.type(page.learningRate, '0.002');
  await page.openDrawer('Curves');
  const changes = curves.getByRole('list', { name: /^Changes of the recipe/ });
  await expect.poll(() => changes.textContent(), patience).toMatch(/learning rate 0\.005 → 0\.002/);
  await curves.getByText('As a table').click();
  await expect.poll(() => curves.getByRole('row').count(), patience).toBeGreaterThan(3);
});
