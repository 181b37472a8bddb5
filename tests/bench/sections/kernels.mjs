// The peak of one thread, and each kernel at the shapes of the five nets: natively and, by the same
// program, in the browser. Natively also against OpenBLAS and oneDNN.
import { join } from 'node:path';
import { repository } from '../../../wasm/toolchain/repository.mjs';
import { outcomeOf } from '../../../wasm/toolchain/jobs.mjs';
import { nets, operations } from '../nets.mjs';

/** @typedef {{ net: string, batch: number, operation: import('../nets.mjs').Operation }} KernelCase */
/** @typedef {{ case: number, by: string, pass: string, seconds: number }} Timing */
/** @typedef {{ name: string, multiplyAddsPerSecond: number }} Peak */

/**
 * @typedef {object} KernelResult
 * @property {Peak[]} peaks
 * @property {Timing[]} timings
 * @property {Record<string, string>} peers what was measured against
 */

/** Every operation of the five nets. @type {KernelCase[]} */
export const cases = nets.flatMap((net) =>
  operations(net).map((operation) => ({ net: net.title, batch: net.batch, operation })),
);

/** Kinds of kernels for the browser, and the module with each. */
const browserKernels = { simd: 'receptive_bench_simd', 'relaxed-simd': 'receptive_bench_relaxed' };

/**
 * @typedef {object} Wanted
 * @property {boolean} [peak]
 * @property {boolean} [kernels]
 * @property {boolean} [peers]
 * @property {number} seconds
 * @property {number} rounds
 */

/** @param {Wanted} wanted as native/request.h has it */
function request(wanted) {
  const list = cases.map(({ batch, operation }) => ({ batch, ...operation }));
  return JSON.stringify({ ...wanted, cases: list });
}

/** @param {Wanted} wanted @returns {Promise<KernelResult>} */
export async function measureNatively({ peak = false, ...rest }) {
  const { peaks } = await runNatively({ ...rest, peak, kernels: false, peers: false }, {});
  // OpenBLAS knows processors by name, and takes AVX2 for one that is newer than itself.
  const wide = peaks.some(({ name }) => name === 'avx512');
  const core = wide ? { OPENBLAS_CORETYPE: 'SkylakeX' } : {};
  return { ...(await runNatively(rest, core)), peaks };
}

/** @param {Wanted} wanted @param {Record<string, string>} more environment */
async function runNatively(wanted, more) {
  const program = join(repository, 'build/native/tests/bench/receptive_bench');
  // The peers read it before the program's first line runs.
  const env = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', ...more };
  const outcome = await outcomeOf(program, [request(wanted)], { env });
  if (!outcome.ok) throw new Error(`receptive_bench ${outcome.end}: ${outcome.output}`);
  return read(outcome.stdout.trim().split('\n'));
}

/**
 * @param {(method: string, ...args: unknown[]) => Promise<any>} call of a page's worker
 * @param {string} url of the server
 * @param {Wanted} wanted
 * @returns {Promise<KernelResult>}
 */
export async function measureInBrowser(call, url, wanted) {
  /** @type {KernelResult} */
  const all = { peaks: [], timings: [], peers: {} };
  for (const [kind, module] of Object.entries(browserKernels)) {
    let lines;
    try {
      lines = await call('kernels', `${url}kernels/${module}.mjs`, request(wanted));
    } catch (error) {
      process.stderr.write(`Kernels for ${kind} left out: ${error}\n`);
      continue;
    }
    const { peaks, timings } = read(lines);
    all.peaks.push(...peaks.map((peak) => ({ ...peak, name: kind })));
    all.timings.push(...timings.map((timing) => ({ ...timing, by: kind })));
  }
  return all;
}

/** @param {string[]} lines @returns {KernelResult} */
function read(lines) {
  const all = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  const peers = all.filter((line) => line.peer);
  return {
    peaks: all.filter((line) => line.peak).map((line) => ({ ...line, name: line.peak })),
    timings: all.filter((line) => line.pass),
    peers: Object.fromEntries(peers.map(({ peer, description }) => [peer, description])),
  };
}
