// Whole training steps of the five nets, all libraries side by side.
import { multiplyAdds, nets, operations } from '../nets.mjs';
import { bestOfRounds, withNet } from './rounds.mjs';

/** @typedef {import('../contenders.mjs').Opened} Opened */
/** @typedef {{ name: string, threads: number, ours: boolean, examplesPerSecond: number, losses: number[] }} Row */
/** @typedef {{ net: string, title: string, batch: number, multiplyAdds: number, rows: Row[] }} TrainingResult */

/**
 * @param {Opened[]} opened
 * @param {import('./rounds.mjs').Effort} effort
 * @param {{ steps: number, least: number }} check steps whose losses are compared
 * @param {string[]} names of the nets
 * @returns {Promise<TrainingResult[]>}
 */
export async function measureTraining(opened, effort, check, names) {
  const trainers = opened.filter(({ contender }) => contender.trains);
  /** @type {TrainingResult[]} */
  const results = [];
  for (const net of nets.filter(({ name }) => names.includes(name))) {
    process.stderr.write(`training ${net.title}\n`);
    const rows = await withNet(trainers, net, async (able) => {
      /** @type {Map<Opened, number[]>} */
      const losses = new Map();
      /** @type {Map<Opened, number>} */
      const known = new Map();
      for (const one of able) {
        const found = await one.call('losses', check);
        losses.set(one, found.losses);
        known.set(one, found.seconds);
      }
      checkLosses(net, losses);
      const best = await bestOfRounds(able, 'training', effort, known);
      return able.map((one) => ({
        ...{ name: one.contender.name, threads: one.contender.threads, ours: one.contender.ours },
        examplesPerSecond: net.batch / (best.get(one) ?? NaN),
        losses: losses.get(one) ?? [],
      }));
    });
    const { name, title, batch } = net;
    results.push({ net: name, title, batch, multiplyAdds: multiplyAdds(net, true), rows });
  }
  return results;
}

/**
 * All begin with the same weights and take the same steps on the same batch, so their losses are
 * the same; where dropout plays dice each need only learn.
 * @param {import('../nets.mjs').Net} net
 * @param {Map<Opened, number[]>} losses
 */
function checkLosses(net, losses) {
  const dice = operations(net).some(({ kind }) => kind === 'dropout');
  const [truth = []] = losses.values();
  for (const [{ contender }, own] of losses) {
    const far = own.some((loss, i) => !(Math.abs(loss - (truth[i] ?? NaN)) < 1e-3));
    const learns = own.length === 1 || (own.at(-1) ?? NaN) < (own[0] ?? NaN);
    if (learns && (dice || !far)) continue;
    const found = own.map((loss) => loss.toFixed(4)).join(', ');
    const wanted = truth.map((loss) => loss.toFixed(4)).join(', ');
    throw new Error(
      `${contender.name} does not train ${net.title} as the first does: ` +
        `losses ${found} instead of ${wanted}`,
    );
  }
}
