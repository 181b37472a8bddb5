// Holds one library and measures it.
import { expose } from 'comlink';
import { size } from '../nets.mjs';
import { randomFrom } from '../support/random.mjs';

/** @typedef {import('../nets.mjs').Net} Net */
/** @typedef {import('../peers/peer.mjs').Peer} Peer */
/** @typedef {import('../peers/peer.mjs').PeerNet} PeerNet */

/** @type {Record<string, () => Promise<{ open: (options: any) => Promise<Peer> }>>} */
const libraries = {
  receptive: () => import('../peers/receptive.mjs'),
  tfjs: () => import('../peers/tfjs.mjs'),
  jax: () => import('../peers/jax.mjs'),
  convnetjs: () => import('../peers/convnetjs.mjs'),
  onnxruntime: () => import('../peers/onnxruntime.mjs'),
};

/** How many batches a library is given; it walks through them again and again. */
const batchCount = 16;

/** @type {Peer | undefined} */
let peer;
/** @type {PeerNet | undefined} */
let current;
/** @type {import('../peers/peer.mjs').Batches} */
let batches = { count: 0, images: [], labels: [] };

const contender = {
  /** @param {string} library @param {Record<string, unknown>} options */
  async open(library, options) {
    if (Number(options['cores'])) {
      Object.defineProperty(navigator, 'hardwareConcurrency', { value: options['cores'] });
    }
    peer = await (await libraries[library]?.())?.open(options);
  },

  /** @param {Net} net @param {string} base of the server */
  async prepare(net, base) {
    batches = await batchesFor(net, base);
    current = await peer?.make(net, batches);
  },

  /**
   * Steps on one and the same batch: what the loss was before each, and how long the last took. A
   * slow library takes fewer of them, but `least`.
   * @param {{ steps: number, least: number }} wanted
   */
  async losses({ steps, least }) {
    const losses = [];
    const start = performance.now();
    let seconds = 0;
    while (losses.length < least || (losses.length < steps && performance.now() - start < 2000)) {
      const before = performance.now();
      losses.push(await current?.stepWithLoss?.(0));
      seconds = (performance.now() - before) / 1000;
    }
    return { losses, seconds };
  },

  /** The probabilities of the first batch. */
  async probabilities() {
    const images = batches.images[0];
    return images && [...((await current?.predict(images, batches.labels[0]?.length ?? 0)) ?? [])];
  },

  /**
   * Seconds for one call, the mean of as many as fit.
   * @param {'training' | 'batch' | 'picture'} what
   * @param {number} seconds
   */
  async measure(what, seconds) {
    const run = runOf(what);
    const start = performance.now();
    let calls = 0;
    let now;
    do {
      const waits = run(calls++ % batchCount);
      if (waits instanceof Promise) await waits;
      now = performance.now();
    } while (now - start < 1000 * seconds);
    return (now - start) / 1000 / calls;
  },

  async close() {
    await current?.dispose();
    current = undefined;
  },

  /**
   * Runs the kernels' benchmark, the same program as natively, compiled to WebAssembly.
   * @param {string} url of its module
   * @param {string} request as tests/bench/native/main.cpp reads it
   */
  async kernels(url, request) {
    const { default: create } = await import(/* @vite-ignore */ url);
    /** @type {string[]} */
    const lines = [];
    await create({
      arguments: [request],
      print: (/** @type {string} */ line) => lines.push(line),
      printErr: (/** @type {string} */ line) => console.error(line),
    });
    return lines;
  },
};

/** @param {'training' | 'batch' | 'picture'} what @returns {(batch: number) => unknown} */
function runOf(what) {
  const net = current;
  if (!net) throw new Error('nothing is prepared');
  if (what === 'training') {
    if (!net.step) throw new Error('it does not train');
    return net.step;
  }
  const counts = batches.labels.map((labels) => (what === 'batch' ? labels.length : 1));
  const images = batches.images.map((all, i) => {
    const one = all.length / (batches.labels[i]?.length ?? 1);
    return all.slice(0, one * (counts[i] ?? 1));
  });
  return (batch) => net.predict(images[batch] ?? new Float32Array(), counts[batch] ?? 0);
}

/**
 * Real pictures for the nets that are compared, random ones of any size for those that show how the
 * cost grows.
 * @param {Net} net
 * @param {string} base
 */
async function batchesFor(net, base) {
  const length = size(net.input);
  const pictures = batchCount * net.batch;
  const { images, labels } =
    net.name === 'scaling' ? randomPictures(net, pictures) : await servedPictures(net, base);
  const part = (/** @type {number} */ i) => i * net.batch;
  const indices = Array.from({ length: batchCount }, (_, i) => i);
  return {
    count: batchCount,
    images: indices.map((i) => images.slice(part(i) * length, part(i + 1) * length)),
    labels: indices.map((i) => labels.slice(part(i), part(i + 1))),
  };
}

/** @param {Net} net @param {string} base */
async function servedPictures(net, base) {
  const answer = await fetch(`${base}data/${net.data}`);
  const bytes = await answer.arrayBuffer();
  // As support/data.mjs packs them: all pixels, then all labels.
  const pictures = bytes.byteLength / (4 * size(net.input) + 1);
  const values = pictures * size(net.input);
  return { images: new Float32Array(bytes, 0, values), labels: new Uint8Array(bytes, 4 * values) };
}

/** @param {Net} net @param {number} pictures */
function randomPictures(net, pictures) {
  const random = randomFrom(7);
  return {
    images: new Float32Array(pictures * size(net.input)).map(random),
    labels: new Uint8Array(pictures).map(() => Math.floor(random() * net.classes)),
  };
}

expose(contender);
