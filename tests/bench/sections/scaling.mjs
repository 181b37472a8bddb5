// What a training step of our engine costs for one picture as the batch, the picture or the number
// of filters grows; beside it the multiply-adds.
import { multiplyAdds, scalingNet } from '../nets.mjs';
import { bestOfRounds, withNet } from './rounds.mjs';

/** @typedef {{ batch: number, side: number, channels: number }} Size */
/** @typedef {Size & { by: string, grows: string, multiplyAdds: number, secondsPerPicture: number }} ScalingRow */

/** @type {Size} */
const middle = { batch: 32, side: 28, channels: 16 };
const series = {
  batch: [1, 2, 4, 8, 16, 32, 64, 128, 256],
  side: [8, 14, 20, 28, 40, 56],
  channels: [4, 8, 16, 32, 48, 64],
};

/**
 * @param {import('../contenders.mjs').Opened} engine
 * @param {import('./rounds.mjs').Effort} effort
 * @returns {Promise<ScalingRow[]>}
 */
export async function measureScaling(engine, effort) {
  /** @type {ScalingRow[]} */
  const rows = [];
  for (const [grows, values] of Object.entries(series)) {
    for (const value of values) {
      const net = scalingNet({ ...middle, [grows]: value });
      const seconds = await withNet([engine], net, async (able) => {
        const best = await bestOfRounds(able, 'training', effort);
        return best.get(engine) ?? NaN;
      });
      rows.push({
        ...middle,
        ...{ [grows]: value, grows, by: engine.contender.name },
        multiplyAdds: multiplyAdds(net, true),
        secondsPerPicture: seconds / net.batch,
      });
    }
  }
  return rows;
}
