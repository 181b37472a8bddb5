// TensorFlow.js by its operations, which spares the layers' bookkeeping: its cpu backend trains, its
// wasm backend (which has no gradient of a convolution) predicts.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { operations, startingWeights } from '../nets.mjs';
import { channelsLast, readShape } from './layout.mjs';

/** @typedef {{ weight: tf.Variable, bias: tf.Variable }} Weights */

/**
 * @param {{ backend: 'cpu' | 'wasm', base: string }} options
 * @returns {Promise<import('./peer.mjs').Peer>}
 */
export async function open({ backend, base }) {
  tf.env().set('PROD', true);
  if (backend === 'cpu') {
    await import('@tensorflow/tfjs-backend-cpu');
  } else {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${base}vendor/tfjs/`);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`no backend ${backend}`);
  await tf.ready();

  return {
    async make(net, batches) {
      const variables = variablesOf(net);
      const [, height, width] = net.input;
      const inputs = batches.images.map((images) =>
        tf.tensor4d(images, [net.batch, height, width, 1]),
      );
      const targets = batches.labels.map((labels) =>
        tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), net.classes), 'float32')),
      );
      const optimizer = tf.train.sgd(net.learningRate);
      const minimize = (/** @type {number} */ batch, /** @type {boolean} */ wantsLoss) =>
        tf.tidy(() => {
          const [input, target] = [inputs[batch], targets[batch]];
          if (!input || !target) throw new Error(`no batch ${batch}`);
          const loss = optimizer.minimize(() => {
            const logits = forward(net, variables, input, true);
            return /** @type {tf.Scalar} */ (
              tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), target), -1)))
            );
          }, wantsLoss);
          return loss?.dataSync()[0] ?? NaN;
        });
      return {
        ...(backend === 'cpu' && {
          step: (/** @type {number} */ batch) => void minimize(batch, false),
          stepWithLoss: (/** @type {number} */ batch) => minimize(batch, true),
        }),
        predict(images, count) {
          const answer = tf.tidy(() => {
            const input = tf.tensor4d(images, [count, height, width, 1]);
            return tf.softmax(forward(net, variables, input, false)).dataSync();
          });
          return /** @type {Float32Array} */ (answer);
        },
        dispose: () => tf.disposeVariables(),
      };
    },
  };
}

/** @param {import('./peer.mjs').Net} net @returns {Map<string, Weights>} */
function variablesOf(net) {
  const weights = startingWeights(net);
  return new Map(
    operations(net)
      .filter(({ multiplyAdds }) => multiplyAdds > 0)
      .map((operation) => {
        const [channels, height, width] = readShape(operation);
        const outputs = operation.output[0];
        const values = weights.get(`${operation.name}.weight`) ?? new Float32Array();
        const weight = tf.tidy(() => {
          const rows = tf.tensor2d(channelsLast(values, [channels, height, width]), [
            outputs,
            channels * height * width,
          ]);
          const columns = tf.transpose(rows);
          return operation.kind === 'conv'
            ? tf.reshape(columns, [height, width, channels, outputs])
            : columns;
        });
        const bias = tf.zeros([outputs]);
        return [operation.name, { weight: tf.variable(weight), bias: tf.variable(bias) }];
      }),
  );
}

/**
 * @param {import('./peer.mjs').Net} net
 * @param {Map<string, Weights>} variables
 * @param {tf.Tensor} input (N, H, W, C)
 * @param {boolean} training
 * @returns {tf.Tensor2D} logits
 */
function forward(net, variables, input, training) {
  const list = operations(net);
  let x = input;
  for (let i = 0; i < list.length; ++i) {
    const { kind, name, kernel, padding, rate } = list[i] ?? /** @type {never} */ (undefined);
    const { weight, bias } = variables.get(name) ?? {};
    const pad = padding > 0 ? 'same' : 'valid';
    // An activation behind a layer with weights is part of the same operation.
    const next = list[i + 1]?.kind;
    const fuses = next === 'relu' && (kind === 'conv' || kind === 'dense');
    const activation = fuses ? 'relu' : 'linear';
    if (kind === 'conv') {
      x = tf.fused.conv2d({
        ...{ x: /** @type {tf.Tensor4D} */ (x), filter: /** @type {tf.Tensor4D} */ (weight) },
        ...{ strides: 1, pad, activation },
        ...(bias && { bias }),
      });
    } else if (kind === 'dense') {
      const rows = tf.reshape(x, [x.shape[0] ?? 0, -1]);
      x = tf.fused.matMul({
        ...{ a: rows, b: /** @type {tf.Tensor2D} */ (weight), activation },
        ...(bias && { bias }),
      });
    } else if (kind === 'pool') {
      x = tf.maxPool(/** @type {tf.Tensor4D} */ (x), kernel, kernel, 'valid');
    } else if (kind === 'dropout') {
      if (training) x = tf.dropout(x, rate);
    } else {
      x = kind === 'relu' ? tf.relu(x) : tf.tanh(x);
    }
    if (fuses) ++i;
  }
  return /** @type {tf.Tensor2D} */ (x);
}
