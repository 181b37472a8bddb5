/** Trains small convolutional networks in WebAssembly, in browsers and in Node. */
export { load } from './load.js';
export type * from './types.js';
