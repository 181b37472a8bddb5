import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

const dialog = (page: Receptive) => page.page.getByRole('dialog', { name: 'Share this page' });

test('a teacher’s link hides controls, and pupils can bring them back', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&seed=3' });
  await page.page.getByRole('tab', { name: 'Judge' }).click();
  await page.page.getByRole('button', { name: 'Share', exact: true }).click();
  for (const name of ['The recipe', 'The other tabs', 'Choosing and opening data']) {
    await dialog(page).getByRole('checkbox', { name }).check();
  }
  const link = await dialog(page).getByRole('textbox', { name: 'Link' }).inputValue();
  expect(link).toMatch(/view=judge&hide=data_recipe_tabs/);
  expect(await dialog(page).textContent()).toContain('starts at step 0');

  const pupil = await lab.open({ hash: new URL(link).hash, drawn: false });
  expect(await pupil.page.getByRole('tab', { selected: true }).first().textContent()).toMatch(
    /Judge/,
  );
  expect(await pupil.dataSet.count()).toBe(0);
  expect(await pupil.learningRate.count()).toBe(0);
  expect(await pupil.page.getByRole('tab', { name: 'Network', exact: true }).count()).toBe(0);
  expect(await pupil.train.isVisible()).toBe(true);
  // Its address says so, too: a reload does not bring anything back.
  expect(new URL(pupil.page.url()).hash).toBe(new URL(link).hash);
  await pupil.page.getByRole('button', { name: 'Show everything' }).click();
  await pupil.openDrawer('Recipe');
  await pupil.learningRate.waitFor();
  expect(await pupil.dataSet.inputValue()).toBe('xo');
  await expect.poll(() => pupil.page.url(), patience).not.toContain('hide=');
});

test('restores what is shown, and says what it does not know', async ({ lab }) => {
  const page = await lab.open({ hash: '#data=xo&show=gradients&picture=7&colour=red' });
  expect(await page.alert()).toBe('The link holds something that this page does not know: colour.');
  await expect.poll(() => page.page.url(), patience).toContain('show=gradients&picture=7');
  expect(page.page.url()).not.toContain('colour');
});
