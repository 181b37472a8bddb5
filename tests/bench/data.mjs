// How fast the core makes and reads pictures, with one thread, in WebAssembly.
//
//   npm run build:wasm
//   node tests/bench/data.mjs
import { loadavg } from 'node:os';
import process from 'node:process';
import { load } from 'receptive';
import { loadFiles } from 'receptive/files';

const engine = await load({ threads: 1 });
const digits = engine.digitsDataset({ count: 10_000, seed: 1 });
const { pixels, labels } = digits.bytes();
const drawn = Array.from({ length: 500 }, (_, index) => engine.drawnDigit({ seed: 1, index }));
const files = await loadFiles();
const table = new TextEncoder().encode(
  Array.from(labels.subarray(0, 2000), (label, i) =>
    [label, ...pixels.subarray(i * 784, (i + 1) * 784)].join(','),
  ).join('\n'),
);

/** Looks at a table and takes its pictures. */
function takeTable() {
  const looking = files.look();
  looking.add('digits.csv', table.length, table.subarray(0, 4096));
  for (let file = looking.nextWish(); file !== undefined; file = looking.nextWish()) {
    looking.content(table);
    looking.contentEnd();
  }
  looking.find({});
  for (const file of looking.take()) {
    looking.takeContent(file, table, () => undefined);
    looking.takeContentEnd(file, () => undefined);
  }
  looking.finish();
  looking.dispose();
}

/** @type {[string, number, () => void][]} */
const jobs = [
  ['digits made', 10_000, () => engine.digitsDataset({ count: 10_000, seed: 2 }).dispose()],
  ['drawings made', 500, () => repeat(500, (index) => engine.drawnDigit({ seed: 2, index }))],
  [
    'drawings read (strokes to 28x28)',
    drawn.length,
    () => drawn.forEach(({ strokes }) => engine.prepareStrokes(strokes)),
  ],
  ['pictures of a CSV table looked at and taken', 2000, takeTable],
];
process.stdout.write(`${engine.variant}, one thread, load ${loadavg()[0]}\n`);
for (const [name, count, job] of jobs) {
  job();
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    job();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const best = times[0] ?? NaN;
  process.stdout.write(`${name}: ${Math.round((1000 * count) / best)} a second\n`);
}
engine.dispose();

/** @param {number} times @param {(index: number) => void} work */
function repeat(times, work) {
  for (let i = 0; i < times; ++i) work(i);
}
