// Our engine, by its public interface alone.
import { load } from 'receptive';
import { multiplyAdds, startingWeights } from '../nets.mjs';

/**
 * @param {{ variant: string, threads: number }} options
 * @returns {Promise<import('./peer.mjs').Peer>}
 */
export async function open({ variant, threads }) {
  const engine = await load({
    variant: /** @type {import('receptive').Variant} */ (variant),
    threads,
  });
  if (engine.threads !== threads) {
    throw new Error(`it runs with ${engine.threads} of ${threads} threads`);
  }
  return {
    async make(net, batches) {
      const model = engine.model({
        input: net.input,
        layers: net.layers,
        optimizer: { type: 'sgd', learningRate: net.learningRate },
        batchSize: net.batch,
        seed: 1,
      });
      const counted = model.layers().reduce((sum, layer) => sum + layer.multiplyAdds, 0);
      if (counted !== multiplyAdds(net, false)) {
        throw new Error(`${net.name}: the engine counts ${counted} multiply-adds`);
      }
      for (const [name, value] of startingWeights(net)) model.setParameter(name, value);
      const data =
        net.data === 'xo'
          ? engine.xoDataset({ count: batches.count * net.batch, seed: 1 })
          : await engine.idxDataset(...idxFiles(net, batches), { classes: net.classes });
      model.setTrainingData(data);
      return {
        step: () => void model.step(),
        stepWithLoss(batch) {
          const [images, labels] = [batches.images[batch], batches.labels[batch]];
          return images && labels ? model.trainBatch(images, labels).loss : NaN;
        },
        predict: (images) => model.predict(images),
        dispose() {
          model.dispose();
          data.dispose();
        },
      };
    },
  };
}

/**
 * The batches as the files that MNIST comes in.
 * @param {import('./peer.mjs').Net} net
 * @param {import('./peer.mjs').Batches} batches
 * @returns {[Uint8Array, Uint8Array]}
 */
function idxFiles({ batch, input }, { count, images, labels }) {
  const pictures = count * batch;
  const join = (/** @type {ArrayLike<number>[]} */ parts, /** @type {number[]} */ header) => {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const file = new Uint8Array(4 + 4 * header.length + length);
    const view = new DataView(file.buffer);
    view.setUint32(0, 0x800 + header.length);
    header.forEach((value, i) => view.setUint32(4 + 4 * i, value));
    let at = 4 + 4 * header.length;
    for (const part of parts) {
      file.set(part, at);
      at += part.length;
    }
    return file;
  };
  const bytes = images.map((part) => Uint8Array.from(part, (value) => Math.round(value * 255)));
  return [join(bytes, [pictures, input[1], input[2]]), join(labels, [pictures])];
}
