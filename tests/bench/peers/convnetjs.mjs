// ConvNetJS: its Net and Trainer, one picture after the other; the trainer adds up the gradients of
// a batch. There is nothing to tune.
import convnetjs from 'convnetjs';
import { operations, startingWeights } from '../nets.mjs';
import { channelsLast, readShape } from './layout.mjs';

/** @returns {Promise<import('./peer.mjs').Peer>} */
export async function open() {
  return {
    async make(net, batches) {
      const model = build(net);
      const trainer = new convnetjs.Trainer(model, {
        ...{ method: 'sgd', learning_rate: net.learningRate, momentum: 0 },
        ...{ l1_decay: 0, l2_decay: 0, batch_size: net.batch },
      });
      const pictures = batches.images.map((images) => volumes(net, images));
      const stepWithLoss = (/** @type {number} */ batch) => {
        const labels = batches.labels[batch] ?? [];
        let loss = 0;
        pictures[batch]?.forEach((picture, i) => {
          loss += trainer.train(picture, labels[i] ?? 0).cost_loss;
        });
        return loss / net.batch;
      };
      return {
        step: (batch) => void stepWithLoss(batch),
        stepWithLoss,
        predict(images) {
          const answers = volumes(net, images).map((picture) => model.forward(picture).w);
          return Float32Array.from(answers.flatMap((answer) => [...answer]));
        },
        dispose() {},
      };
    },
  };
}

/** @param {import('./peer.mjs').Net} net */
function build(net) {
  const list = operations(net);
  const [depth, height, width] = net.input;
  const model = new convnetjs.Net();
  model.makeLayers([
    { type: 'input', out_sx: width, out_sy: height, out_depth: depth },
    ...list.map((operation, i) => definition(operation, i + 1 === list.length)),
  ]);
  const weights = startingWeights(net);
  const layers = model.layers.filter(({ filters }) => filters);
  for (const operation of list) {
    if (operation.multiplyAdds === 0) continue;
    const shape = readShape(operation);
    const values = channelsLast(
      weights.get(`${operation.name}.weight`) ?? new Float32Array(),
      shape,
    );
    const layer = layers.shift();
    const length = values.length / operation.output[0];
    layer?.filters?.forEach((filter, i) => {
      filter.w.set(values.subarray(i * length, (i + 1) * length));
    });
    layer?.biases?.w.fill(0);
  }
  return model;
}

/** @param {import('../nets.mjs').Operation} operation @param {boolean} last */
function definition({ kind, output, kernel, padding, rate }, last) {
  if (kind === 'conv')
    return { type: kind, sx: kernel, filters: output[0], stride: 1, pad: padding };
  if (kind === 'pool') return { type: kind, sx: kernel, stride: kernel };
  if (kind === 'dropout') return { type: kind, drop_prob: rate };
  // Its softmax layer brings its own dense layer along.
  if (kind === 'dense' && last) return { type: 'softmax', num_classes: output[0] };
  if (kind === 'dense') return { type: 'fc', num_neurons: output[0] };
  return { type: kind };
}

/**
 * Pictures as ConvNetJS keeps them; with one channel the order of the values is the same.
 * @param {import('./peer.mjs').Net} net
 * @param {Float32Array} images
 */
function volumes({ input: [depth, height, width] }, images) {
  const length = depth * height * width;
  return Array.from({ length: images.length / length }, (_, i) => {
    const volume = new convnetjs.Vol(width, height, depth, 0);
    volume.w.set(images.subarray(i * length, (i + 1) * length));
    return volume;
  });
}
