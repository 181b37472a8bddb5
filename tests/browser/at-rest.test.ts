import { drawWithMouse, letterX } from './support/drawing.mjs';
import { countQuestions, questions, quiet } from './support/questions';
import { patience, type Receptive } from './support/receptive';
import { expect, test } from './support/test';

/** Asked by the clock: whether the run is kept. */
const heartbeats = new Set(['keepStatus']);

const seconds = 10;

/** Every tab, on a machine that may be busy. */
const longest = { timeout: 240_000 };

/** What the page asks its worker in ten seconds in which nothing happens. */
async function askedAtRest(page: Receptive): Promise<string[]> {
  // What was still to be asked of what happened before.
  await quiet(page);
  await page.page.clock.runFor(seconds * 1000);
  const { names: before } = await quiet(page);
  await page.page.clock.runFor(seconds * 1000);
  const { names } = await questions(page);
  await quiet(page);
  return names.slice(before.length).filter((name) => !heartbeats.has(name));
}

for (const picture of ['a test picture', 'a drawing'] as const) {
  test(`at rest every tab leaves the worker alone, with ${picture}`, longest, async ({ lab }) => {
    const page = await lab.open({
      async before({ page: opened }) {
        await countQuestions(opened);
        // Ten seconds at rest need not be waited for.
        await opened.clock.install();
      },
    });
    await page.trainUntil(90);
    await page.rest();
    if (picture === 'a drawing') {
      await drawWithMouse(page.page, letterX);
      await expect.poll(() => page.text('prediction'), patience).toMatch(/^[XO]$/);
    }
    const found: Record<string, string[]> = {};
    const tabs = page.page.getByRole('tablist', { name: 'Views' }).getByRole('tab');
    for (const tab of await tabs.all()) {
      await tab.click();
      const panel = page.page.locator('#stage-panel');
      await expect.poll(() => panel.textContent(), patience).not.toMatch(/^\s*(Loading…)?\s*$/);
      found[(await tab.textContent())!.trim()] = await askedAtRest(page);
    }
    expect(Object.keys(found).length).toBeGreaterThan(5);
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((tab) => [tab, []])));
  });
}
