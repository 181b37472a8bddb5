import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptDatabase } from '../kept/coded.mjs';
import { decode } from '../kept/coded.mjs';
import { putIn } from '../kept/database.mjs';
import { keptFolder, mnistFolder, mnistMissing } from './support/paths.mjs';
import { readMnist } from './support/mnist';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

/** What pages of earlier versions keep in a browser, as tests/kept/make.mjs took it out. */
const names = readdirSync(keptFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

interface KeptRunRecord {
  id: string;
  name: string;
  kind: 'automatic' | 'copy';
  step: number;
  savedAt: number;
  testAccuracy: number;
}

interface KeptLink {
  hash: string;
  shown: Record<string, string>;
}

const dialog = (page: Receptive) => page.page.getByRole('dialog', { name: 'Runs and models' });
const rows = (page: Receptive) => dialog(page).getByRole('listitem');

function read(name: string): { database: KeptDatabase; links: KeptLink[]; model?: Buffer } {
  const file = (part: string) => readFileSync(join(keptFolder, name, part));
  const json = (part: string) => JSON.parse(file(part).toString()) as unknown;
  const model = readdirSync(join(keptFolder, name)).includes('model.safetensors');
  return {
    database: decode(json('database.json')) as KeptDatabase,
    links: json('links.json') as KeptLink[],
    ...(model ? { model: file('model.safetensors') } : {}),
  };
}

const needsMnist = ({ stores }: KeptDatabase) => (stores.files ?? []).length > 0;

/** MNIST's files, for which their names stand. */
function withMnist(database: KeptDatabase): KeptDatabase {
  if (!needsMnist(database)) return database;
  const mnist = readMnist();
  const files = database.stores.files!.map(([key]): [unknown, unknown] => {
    const bytes = mnist.get(`${String(key)}.gz`) ?? mnist.get(String(key));
    if (!bytes) throw new Error(`No file of MNIST is called ${String(key)}.`);
    return [key, new Uint8Array(bytes)];
  });
  return { ...database, stores: { ...database.stores, files } };
}

async function openRuns(page: Receptive): Promise<void> {
  await page.page.getByRole('button', { name: 'Runs', exact: true }).click();
  await dialog(page).waitFor();
}

/** Trains on, and is kept with the rest. */
async function trainsOn(page: Receptive): Promise<void> {
  await page.train.click();
  await page.goesOn();
  await page.rest();
  expect(await page.alerts.count()).toBe(0);
}

for (const name of names) {
  const { database, model } = read(name);
  const records = (database.stores.runs ?? []).map(([, value]) => value as KeptRunRecord);
  const sets = (database.stores.sets ?? []).map(([, value]) => value as { title: string });
  const skip = needsMnist(database) && mnistFolder === undefined;
  if (skip) console.log(`skipped: ${name} is not opened. ${mnistMissing}`);

  test.skipIf(skip)(`what a page of ${name} keeps opens and goes on`, async ({ lab, server }) => {
    const page = await lab.open({
      before: async ({ page: opening, watch }) => {
        watch.tolerate(/favicon\.ico/);
        await opening.goto(`${server.url}service-worker.js`);
        await putIn(opening, withMnist(database));
      },
    });
    expect(await page.alerts.count()).toBe(0);

    // Every run, at its step.
    for (const record of [...records].sort((a, b) => a.savedAt - b.savedAt)) {
      await openRuns(page);
      const said = `step ${record.step.toLocaleString('en')}`;
      const row =
        record.kind === 'copy'
          ? rows(page).filter({ hasText: record.name })
          : rows(page)
              .filter({ hasText: new RegExp(`${said}\\b`) })
              .filter({ hasNot: page.page.getByRole('button', { name: /^Download For later/ }) });
      const open = row.getByRole('button', { name: /^Open/ });
      if ((await open.count()) === 0) {
        expect(await row.textContent(), said).toContain('this page');
        await page.page.keyboard.press('Escape');
      } else {
        await open.first().click();
        await dialog(page).waitFor({ state: 'hidden' });
      }
      await expect.poll(() => page.number('step'), patience).toBe(record.step);
      await page.ready();
      await trainsOn(page);
    }

    // The copy's file, and the file that was taken then.
    for (const copy of records.filter(({ kind }) => kind === 'copy')) {
      await openRuns(page);
      const download = page.page.waitForEvent('download');
      await dialog(page)
        .getByRole('button', { name: new RegExp(`^Download ${copy.name}`) })
        .click();
      const bytes = readFileSync(await (await download).path());
      expect(model && bytes.equals(model), 'the same file as then').toBe(true);
      const file = {
        name: 'model.safetensors',
        mimeType: 'application/octet-stream',
        buffer: bytes,
      };
      await dialog(page).locator('input[type=file]').setInputFiles([file]);
      await dialog(page).waitFor({ state: 'hidden' });
      const accuracy = 100 * copy.testAccuracy;
      await expect.poll(() => page.number('test-accuracy'), patience).toBeCloseTo(accuracy, 0);
      expect(await page.alerts.count()).toBe(0);
    }

    for (const { title } of sets) {
      await page.dataSet.selectOption({ label: title });
      await expect.poll(() => page.number('step'), patience).toBe(0);
      await page.ready();
      await trainsOn(page);
    }

    if (needsMnist(database)) {
      // No mirror is there: what is kept serves.
      await page.dataSet.selectOption('mnist');
      await expect.poll(() => page.page.url(), patience).toContain('data=mnist');
      await page.ready();
      await trainsOn(page);
    }
  });
}

// Most versions write a link in the same way.
const links = new Map(
  names.flatMap((name) => read(name).links.map((link) => [JSON.stringify(link), link] as const)),
);

test('links of earlier pages open what they name', async ({ lab }) => {
  for (const { hash, shown } of links.values()) {
    const page = await lab.open({ hash });
    expect(await page.alerts.count(), hash).toBe(0);
    await page.openDrawer('Recipe');
    const optimizer = page.page.getByRole('combobox', { name: 'Optimizer', exact: true });
    const seed = page.page.getByRole('spinbutton', { name: 'Seed', exact: true });
    expect(
      {
        data: await page.dataSet.inputValue(),
        network: await page.network.inputValue(),
        learningRate: await page.learningRate.inputValue(),
        batchSize: await page.batchSize.inputValue(),
        seed: await seed.inputValue(),
        optimizer: await optimizer.inputValue(),
      },
      hash,
    ).toEqual(shown);
    await page.page.close();
  }
});
