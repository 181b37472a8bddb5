// Tables of whole nets.
import { figure, most, percent, table, times } from './markdown.mjs';

/** @typedef {import('../measure.mjs').Results} Results */
/** @typedef {import('../sections/training.mjs').Row} TrainingRow */

/** Of one thread in the browser, whichever kind of kernels reaches it. @param {Results} results */
function browserPeak({ browser }) {
  return most(browser.peaks.map(({ multiplyAddsPerSecond }) => multiplyAddsPerSecond));
}

/** @param {Results} results */
export function trainingTables(results) {
  const { training } = results;
  if (!training) return [];
  const titles = training.map(({ title }) => title);
  const names = [...new Set(training.flatMap(({ rows }) => rows.map(({ name }) => name)))];
  const speeds = names.map((name) => [
    name,
    ...training.map(({ rows }) => {
      return figure(rows.find((row) => row.name === name)?.examplesPerSecond);
    }),
  ]);

  const best = (
    /** @type {TrainingRow[]} */ rows,
    /** @type {(row: TrainingRow) => boolean} */ of,
  ) => most(rows.filter(of).map(({ examplesPerSecond }) => examplesPerSecond));
  const oneThread = (/** @type {TrainingRow} */ row) => row.ours && row.threads === 1;
  const twoThreads = (/** @type {TrainingRow} */ row) => row.ours && row.threads === 2;
  const peak = browserPeak(results);
  /** @param {string} name @param {(net: import('../sections/training.mjs').TrainingResult) => string} of */
  const ratio = (name, of) => [name, ...training.map(of)];
  return [
    table('Training: examples a second', ['', ...titles], speeds),
    table(
      'Training: what that comes to',
      ['', ...titles],
      [
        ratio('useful multiply-adds of an example', ({ multiplyAdds }) => figure(multiplyAdds)),
        ratio('ours, one thread: share of the peak', ({ rows, multiplyAdds }) =>
          percent((best(rows, oneThread) * multiplyAdds) / peak),
        ),
        ratio('ours, two threads over one, same build', ({ rows }) => times(overOneThread(rows))),
        ratio('ours, one thread, over ConvNetJS', ({ rows }) =>
          times(best(rows, oneThread) / best(rows, ({ name }) => name === 'ConvNetJS')),
        ),
        ratio('ours, one thread, over the best of the others with one', ({ rows }) =>
          times(best(rows, oneThread) / best(rows, (row) => !row.ours && row.threads === 1)),
        ),
        ratio('ours, two threads, over the best of the others', ({ rows }) =>
          times(best(rows, twoThreads) / best(rows, (row) => !row.ours)),
        ),
      ],
    ),
  ];
}

/** @param {TrainingRow[]} rows */
function overOneThread(rows) {
  const [two] = rows
    .filter(({ ours, threads }) => ours && threads === 2)
    .sort((a, b) => b.examplesPerSecond - a.examplesPerSecond);
  const one = rows.find(({ name }) => two?.name === `${name}, 2 threads`);
  return (two?.examplesPerSecond ?? NaN) / (one?.examplesPerSecond ?? NaN);
}

/** @param {Results} results */
export function inferenceTable(results) {
  const { inference } = results;
  if (!inference) return '';
  const names = [...new Set(inference.flatMap(({ rows }) => rows.map(({ name }) => name)))];
  const peak = browserPeak(results);
  /** @typedef {import('../sections/inference.mjs').Row} Row */
  const rows = names.map((name) => [
    name,
    ...inference.map((net) => {
      const row = net.rows.find((one) => one.name === name);
      return row ? `${micro(row.batchSeconds)} / ${micro(row.pictureSeconds)}` : '';
    }),
  ]);
  const least = (/** @type {Row[]} */ list, /** @type {'batchSeconds' | 'pictureSeconds'} */ of) =>
    -most(list.map((row) => -row[of]));
  const ours = (/** @type {Row[]} */ list) => list.filter((row) => row.ours && row.threads === 1);
  const theirs = (/** @type {Row[]} */ list) =>
    list.filter(({ name }) => name === 'onnxruntime-web');
  const shares = inference.map(({ rows: list, batch, multiplyAdds }) =>
    percent((batch * multiplyAdds) / least(ours(list), 'batchSeconds') / peak),
  );
  const ratios = inference.map(({ rows: list }) => {
    const over = (/** @type {'batchSeconds' | 'pictureSeconds'} */ of) =>
      times(least(theirs(list), of) / least(ours(list), of));
    return `${over('batchSeconds')} / ${over('pictureSeconds')}`;
  });
  return table(
    'Inference: microseconds for a batch / for one picture',
    ['', ...inference.map(({ title }) => title)],
    [
      ...rows,
      ['ours, one thread: share of the peak, a batch', ...shares],
      ['ours, one thread, over onnxruntime-web', ...ratios],
    ],
  );
}

const micro = (/** @type {number} */ seconds) => figure(seconds * 1e6);

/** @param {Results} results */
export function scalingTable(results) {
  const { scaling } = results;
  if (!scaling) return '';
  const peak = browserPeak(results);
  const rows = scaling.map((row) => [
    row.grows === 'side' ? 'picture' : row.grows,
    String(row.batch),
    `${row.side}x${row.side}`,
    `${row.channels}, ${2 * row.channels}`,
    figure(row.multiplyAdds / 1e6),
    figure(row.secondsPerPicture * 1e6),
    figure((row.secondsPerPicture * 1e12) / row.multiplyAdds),
    percent(row.multiplyAdds / row.secondsPerPicture / peak),
  ]);
  return table(
    `Scaling (${scaling[0]?.by}): training two convolutions of 3x3 and a dense layer`,
    [
      ...['grows', 'batch', 'picture', 'filters', 'million multiply-adds a picture'],
      ...['microseconds a picture', 'picoseconds a multiply-add', 'share of the peak'],
    ],
    rows,
  );
}
