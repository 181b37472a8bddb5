/** Trains small convolutional networks in WebAssembly, in browsers and in Node. */
export { variants } from './builds.js';
export { load } from './load.js';
export type * from './types.js';
