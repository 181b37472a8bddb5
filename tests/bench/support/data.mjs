// The pictures that every library trains on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { load } from 'receptive';
import { mnistFolder } from '../../browser/support/paths.mjs';

const pictures = 1024;

/**
 * @returns {Promise<{ files: Record<string, Uint8Array>, description: string }>} all pixels as
 *   float32, then a byte for each label
 */
export async function trainingData() {
  const engine = await load({ variant: 'simd' });
  const xo = engine.xo({ count: pictures, seed: 1, size: 9 });
  if (mnistFolder) {
    return {
      files: { 'data/xo': packed(xo.images, xo.labels), 'data/mnist': mnist(mnistFolder) },
      description: 'MNIST',
    };
  }
  const large = engine.xo({ count: pictures, seed: 1, size: 28 });
  const pixels = large.images.map((value) => Math.round((value + 1) * 127.5) / 255);
  return {
    files: { 'data/xo': packed(xo.images, xo.labels), 'data/mnist': packed(pixels, large.labels) },
    description: 'generated X and O of 28x28, as MNIST is not on this machine',
  };
}

/** @param {Float32Array} images @param {Uint8Array} labels */
function packed(images, labels) {
  const pixels = new Uint8Array(images.buffer, images.byteOffset, images.byteLength);
  return Buffer.concat([pixels, labels]);
}

/** @param {string} folder */
function mnist(folder) {
  const images = idx(folder, 'train-images-idx3-ubyte').subarray(16, 16 + pictures * 784);
  const labels = idx(folder, 'train-labels-idx1-ubyte').subarray(8, 8 + pictures);
  return packed(
    Float32Array.from(images, (byte) => byte / 255),
    labels,
  );
}

/** @param {string} folder @param {string} name */
function idx(folder, name) {
  try {
    return gunzipSync(readFileSync(join(folder, `${name}.gz`)));
  } catch {
    return readFileSync(join(folder, name));
  }
}
