// Measuring several contenders on one net: each gets its turn in every round, so that a noisy
// moment of the machine does not hit one of them only.

/** @typedef {import('../contenders.mjs').Opened} Opened */
/** @typedef {import('../nets.mjs').Net} Net */

/**
 * @typedef {object} Effort
 * @property {number} rounds
 * @property {number} seconds of each measurement in each round
 * @property {number} warmUp seconds before the first
 */

/** A call of so many seconds is measured once. */
const slow = 2;

/**
 * The best of the rounds: seconds for one call, by contender.
 * @param {Opened[]} opened each with a net prepared
 * @param {'training' | 'batch' | 'picture'} what
 * @param {Effort} effort
 * @param {Map<Opened, number>} [known] seconds of a call that was made before
 * @returns {Promise<Map<Opened, number>>}
 */
export async function bestOfRounds(opened, what, { rounds, seconds, warmUp }, known = new Map()) {
  /** @type {Map<Opened, number>} */
  const best = new Map([...known].filter(([, once]) => once > slow));
  for (const one of opened) {
    if (!best.has(one)) await one.call('measure', what, warmUp);
  }
  for (let round = 0; round < rounds; ++round) {
    for (const one of opened) {
      const before = best.get(one) ?? Infinity;
      if (before !== Infinity && before > slow) continue;
      best.set(one, Math.min(before, await one.call('measure', what, seconds)));
    }
  }
  return best;
}

/**
 * Brings a net to everyone, lets `work` measure, and takes it away again. Whoever cannot is left
 * out, with a line that says why.
 * @template T
 * @param {Opened[]} opened
 * @param {Net} net
 * @param {(able: Opened[]) => Promise<T>} work
 */
export async function withNet(opened, net, work) {
  /** @type {Opened[]} */
  const able = [];
  for (const one of opened) {
    try {
      await one.call('prepare', net, one.url);
      able.push(one);
    } catch (error) {
      process.stderr.write(`${one.contender.name} leaves ${net.title} out: ${messageOf(error)}\n`);
    }
  }
  try {
    return await work(able);
  } finally {
    for (const one of able) await one.call('close');
  }
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
