// Tables of the peak and of single kernels.
import { size } from '../nets.mjs';
import { cases } from '../sections/kernels.mjs';
import { figure, percent, table, times } from './markdown.mjs';

/** @typedef {import('../measure.mjs').Results} Results */
/** @typedef {import('../sections/kernels.mjs').Timing} Timing */
/** @typedef {import('../sections/kernels.mjs').KernelCase} KernelCase */

const peers = ['OpenBLAS', 'oneDNN'];

/** @param {Results} results */
export function peakTable({ browser, native }) {
  const row =
    (/** @type {string} */ where) =>
    (/** @type {import('../sections/kernels.mjs').Peak} */ peak) => [
      `${where}, ${peak.name}`,
      figure((2 * peak.multiplyAddsPerSecond) / 1e9),
    ];
  const rows = [...browser.peaks.map(row('browser')), ...(native?.peaks ?? []).map(row('native'))];
  return table('Peak of one thread, GFLOP/s: multiply-adds on registers alone', ['', ''], rows);
}

/**
 * Every pass that was measured, as rows of seconds by whose kernel it is.
 * @param {Timing[]} timings
 */
function passes(timings) {
  /** @type {Map<string, { one: KernelCase, pass: string, seconds: Record<string, number> }>} */
  const rows = new Map();
  for (const { case: index, by, pass, seconds } of timings) {
    const one = cases[index];
    if (!one) continue;
    const key = `${String(index).padStart(3, '0')} ${order(pass)}`;
    const row = rows.get(key) ?? { one, pass, seconds: {} };
    row.seconds[by] = seconds;
    rows.set(key, row);
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** @param {string} pass */
const order = (pass) => (pass === 'forward' ? 0 : pass === 'backward weights' ? 1 : 2);

/** @param {KernelCase} one */
function title({ net, operation: { kind, input, output, kernel, padding } }) {
  const from = input.join('x');
  const rest = {
    conv: `conv ${output[0]} of ${kernel}x${kernel}${padding > 0 ? ' same' : ''} on ${from}`,
    dense: `dense ${output[0]} on ${size(input)}`,
    pool: `pool ${kernel}x${kernel} on ${from}`,
  };
  return `${net}: ${kind in rest ? rest[/** @type {keyof typeof rest} */ (kind)] : `${kind} on ${from}`}`;
}

/** @param {KernelCase} one */
const work = ({ batch, operation }) => batch * operation.multiplyAdds;

/** @param {Results} results */
export function kernelTables({ browser, native }) {
  const timings = [...browser.timings, ...(native?.timings ?? [])].filter(
    ({ by }) => !peers.includes(by),
  );
  if (browser.timings.length === 0) return [];
  const all = passes(timings);
  const names = [...new Set(timings.map(({ by }) => by))];
  const peaks = new Map(
    [...browser.peaks, ...(native?.peaks ?? [])].map(({ name, multiplyAddsPerSecond }) => [
      name,
      multiplyAddsPerSecond,
    ]),
  );
  const products = all.filter(({ one }) => work(one) > 0);
  const others = all.filter(({ one }) => work(one) === 0);
  return [
    table(
      'Kernels: share of the peak that their instructions have',
      ['', 'pass', ...names],
      products.map(({ one, pass, seconds }) => [
        ...[title(one), pass],
        ...names.map((name) =>
          percent(work(one) / (seconds[name] ?? NaN) / (peaks.get(name) ?? NaN)),
        ),
      ]),
    ),
    table(
      'Kernels without multiply-adds: GB/s of values read and written',
      ['', 'pass', ...names],
      others.map(({ one, pass, seconds }) => [
        ...[title(one), pass],
        ...names.map((name) => figure(traffic(one, pass) / (seconds[name] ?? NaN) / 1e9)),
      ]),
    ),
  ];
}

/**
 * Forward: x in, y out, and the winners of a pooling. Backward: what belongs to y in (winners or y),
 * dy in, dx in and out.
 * @param {KernelCase} one
 * @param {string} pass
 */
function traffic({ batch, operation: { kind, input, output } }, pass) {
  const [x, y] = [size(input), size(output)];
  const forward = kind === 'pool' ? x + 2 * y : x + y;
  return 4 * batch * (pass === 'forward' ? forward : 2 * y + 2 * x);
}

/** @param {Results} results */
export function nativeTable({ native }) {
  if (!native || Object.keys(native.peers).length === 0) {
    return native?.timings.length
      ? 'OpenBLAS and oneDNN are not installed: nothing to compare native kernels with ' +
          '(Debian: apt-get install libopenblas-dev libdnnl-dev).'
      : '';
  }
  const ours = native.peaks.at(-1)?.name ?? '';
  const rows = passes(native.timings).filter(({ one }) => work(one) > 0);
  const rate = (/** @type {KernelCase} */ one, seconds = NaN) =>
    figure((2 * work(one)) / seconds / 1e9);
  const best = (/** @type {Record<string, number>} */ seconds) =>
    Math.min(...peers.map((peer) => seconds[peer] ?? Infinity));
  const nets = [...new Set(rows.map(({ one }) => one.net))];
  const sum = (
    /** @type {string} */ net,
    /** @type {(seconds: Record<string, number>) => number} */ of,
  ) => rows.filter(({ one }) => one.net === net).reduce((all, { seconds }) => all + of(seconds), 0);
  const about = peers.filter((peer) => native.peers[peer]);
  return [
    table(
      `Native kernels (${ours}), one thread, GFLOP/s by useful multiply-adds`,
      ['', 'pass', 'ours', ...about, 'ours over the best'],
      [
        ...rows.map(({ one, pass, seconds }) => [
          ...[title(one), pass, rate(one, seconds[ours])],
          ...about.map((peer) => rate(one, seconds[peer])),
          times(best(seconds) / (seconds[ours] ?? NaN)),
        ]),
        ...nets.map((net) => [
          ...[`${net}: a training step`, 'all'],
          ...['', ...about.map(() => '')],
          times(sum(net, best) / sum(net, (seconds) => seconds[ours] ?? NaN)),
        ]),
      ],
    ),
    '',
    ...about.map((peer) => `${peer}: ${native.peers[peer]}.`),
    'OpenBLAS is given patches that are made already, oneDNN data in the formats it likes best.',
  ].join('\n');
}
