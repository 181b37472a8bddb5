import { load, type Model } from 'receptive';
import { readSafetensors, safetensorsOf } from '../wasm/safetensors-bytes';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

const dialog = (page: Receptive) => page.page.getByRole('dialog', { name: 'Runs and models' });
const line = (page: Receptive) => page.region('Network').getByText(/safetensors/);

async function open(page: Receptive, name: string, bytes: Uint8Array): Promise<void> {
  await page.page.getByRole('button', { name: 'Runs', exact: true }).click();
  await dialog(page)
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
}

/** As a page saves it whose run was on MNIST. */
async function modelOf(preset: string): Promise<{ model: Model; bytes: Uint8Array<ArrayBuffer> }> {
  const engine = await load();
  const { spec } = engine.presets().find(({ name }) => name === preset)!;
  const model = engine.model({ ...spec, seed: 5 });
  const link = `data=mnist&network=${preset}`;
  return { model, bytes: model.saveWeights({ network: preset, link }) };
}

test('opens a model of MNIST in a fresh browser, on digits, and says where its weights come from', async ({
  lab,
}) => {
  const page = await lab.open();
  const { bytes } = await modelOf('small');
  await open(page, 'small-mnist.safetensors', bytes);
  await dialog(page).waitFor({ state: 'hidden' });
  await expect.poll(() => page.network.inputValue(), patience).toBe('small');
  expect(await page.dataSet.inputValue()).toBe('digits');
  expect(await line(page).textContent()).toMatch(/come from small-mnist\.safetensors/);
  expect(await page.alerts.allTextContents()).toEqual([]);
  const notices = page.page.getByRole('status', { name: 'Notices' });
  await notices.getByText(/trained on MNIST, which is not here yet/).waitFor();
  await notices.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => notices.getByText(/MNIST/).count(), patience).toBe(0);
  // A run that begins anew begins with random weights.
  await page.reset.click();
  await expect.poll(() => line(page).count(), patience).toBe(0);
});

test('opens weights of another program when the visitor agrees, and measures them at once', async ({
  lab,
}) => {
  const page = await lab.open();
  await page.trainUntil(60);
  const engine = await load();
  const { spec } = engine.presets().find(({ name }) => name === 'xo-three-filters')!;
  const model = engine.model({ ...spec, seed: 5 });
  const { tensors } = readSafetensors(model.saveWeights());
  const names = new Map(
    model
      .layers()
      .flatMap(({ name, parameters }, i) =>
        parameters.map((one) => [one.name, one.name.replace(name, String(i))]),
      ),
  );
  const renamed = tensors.map((tensor) => ({ ...tensor, name: names.get(tensor.name)! }));
  await open(page, 'net.safetensors', safetensorsOf(renamed, { format: 'pt' }));
  const asked = dialog(page).getByRole('region', { name: 'Do these weights belong there?' });
  await asked.getByRole('row', { name: '0.weight conv2d.weight' }).waitFor();
  expect(await page.number('step')).toBeGreaterThanOrEqual(60);
  await asked.getByRole('button', { name: 'Use these weights' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  expect(await line(page).textContent()).toMatch(/come from net\.safetensors/);
  await expect.poll(() => page.number('step'), patience).toBe(0);
  await expect
    .poll(() => page.page.getByTestId('test-accuracy').textContent(), patience)
    .toMatch(/\d/);
});

test('refuses a broken model file in the dialog, while the run goes on', async ({ lab }) => {
  const page = await lab.open();
  await page.trainUntil(60);
  const { bytes } = await modelOf('small');
  await open(page, 'cut.safetensors', bytes.slice(0, -100));
  const alert = dialog(page).getByRole('alert');
  await expect.poll(() => alert.textContent(), patience).toMatch(/^This model file cannot be read/);
  await expect.poll(() => page.alerts.count(), patience).toBe(1);
  await page.page.keyboard.press('Escape');
  expect(await page.network.inputValue()).toBe('xo-three-filters');
  await page.goesOn();
});
