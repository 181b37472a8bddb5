import { damages } from '../web/worker/damages';
import { patience, type Receptive } from '../browser/support/receptive';
import { expect, test, type Lab } from '../browser/support/test';
import { howOften, tellLosses } from './support/measure';
import { writeKept, type Kept } from './support/kept';
import { keepSome, openRuns, readsWell, trains } from './support/visits';

/** Opens the page over a database with these records. */
function openOver(lab: Lab, url: string, kept: Kept): Promise<Receptive> {
  return lab.open({
    url,
    before: async ({ page: opening, watch }) => {
      watch.tolerate(/favicon\.ico/);
      const beside = await opening.context().newPage();
      await beside.goto(`${url}service-worker.js`);
      await writeKept(beside, kept);
      await beside.close();
    },
  });
}

/** What is damaged is said, and the copy and the set that are whole are there. */
async function opensTheOthers(page: Receptive, said: RegExp): Promise<void> {
  const sets = () => page.dataSet.locator('option').allTextContents();
  await expect.poll(sets, patience).toContain('Crosses (unfinished)');
  const runs = await openRuns(page);
  await expect.poll(() => runs.innerText(), patience).toMatch(said);
  await runs
    .getByRole('button', { name: /^Open For later/ })
    .first()
    .click();
  await runs.waitFor({ state: 'hidden' });
  await expect.poll(() => page.number('step'), patience).toBeGreaterThan(0);
  await readsWell(page);
  await trains(page);
  await page.rest();
}

/** Every so many of the ways in which a thing can be damaged. */
const every = 37;

test('records that were changed by hand are counted, and the others are there', async ({
  lab,
  server,
}) => {
  const first = await lab.open();
  const kept = await keepSome(first);
  await first.page.close();
  const more: Kept = [];
  for (const { store, key, value } of kept) {
    if (store !== 'runs' && store !== 'sets') continue;
    let number = 0;
    for (const [, damaged] of damages(value as object)) {
      number += 1;
      if (number % every !== 0) continue;
      const name = `${String(key)}-${number}`;
      if ((damaged as { id?: unknown }).id === key) (damaged as { id: string }).id = name;
      more.push({ store, key: name, value: damaged });
      // Of some the record alone is there.
      const state = kept.find((one) => one.store === 'runStates' && one.key === key);
      if (state && number % 2 === 0) more.push({ ...state, key: name });
    }
  }
  const page = await openOver(lab, server.url, [...kept, ...more]);
  await opensTheOthers(page, /\d+ kept runs are damaged and cannot be read; the others are here\./);
  const runs = await openRuns(page);
  // What is listed can be opened, or is refused in a sentence.
  const open = runs.getByRole('button', { name: /^Open / });
  for (let i = 0; i < Math.min(4, await open.count()); ++i) {
    await open.nth(i).click();
    const done = async () =>
      (await runs.isHidden()) ||
      (await runs.getByRole('alert').filter({ hasText: /\S/ }).count()) > 0;
    await expect.poll(done, patience).toBe(true);
    await readsWell(page);
    if (await runs.isHidden()) await openRuns(page);
  }
});

test('a run that has diverged says so after a reload, and shows figures of weights that are some', async ({
  lab,
}) => {
  const page = await lab.open({ hash: '#data=xo&seed=5&rate=10' });
  await page.train.click();
  await expect.poll(() => page.train.isVisible(), patience).toBe(true);
  const said = () => page.page.getByText(/stopped/i).count();
  await expect.poll(said, patience).toBeGreaterThan(0);
  const step = await page.settled();
  await page.page.reload();
  await page.ready();
  expect(await page.number('step')).toBe(step);
  await expect.poll(said, patience).toBeGreaterThan(0);
  for (const figure of ['loss', 'train-accuracy', 'test-accuracy'] as const) {
    expect(await page.text(figure)).not.toMatch(/NaN|Infinity/);
  }
});

test(
  'random bytes in what is kept damage nothing else',
  { timeout: 10_000_000 },
  async ({ lab, server }) => {
    const first = await lab.open();
    const kept = await keepSome(first);
    await first.page.close();
    for (let seed = 1; seed <= howOften('damage'); ++seed) {
      const below = chance(seed);
      const changed = structuredClone(kept);
      const state = changed.find(({ store }) => store === 'runStates')!;
      const { checkpoint } = state.value as { checkpoint: Uint8Array };
      for (let left = 1 + below(8); left > 0; --left) {
        checkpoint[below(checkpoint.length)] = below(256);
      }
      const page = await openOver(lab, server.url, changed);
      await trains(page);
      await page.rest();
      await readsWell(page);
      await page.page.context().close();
    }
    tellLosses('damage', Array(howOften('damage')).fill({ steps: 0, seconds: 0 }));
  },
);

/** Whole numbers below a limit, the same from the same seed (xorshift32, Marsaglia 2003). */
function chance(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
