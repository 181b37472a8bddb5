import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ReadProgress } from '../../../../../web/worker/data/looking/read-progress';
import { open } from '../../../../../web/worker/data/opening/open';
import { never } from '../opening/bytes';

const noise = (length: number) => new Uint8Array(length).map((_, i) => (i * i) >> 7);

async function told(names: Record<string, Uint8Array<ArrayBuffer>>) {
  const picked = Object.entries(names).map(([path, bytes]) => ({
    path,
    file: new File([bytes], path),
  }));
  const { files } = await open(picked, never);
  const reports: [string, number, number][] = [];
  const progress = new ReadProgress(files, (...report) => reports.push(report));
  for (const file of files) {
    progress.begins(file);
    for await (const piece of progress.pieces(file)) expect(piece.length).toBeGreaterThan(0);
  }
  return reports;
}

test('is told in bytes of all files, as their pieces come', async () => {
  const reports = await told({ 'a.csv': noise(600_000), 'b.csv': noise(1000) });
  expect(reports).toEqual([
    ['a.csv', 0, 601_000],
    ['a.csv', 262_144, 601_000],
    ['a.csv', 524_288, 601_000],
    ['a.csv', 600_000, 601_000],
    ['b.csv', 600_000, 601_000],
    ['b.csv', 601_000, 601_000],
  ]);
});

test('of what only unpacking tells the size of, in packed bytes', async () => {
  const packed = new Uint8Array(gzipSync(noise(3_000_000)));
  const reports = await told({ 'a.csv.gz': packed });
  const done = reports.map(([, bytes]) => bytes);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect([done[0], done.at(-1)]).toEqual([0, packed.length]);
  expect(new Set(reports.map(([, , all]) => all))).toEqual(new Set([packed.length]));
});

test('a file that was read otherwise counts as a whole', async () => {
  const { files } = await open(
    ['a.png', 'b.png'].map((path) => ({ path, file: new File([noise(100)], path) })),
    never,
  );
  const reports: [string, number, number][] = [];
  const progress = new ReadProgress(files, (...report) => reports.push(report));
  for (const file of files) {
    progress.begins(file);
    progress.ended(file);
  }
  expect(reports).toEqual([
    ['a.png', 0, 200],
    ['b.png', 100, 200],
  ]);
});
