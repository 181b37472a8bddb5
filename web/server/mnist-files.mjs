// The four files of MNIST and their public mirrors, from the list that the worker uses as well.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} MnistFile
 * @property {string} name Without .gz.
 * @property {number} gzBytes
 * @property {number} bytes Unpacked.
 */

/**
 * @typedef {object} Mirror
 * @property {string} url With a slash at its end; the files lie below it as NAME.gz.
 * @property {boolean} otherOrigins Whether pages of other origins may read it (CORS).
 */

const list = JSON.parse(
  readFileSync(new URL('../protocol/mnist-files.json', import.meta.url), 'utf8'),
);

/** @type {MnistFile[]} */
export const mnistFiles = list.files;

/** @type {Mirror[]} */
export const publicMirrors = list.mirrors;
