// onnxruntime-web on its CPU provider with one thread: it predicts, it does not train. A session for
// each batch size, so that it may plan for a fixed shape.
import * as ort from 'onnxruntime-web/wasm';
import { onnxModel } from './onnx-model.mjs';

/**
 * @param {{ base: string }} options
 * @returns {Promise<import('./peer.mjs').Peer>}
 */
export async function open({ base }) {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = `${base}vendor/onnxruntime/`;
  return {
    async make(net) {
      /** @type {Map<number, import('onnxruntime-web/wasm').InferenceSession>} */
      const sessions = new Map();
      for (const count of [1, net.batch]) {
        const session = await ort.InferenceSession.create(onnxModel(net, count), {
          executionProviders: ['wasm'],
          graphOptimizationLevel: 'all',
        });
        sessions.set(count, session);
      }
      return {
        async predict(images, count) {
          const x = new ort.Tensor('float32', images, [count, ...net.input]);
          const { p } = (await sessions.get(count)?.run({ x })) ?? {};
          return /** @type {Float32Array} */ (p?.data);
        },
        async dispose() {
          for (const session of sessions.values()) await session.release();
        },
      };
    },
  };
}
