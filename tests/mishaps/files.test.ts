import { mnistNames } from '../browser/support/mnist';
import { patience, type Receptive } from '../browser/support/receptive';
import { expect, test, type Lab } from '../browser/support/test';
import { writeKept, type Kept } from './support/kept';
import { hasKept, keepSome, readsWell } from './support/visits';

const names = mnistNames.map((name) => name.replace(/\.gz$/, ''));

/** The page over a database with these records, where a link asks for MNIST. */
function openForMnist(lab: Lab, url: string, kept: Kept): Promise<Receptive> {
  return lab.open({
    url,
    hash: '#data=mnist&network=softmax',
    before: async ({ page: opening, watch }) => {
      watch.tolerate(/favicon\.ico/);
      const beside = await opening.context().newPage();
      await beside.goto(`${url}service-worker.js`);
      await writeKept(beside, kept);
      await beside.close();
    },
  });
}

const file = (name: string, value: unknown) => ({ store: 'files', key: name, value });
const piece = (name: string, end: unknown, value: unknown) =>
  ({ store: 'begun', key: [name, end], value }) as Kept[number];
const packed = (length: number) => Uint8Array.from({ length }, (_, i) => [0x1f, 0x8b, 8][i] ?? i);

const cases: [what: string, damaged: Kept, said: RegExp][] = [
  [
    'files of other types',
    names.map((name, i) => file(name, ['text', null, { bytes: 3 }, [1, 2, 3]][i])),
    /files that this browser kept are damaged: download them again/,
  ],
  [
    'files cut short',
    names.map((name) => file(name, packed(1000))),
    /files that this browser kept are damaged: download them again/,
  ],
  [
    'pieces of other types, under keys that are none',
    [
      { store: 'begun', key: 'train-images-idx3-ubyte', value: packed(9) },
      { store: 'begun', key: 42 as unknown as string, value: packed(9) },
      piece(names[0]!, 'end', packed(9)),
      piece(names[0]!, 9, 'text'),
      piece(names[1]!, Infinity, packed(9)),
      piece(names[2]!, -5, packed(9)),
      piece(names[3]!, 1e300, { length: 5 }),
    ],
    /public mirror\. The files are checked and kept in this browser\. Open files/,
  ],
  [
    'a file that is missing, and pieces behind a gap',
    [
      ...names.slice(1).map((name) => file(name, packed(1000))),
      { store: 'begun', key: 42 as unknown as string, value: packed(9) },
      piece(names[0]!, 600_000, packed(600_000)),
      piece(names[0]!, 3e6, packed(1_000_000)),
      piece(names[0]!, 4e6, packed(1_000_000)),
    ],
    /It goes on from the 0\.6 MB that are here already/,
  ],
];

test('files and pieces of files that were changed by hand are said, and all else is there', async ({
  lab,
  server,
}) => {
  const first = await lab.open();
  const kept = await keepSome(first);
  await first.page.close();
  const failures: string[] = [];
  await Promise.all(
    cases.map(async ([what, damaged, said]) => {
      const page = await openForMnist(lab, server.url, [...kept, ...damaged]);
      const text = async () => (await page.page.locator('body').innerText()).replace(/\s+/g, ' ');
      await expect.poll(text, patience).toMatch(/There are three ways to get them/);
      if (!said.test(await text())) failures.push(`${what}: ${await text()}`);
      await readsWell(page);
      await page.page.keyboard.press('Escape');
      await hasKept(page);
      await page.page.context().close();
    }),
  );
  expect(failures).toEqual([]);
});
