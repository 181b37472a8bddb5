// The five nets that are measured, once for all libraries, and what follows from them: shapes,
// multiply-adds and the weights that everybody starts from.
import { randomFrom } from './support/random.mjs';

/** @typedef {[channels: number, height: number, width: number]} Shape */

/**
 * @typedef {object} Net
 * @property {string} name
 * @property {string} title
 * @property {'xo' | 'mnist'} data
 * @property {number} batch
 * @property {Shape} input
 * @property {number} classes
 * @property {number} learningRate of plain gradient descent
 * @property {LayerSpec[]} layers as our engine reads them
 */

/**
 * One operation of a net, activations apart from the layer that they belong to.
 * @typedef {object} Operation
 * @property {'conv' | 'dense' | 'pool' | 'relu' | 'tanh' | 'dropout'} kind
 * @property {string} name of the layer in our engine
 * @property {Shape} input
 * @property {Shape} output
 * @property {number} kernel height and width of a convolution's or pooling's window, else 1
 * @property {number} padding rows and columns of zeros on each side
 * @property {number} rate of dropout, else 0
 * @property {number} multiplyAdds forward, for one picture
 * @property {boolean} first nothing before it learns: it needs no gradient of its input
 */

/** @typedef {import('receptive').LayerSpec} LayerSpec */

/** @type {LayerSpec} */
const pool = { type: 'maxPooling2d', poolSize: 2 };
/** @type {LayerSpec} */
const flatten = { type: 'flatten' };

/**
 * @param {string} name @param {number} filters @param {number} kernelSize @param {object} more
 * @returns {LayerSpec}
 */
const conv = (name, filters, kernelSize, more = {}) => ({
  ...{ type: 'conv2d', name, filters, kernelSize },
  ...more,
});

/** @param {string} name @param {number} units @param {object} more @returns {LayerSpec} */
const dense = (name, units, more = {}) => ({ type: 'dense', name, units, ...more });

const relu = { activation: 'relu' };
const same = { padding: 'same' };
/** @type {LayerSpec} */
const tanh = { type: 'tanh' };

/**
 * Every library trains them by plain gradient descent, so that all take the very same step and
 * their losses can be compared.
 * @type {Net[]}
 */
export const nets = [
  {
    ...{ name: 'xo', title: 'X/O', data: 'xo', batch: 16, input: [1, 9, 9], classes: 2 },
    learningRate: 0.05,
    layers: [conv('conv1', 3, 3, relu), pool, flatten, dense('dense1', 2)],
  },
  mnistNet('dlfs', 'DLFS', [
    conv('conv1', 32, 5, { ...same, activation: 'tanh' }),
    { type: 'dropout', rate: 0.2 },
    flatten,
    dense('dense1', 10),
  ]),
  mnistNet('theano-lenet', 'Theano LeNet', [
    ...[conv('conv1', 20, 5), pool, tanh],
    ...[conv('conv2', 50, 5), pool, tanh],
    flatten,
    dense('dense1', 500, { activation: 'tanh' }),
    dense('dense2', 10),
  ]),
  mnistNet('keras-cnn', 'Keras CNN', [
    ...[conv('conv1', 32, 5, { ...same, ...relu }), pool],
    ...[conv('conv2', 64, 5, { ...same, ...relu }), pool],
    flatten,
    dense('dense1', 1024, relu),
    dense('dense2', 10),
  ]),
  mnistNet('small', 'small', [
    ...[conv('conv1', 8, 3, { ...same, ...relu }), pool],
    ...[conv('conv2', 16, 3, { ...same, ...relu }), pool],
    flatten,
    dense('dense1', 10),
  ]),
];

/**
 * @param {string} name
 * @param {string} title
 * @param {import('receptive').LayerSpec[]} layers
 * @returns {Net}
 */
function mnistNet(name, title, layers) {
  const input = /** @type {Shape} */ ([1, 28, 28]);
  return {
    ...{ name, title, data: 'mnist', batch: 64, input, classes: 10 },
    learningRate: 0.05,
    layers,
  };
}

/**
 * The net that shows how the cost grows.
 * @param {{ batch: number, side: number, channels: number }} size
 * @returns {Net}
 */
export function scalingNet({ batch, side, channels }) {
  return {
    ...{ name: 'scaling', title: 'scaling', data: 'mnist', batch, classes: 10 },
    ...{ input: [1, side, side], learningRate: 0.001 },
    layers: [
      ...[conv('conv1', channels, 3, { ...same, ...relu }), pool],
      ...[conv('conv2', 2 * channels, 3, { ...same, ...relu }), pool],
      flatten,
      dense('dense1', 10),
    ],
  };
}

/** @param {Net} net @returns {Operation[]} in order; flattening moves nothing and is left out */
export function operations(net) {
  /** @type {Operation[]} */
  const list = [];
  let shape = net.input;
  let learns = false;
  for (const [i, layer] of net.layers.entries()) {
    const { type, name = `${type}_${i}` } = layer;
    const activation = 'activation' in layer ? layer.activation : undefined;
    /** @param {Partial<Operation> & Pick<Operation, 'kind'>} more */
    const add = (more) => {
      const input = shape;
      shape = more.output ?? shape;
      const rest = { kernel: 1, padding: 0, rate: 0, multiplyAdds: 0, first: !learns };
      list.push({ name, input, ...rest, ...more, output: shape });
    };
    const [channels, height, width] = shape;
    if (type === 'conv2d') {
      const [kernel, filters] = [Number(layer['kernelSize']), Number(layer['filters'])];
      const padding = layer['padding'] === 'same' ? (kernel - 1) / 2 : 0;
      const cut = kernel - 1 - 2 * padding;
      const output = /** @type {Shape} */ ([filters, height - cut, width - cut]);
      const multiplyAdds = size(output) * channels * kernel * kernel;
      add({ kind: 'conv', output, kernel, padding, multiplyAdds });
      learns = true;
    } else if (type === 'dense') {
      const units = Number(layer['units']);
      add({ kind: 'dense', output: [units, 1, 1], multiplyAdds: units * size(shape) });
      learns = true;
    } else if (type === 'maxPooling2d') {
      add({ kind: 'pool', kernel: 2, output: [channels, height >> 1, width >> 1] });
    } else if (type === 'dropout') {
      add({ kind: 'dropout', rate: Number(layer['rate']) });
    } else if (type === 'tanh') {
      add({ kind: 'tanh' });
    } else if (type !== 'flatten') {
      throw new Error(`nets.mjs does not know ${type}`);
    }
    if (activation === 'relu' || activation === 'tanh') add({ kind: activation });
  }
  return list;
}

/** @param {Shape} shape */
export function size([channels, height, width]) {
  return channels * height * width;
}

/** For one picture: forward and, where asked, both backward passes of each layer that learns. */
export function multiplyAdds(/** @type {Net} */ net, /** @type {boolean} */ training) {
  return operations(net).reduce((sum, { multiplyAdds: once, first }) => {
    const passes = training ? (first ? 2 : 3) : 1;
    return sum + passes * once;
  }, 0);
}

/**
 * Where everybody starts: Glorot's uniform weights, biases 0. As our engine names and shapes them:
 * (OC, IC, KH, KW) and (out, in).
 * @param {Net} net
 * @returns {Map<string, Float32Array>}
 */
export function startingWeights(net) {
  const random = randomFrom(1);
  /** @type {Map<string, Float32Array>} */
  const weights = new Map();
  for (const { kind, name, input, output, kernel } of operations(net)) {
    if (kind !== 'conv' && kind !== 'dense') continue;
    const area = kernel * kernel;
    const fanIn = kind === 'conv' ? input[0] * area : size(input);
    const limit = Math.sqrt(6 / (fanIn + output[0] * area));
    const weight = new Float32Array(output[0] * fanIn).map(() => (2 * random() - 1) * limit);
    weights.set(`${name}.weight`, weight);
    weights.set(`${name}.bias`, new Float32Array(output[0]));
  }
  return weights;
}
