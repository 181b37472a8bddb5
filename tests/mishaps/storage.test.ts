import { patience } from '../browser/support/receptive';
import { expect, test, type Lab } from '../browser/support/test';
import type { Fault } from './support/faults';
import { faultyPage, faultySite, tell } from './support/faulty-site';
import { writeKept, type Kept } from './support/kept';
import { hasKept, keepSome, openRuns, readsWell, trains } from './support/visits';

/**
 * What is said of it at the top of the page, as a problem or as a notice, in the list of runs, or
 * nowhere, since nothing is lost.
 */
type Said = { alert: RegExp } | { notice: RegExp } | { runs: RegExp } | 'nothing';

const notKept = { alert: /^This run could not be kept in this browser \(.+\): it is here until/ };
const silent = { alert: /its storage does not answer/ };
const unread = { runs: /What this browser keeps of your runs cannot be read/ };

const cases: [call: string, how: Fault['how'], said: Said][] = [
  ['IDBFactory.open', 'fails', notKept],
  ['IDBFactory.open', 'full', { alert: /there is no room left/ }],
  ['IDBFactory.open', 'hangs', silent],
  ['IDBDatabase.transaction', 'fails', notKept],
  ['IDBDatabase.transaction', 'hangs', { runs: /does not answer/ }],
  ['IDBDatabase.transaction', 'closed', notKept],
  ['IDBObjectStore.getAll', 'fails', unread],
  ['IDBObjectStore.getAll', 'hangs', unread],
  ['IDBObjectStore.get', 'fails', { alert: /^The run could not go on where it was\. .+\./ }],
  ['IDBObjectStore.get', 'hangs', { alert: /^The run could not go on where it was\. .+\./ }],
  ['IDBObjectStore.put', 'fails', notKept],
  ['IDBObjectStore.put', 'full', { alert: /there is no room left/ }],
  ['IDBObjectStore.put', 'hangs', { notice: /^Storing takes long: / }],
  ['StorageManager.estimate', 'fails', 'nothing'],
  ['StorageManager.estimate', 'hangs', 'nothing'],
  ['LockManager.request', 'fails', 'nothing'],
  ['LockManager.request', 'hangs', 'nothing'],
  ['LockManager.query', 'fails', 'nothing'],
  ['LockManager.query', 'hangs', 'nothing'],
  ['Storage.getItem', 'fails', 'nothing'],
  ['Storage.setItem', 'full', 'nothing'],
];

/** So many pages wait side by side. */
const atOnce = 3;

test('whatever call to the browser’s storage fails or hangs, the page trains, says so and keeps what was there', async ({
  lab,
}) => {
  const host = await faultySite();
  lab.after(() => host.close());
  const first = await lab.open({ url: host.url, serviceWorkers: 'block' });
  const kept = await keepSome(first);
  const left = [...cases];
  const failures: string[] = [];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [call, how] = next;
        await survives(lab, kept, ...next).catch((error: unknown) => {
          failures.push(`${call} ${how}: ${String(error)}`);
        });
      }
    }),
  );
  expect(failures).toEqual([]);
  console.log(`mishaps: ${cases.length} calls to storage failed, hung or had no room`);
});

/** The page is opened while a call fails, and once more when none does. */
async function survives(
  lab: Lab,
  kept: Kept,
  call: string,
  how: Fault['how'],
  said: Said,
): Promise<void> {
  let fault: Fault | undefined = { call, how };
  const host = await faultySite(() => fault);
  lab.after(() => host.close());
  const page = await lab.open({
    url: host.url,
    serviceWorkers: 'block',
    before: async ({ page: opening, watch }) => {
      watch.tolerate(/favicon\.ico/);
      const beside = await opening.context().newPage();
      await beside.goto(`${host.url}service-worker.js`);
      await writeKept(beside, kept);
      await beside.close();
      await faultyPage(opening, fault);
    },
  });
  await trains(page);
  await page.rest();
  if (said !== 'nothing' && 'alert' in said) expect(await page.alert()).toMatch(said.alert);
  if (said !== 'nothing' && 'notice' in said) {
    const notices = page.page.getByRole('status', { name: 'Notices' });
    await expect.poll(() => notices.innerText(), patience).toMatch(said.notice);
    expect(await page.alerts.count()).toBe(0);
  }
  const runs = await openRuns(page);
  if (said !== 'nothing' && 'runs' in said) {
    const text = () => runs.innerText();
    await expect.poll(text, patience).toMatch(said.runs);
  }
  await page.page.keyboard.press('Escape');
  await readsWell(page);
  expect(Object.keys(await tell(page.page, 'calls?'))).toContain(call);

  fault = undefined;
  await page.page.close();
  await hasKept(await lab.open({ url: host.url, beside: page }));
  await page.page.context().close();
}
