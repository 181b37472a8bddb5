import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

const notices = (page: Receptive) => page.page.getByRole('status', { name: 'Notices' });
const dialog = (page: Receptive) => page.page.getByRole('dialog', { name: 'Runs and models' });

async function runs(page: Receptive): Promise<void> {
  await page.page.getByRole('button', { name: 'Runs', exact: true }).click();
  await dialog(page).waitFor();
}

/** Trains a while and rests; answers with the step once it is kept. */
async function trained(page: Receptive): Promise<number> {
  await page.trainUntil(90);
  const step = await page.rest();
  // Whoever looks at the list sees what is kept.
  await runs(page);
  await expect.poll(() => dialog(page).getByText('this page').count(), patience).toBeGreaterThan(0);
  await page.page.keyboard.press('Escape');
  return step;
}

test('goes on after a reload where it was, and says so', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&seed=5' });
  const step = await trained(page);
  const figures = await Promise.all([page.text('loss'), page.text('test-accuracy')]);
  await page.page.reload();
  await page.ready();
  expect(await page.number('step')).toBe(step);
  expect(await Promise.all([page.text('loss'), page.text('test-accuracy')])).toEqual(figures);
  await expect
    .poll(() => notices(page).textContent(), patience)
    .toMatch(/Restored: step [\d,]+, saved (\d+ seconds? before|as) the page was closed\./);

  await page.step.click();
  await expect.poll(() => page.number('step'), patience).toBe(step + 1);
  await page.page.reload();
  await page.ready();
  await notices(page).getByRole('button', { name: 'Start anew' }).click();
  await expect.poll(() => page.number('step'), patience).toBe(0);
  expect(await notices(page).getByText('Restored').count()).toBe(0);
  // What was begun anew stays so.
  await page.page.reload();
  await page.ready();
  expect(await page.number('step')).toBe(0);
});

test('a change made at rest is there after a reload', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&seed=5' });
  const step = await trained(page);
  await page.type(page.learningRate, '0.25');
  // At once: there may have been no time to write it down.
  await page.page.reload();
  await page.ready();
  expect(await page.number('step')).toBe(step);
  await page.openDrawer('Recipe');
  expect(await page.learningRate.inputValue()).toBe('0.25');
  expect(await page.alerts.count()).toBe(0);
});

test('two tabs keep a run each; copies are named, opened and deleted', async ({ lab }) => {
  const page = await lab.open();
  const step = await trained(page);
  const other = await lab.open({ beside: page });
  expect(await other.number('step')).toBe(0);
  await runs(other);
  await dialog(other).getByText('open in another tab').waitFor();
  await other.page.keyboard.press('Escape');

  await runs(page);
  await dialog(page).getByRole('textbox', { name: 'Name of the copy' }).fill('For later');
  await dialog(page).getByRole('button', { name: 'Keep a copy' }).click();
  await dialog(page).getByText('For later', { exact: true }).waitFor();
  const file = page.page.waitForEvent('download');
  await dialog(page)
    .getByRole('button', { name: /^Download For later/ })
    .click();
  const saved = await (await file).path();
  await page.page.keyboard.press('Escape');
  expect(
    await page.page.evaluate(() => document.activeElement?.textContent?.trim()),
    'the focus is back where the dialog was opened',
  ).toBe('Runs');
  await page.reset.click();
  await expect.poll(() => page.number('step'), patience).toBe(0);

  // A copy goes on where it was kept.
  await runs(page);
  await dialog(page)
    .getByRole('button', { name: /^Open For later/ })
    .click();
  await expect.poll(() => page.number('step'), patience).toBe(step);

  // The weights alone, from a file.
  await page.reset.click();
  await expect.poll(() => page.number('step'), patience).toBe(0);
  await runs(page);
  await dialog(page).locator('input[type=file]').setInputFiles(saved);
  await dialog(page).waitFor({ state: 'hidden' });
  await expect.poll(() => page.number('test-accuracy'), patience).toBeGreaterThan(85);

  await runs(page);
  await dialog(page)
    .getByRole('button', { name: /^Delete For later/ })
    .click();
  await dialog(page).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(() => dialog(page).getByText('For later').count(), patience).toBe(0);
});

test('is ready where another tab holds up what the browser keeps, and says what is not kept', async ({
  lab,
  server,
}) => {
  const page = await lab.open({
    before: async ({ page: opening, watch }) => {
      watch.tolerate(/favicon\.ico/);
      // A page of an earlier version, which does not let go of its own database.
      const holder = await opening.context().newPage();
      await holder.goto(`${server.url}service-worker.js`);
      await holder.evaluate(
        () =>
          new Promise<void>((done, fail) => {
            const request = indexedDB.open('receptive', 1);
            request.onsuccess = () => {
              Object.assign(window, { held: request.result });
              done();
            };
            request.onerror = () => fail(request.error!);
          }),
      );
    },
  });
  await page.step.click();
  expect(await page.alert()).toMatch(
    /^This run could not be kept in this browser \(its storage does not answer\. Close the other tabs/,
  );
  await page.train.click();
  await page.goesOn();
});
