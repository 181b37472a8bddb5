// jax-js on its wasm backend: a whole step (loss, gradients, update) is one compiled function, and
// the weights stay in its memory. Its pool has as many threads as the host says it has cores; on a
// page that is not isolated it has none.
import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np } from '@jax-js/jax';
import { random, tree } from '@jax-js/jax';
import { operations, size, startingWeights } from '../nets.mjs';
import { layerOf } from './jax-layers.mjs';
import { readShape } from './layout.mjs';

/** @typedef {import('@jax-js/jax').Array} JaxArray */
/** @typedef {import('./jax-layers.mjs').Weights} Weights */
/** @typedef {{ [layer: string]: Weights }} AllWeights */

/** @returns {Promise<import('./peer.mjs').Peer>} */
export async function open() {
  await init('wasm');
  defaultDevice('wasm');
  return {
    async make(net, batches) {
      const step = jit(trainingStep(net));
      /** @type {Map<number, ReturnType<typeof inference>>} */
      const inferences = new Map();
      const inputs = batches.images.map((images) => pictures(net, images));
      const targets = batches.labels.map((labels) =>
        nn.oneHot(np.array(Int32Array.from(labels), { dtype: np.int32 }), net.classes),
      );
      const needsKeys = operations(net).some(({ kind }) => kind === 'dropout');
      let weights = weightsOf(net);
      let steps = 0;
      const train = (/** @type {number} */ batch) => {
        const [input, target] = [inputs[batch], targets[batch]];
        if (!input || !target) throw new Error(`no batch ${batch}`);
        const keys = needsKeys ? [random.key(++steps)] : [];
        const [loss, updated] = step(weights, input.ref, target.ref, ...keys);
        weights = updated;
        return loss;
      };
      return {
        async step(batch) {
          train(batch).dispose();
          await blockUntilReady(weights);
        },
        async stepWithLoss(batch) {
          const [loss = NaN] = await train(batch).data();
          return loss;
        },
        async predict(images, count) {
          const infer = inferences.get(count) ?? inference(net, count);
          inferences.set(count, infer);
          const answer = infer(tree.ref(weights), pictures(net, images));
          return /** @type {Float32Array} */ (await answer.data());
        },
        dispose() {
          tree.dispose([weights, inputs, targets]);
          step.dispose();
          for (const infer of inferences.values()) infer.dispose();
        },
      };
    },
  };
}

/** @param {import('./peer.mjs').Net} net @param {number} count */
function inference(net, count) {
  const list = operations(net);
  return jit((/** @type {AllWeights} */ weights, /** @type {JaxArray} */ input) => {
    let x = input;
    for (const operation of list) {
      const { y, saved } = layerOf(operation, count, undefined).forward(x, weights[operation.name]);
      tree.dispose(saved);
      x = y;
    }
    return nn.softmax(x.reshape([-1, count]).transpose());
  });
}

/** @param {import('./peer.mjs').Net} net */
function trainingStep(net) {
  const list = operations(net);
  return (
    /** @type {AllWeights} */ weights,
    /** @type {JaxArray} */ input,
    /** @type {JaxArray} */ target,
    /** @type {JaxArray[]} */ ...[key]
  ) => {
    let x = input;
    const path = list.map((operation) => {
      const layer = layerOf(operation, net.batch, key);
      const { y, saved } = layer.forward(x, tree.ref(weights[operation.name]));
      x = y;
      return { operation, layer, saved };
    });
    const logits = x.reshape([net.classes, net.batch]).transpose();
    const loss = nn
      .logSoftmax(logits.ref)
      .mul(target.ref)
      .sum()
      .mul(-1 / net.batch);
    /** @type {JaxArray | undefined} */
    let dy = nn
      .softmax(logits)
      .sub(target)
      .mul(1 / net.batch)
      .transpose()
      .reshape([net.classes, net.batch, 1, 1]);
    const updated = { ...weights };
    for (const { operation, layer, saved } of path.reverse()) {
      if (!dy) break;
      const own = weights[operation.name];
      const { dx, gradients } = layer.backward(dy, saved, tree.ref(own), !operation.first);
      if (own && gradients) {
        const move = (/** @type {JaxArray} */ value, /** @type {JaxArray} */ gradient) =>
          value.sub(gradient.mul(net.learningRate));
        updated[operation.name] = {
          weight: move(own.weight, gradients.weight),
          bias: move(own.bias, gradients.bias),
        };
      }
      dy = dx;
    }
    return /** @type {[JaxArray, AllWeights]} */ ([loss, updated]);
  };
}

/** @param {import('./peer.mjs').Net} net @returns {AllWeights} */
function weightsOf(net) {
  const values = startingWeights(net);
  const of = (/** @type {string} */ name) => np.array(values.get(name) ?? new Float32Array());
  return Object.fromEntries(
    operations(net)
      .filter(({ multiplyAdds }) => multiplyAdds > 0)
      .map((operation) => {
        const { name, output } = operation;
        const weight = of(`${name}.weight`).reshape([output[0], size(readShape(operation))]);
        return [name, { weight, bias: of(`${name}.bias`) }];
      }),
  );
}

/** As (C, N, H, W), which with one channel is the same. */
function pictures(
  /** @type {import('./peer.mjs').Net} */ { input },
  /** @type {Float32Array} */ images,
) {
  const [, height, width] = input;
  return np.array(images).reshape([1, images.length / size(input), height, width]);
}
