import { openMirrors } from './support/mnist';
import { patience } from './support/receptive';
import { expect, test } from './support/test';

// The other tests rely on this: what goes wrong in the browser does not pass unnoticed.
test('errors and requests to other hosts are seen', async ({ lab }) => {
  const page = await lab.open();
  expect(page.watch.problems()).toEqual([]);
  await page.page.evaluate((elsewhere) => {
    console.error('said on purpose');
    setTimeout(() => {
      throw new Error('thrown on purpose');
    });
    void fetch('missing-on-purpose');
    void fetch(elsewhere).catch(() => undefined);
  }, openMirrors[0]!);
  for (const seen of [
    /console error: said on purpose/,
    /exception: .*thrown on purpose/s,
    /answered 404: .*missing-on-purpose/,
    /asked another host: GET https/,
    /request failed: https/,
  ]) {
    const found = () => page.watch.problems().some((problem) => seen.test(problem));
    await expect.poll(found, { ...patience, message: String(seen) }).toBe(true);
  }
  page.watch.tolerate(/./s);
});
