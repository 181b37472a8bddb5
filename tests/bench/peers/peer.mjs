// What a library must offer to be measured. No code: types for the files beside this one.

/** @typedef {import('../nets.mjs').Net} Net */

/**
 * @typedef {object} Batches
 * @property {number} count
 * @property {Float32Array[]} images of each batch, (N, C, H, W)
 * @property {Uint8Array[]} labels
 */

/**
 * @typedef {object} Peer
 * @property {(net: Net, batches: Batches) => Promise<PeerNet>} make begins at `startingWeights`
 */

/**
 * A net in a library's own form, with its batches made ready.
 * @typedef {object} PeerNet
 * @property {(batch: number) => void | Promise<void>} [step] one step of plain gradient descent, as
 *   fast as the library can
 * @property {(batch: number) => number | Promise<number>} [stepWithLoss] the same, and the loss
 *   that it found
 * @property {(images: Float32Array, count: number) => Float32Array | Promise<Float32Array>} predict
 *   count * classes probabilities
 * @property {() => void | Promise<void>} dispose
 */

export {};
