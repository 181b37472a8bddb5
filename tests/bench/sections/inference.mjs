// Predictions for a batch and for one picture, all libraries side by side.
import { multiplyAdds, nets } from '../nets.mjs';
import { bestOfRounds, withNet } from './rounds.mjs';

/** @typedef {import('../contenders.mjs').Opened} Opened */
/** @typedef {{ name: string, threads: number, ours: boolean, batchSeconds: number, pictureSeconds: number }} Row */
/** @typedef {{ net: string, title: string, batch: number, multiplyAdds: number, rows: Row[] }} InferenceResult */

/**
 * @param {Opened[]} opened
 * @param {import('./rounds.mjs').Effort} effort
 * @param {string[]} names of the nets
 * @returns {Promise<InferenceResult[]>}
 */
export async function measureInference(opened, effort, names) {
  const predictors = opened.filter(({ contender }) => contender.predicts !== false);
  /** @type {InferenceResult[]} */
  const results = [];
  for (const net of nets.filter(({ name }) => names.includes(name))) {
    process.stderr.write(`inference ${net.title}\n`);
    const rows = await withNet(predictors, net, async (able) => {
      await checkProbabilities(net, able);
      const batch = await bestOfRounds(able, 'batch', effort);
      const picture = await bestOfRounds(able, 'picture', effort);
      return able.map((one) => ({
        ...{ name: one.contender.name, threads: one.contender.threads, ours: one.contender.ours },
        batchSeconds: batch.get(one) ?? NaN,
        pictureSeconds: picture.get(one) ?? NaN,
      }));
    });
    const { name, title, batch } = net;
    results.push({ net: name, title, batch, multiplyAdds: multiplyAdds(net, false), rows });
  }
  return results;
}

/**
 * The same weights and pictures give the same probabilities.
 * @param {import('../nets.mjs').Net} net
 * @param {Opened[]} able
 */
async function checkProbabilities(net, able) {
  /** @type {number[] | undefined} */
  let truth;
  for (const one of able) {
    /** @type {number[]} */
    const found = await one.call('probabilities');
    truth ??= found;
    // What ConvNetJS multiplies by outside of training is the share that is dropped.
    if (one.contender.library === 'convnetjs' && net.name === 'dlfs') continue;
    const wanted = truth;
    const far = wanted.findIndex((value, i) => !(Math.abs(value - (found[i] ?? NaN)) < 1e-3));
    if (far < 0 && found.length === wanted.length) continue;
    throw new Error(
      `${one.contender.name} predicts otherwise for ${net.title}: ` +
        `value ${far} is ${found[far]} instead of ${wanted[far]}`,
    );
  }
}
