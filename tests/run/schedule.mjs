// The order of things: builds one after the other with all cores, and beside them the tests of what
// is built, one stage after the other, since many tests use one core.
import { Stop } from '../../wasm/toolchain/run.mjs';

/** @typedef {{ build: number, test: number }} Seconds */

/**
 * @typedef {object} Work
 * @property {string} name
 * @property {(() => Promise<void>) | undefined} build
 * @property {(() => Promise<unknown>) | undefined} test
 */

/**
 * Runs every build and, where that succeeded, its tests. The last one's tests begin when nothing
 * else is left.
 * @param {Work[]} works
 * @param {(name: string, error: Stop) => void} failed hears of builds that fail
 * @returns {Promise<Map<string, Seconds>>} what each took
 */
export async function runWorks(works, failed) {
  /** @type {Map<string, Seconds>} */
  const seconds = new Map(works.map(({ name }) => [name, { build: 0, test: 0 }]));
  /** @type {Promise<unknown>} */
  let builds = Promise.resolve();
  /** @type {Promise<unknown>} */
  let tests = Promise.resolve();
  for (const { name, build, test } of works) {
    const part = (
      /** @type {'build' | 'test'} */ kind,
      /** @type {() => Promise<unknown>} */ run,
    ) =>
      timed(run, (took) => {
        const both = seconds.get(name);
        if (both) both[kind] = took;
      }).then(
        () => true,
        (error) => {
          // A build that fails is a failed test; the others still have something to say.
          if (!(error instanceof Stop)) throw error;
          failed(name, error);
          return false;
        },
      );
    const built = build ? builds.then(() => part('build', build)) : Promise.resolve(true);
    if (build) builds = built;
    tests = Promise.all([built, tests]).then(([good]) =>
      good && test ? part('test', test) : undefined,
    );
  }
  await Promise.all([builds, tests]);
  return seconds;
}

/**
 * @param {() => Promise<unknown>} run
 * @param {(seconds: number) => void} tell also when it fails
 */
async function timed(run, tell) {
  const start = Date.now();
  try {
    await run();
  } finally {
    tell((Date.now() - start) / 1000);
  }
}

/**
 * @param {Map<string, Seconds>} seconds
 * @param {number} all from the first to the last
 */
export function table(seconds, all) {
  const column = (/** @type {number} */ value) =>
    (value < 0.05 ? '' : value.toFixed(1)).padStart(9);
  const rows = [...seconds].map(
    ([name, { build, test }]) => `${name.padEnd(9)}${column(build)}${column(test)}`,
  );
  const head = `${'seconds'.padEnd(9)}${'build'.padStart(9)}${'test'.padStart(9)}`;
  const foot = `${'together'.padEnd(9)}${column(all)} (builds and tests go on side by side)`;
  return [head, ...rows, foot].join('\n');
}
