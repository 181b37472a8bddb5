// The layers of a net in jax-js, forward and backward. Its own gradients work, but that of a
// convolution runs at 0.1 to 0.4 GFLOP/s and that of a maximum pooling costs three times what it
// does here; its matrix product is fast. So the convolution is a product with patches, and the
// backward passes are written out. Maps are (C, N, H, W), which such a product reads and writes.
import { numpy as np, lax, nn, random } from '@jax-js/jax';

/** @typedef {import('@jax-js/jax').Array} JaxArray */
/** @typedef {{ weight: JaxArray, bias: JaxArray }} Weights */

/**
 * One operation. Whoever calls gives each array away, as everywhere in jax-js; `saved` goes from
 * forward to backward, and `backward` gives the gradients of what it was given.
 * @typedef {object} Layer
 * @property {(x: JaxArray, weights?: Weights) => { y: JaxArray, saved: JaxArray[] }} forward
 * @property {(dy: JaxArray, saved: JaxArray[], weights: Weights | undefined, wantsDx: boolean) =>
 *   { dx?: JaxArray, gradients?: Weights }} backward
 */

/**
 * @param {import('../nets.mjs').Operation} operation
 * @param {number} batch
 * @param {JaxArray | undefined} key for dropout, while training
 * @returns {Layer}
 */
export function layerOf(operation, batch, key) {
  switch (operation.kind) {
    case 'conv':
      return convolution(operation, batch);
    case 'dense':
      return dense(operation, batch);
    case 'pool':
      return maxPooling(operation, batch);
    case 'dropout':
      return dropout(operation, batch, key);
    case 'tanh':
      return {
        // Twice as fast as its own tanh.
        forward(x) {
          const y = np.subtract(1, np.divide(2, np.exp(x.mul(2)).add(1)));
          return { y: y.ref, saved: [y] };
        },
        backward: (dy, [y = none()]) => ({ dx: dy.mul(np.subtract(1, np.square(y))) }),
      };
    case 'relu':
      return {
        forward(x) {
          const y = nn.relu(x);
          return { y: y.ref, saved: [y] };
        },
        backward: (dy, [y = none()]) => ({ dx: np.where(y.greater(0), dy, 0) }),
      };
  }
}

/**
 * Zeros around maps.
 * @param {JaxArray} x
 * @param {[number, number]} rows above and below
 * @param {[number, number]} columns
 */
function pad(x, rows, columns) {
  return np.pad(x, [[0, 0], [0, 0], rows, columns]);
}

/** @returns {never} */
function none() {
  throw new Error('the forward pass saved nothing');
}

/** @param {import('../nets.mjs').Operation} operation @param {number} batch @returns {Layer} */
function convolution({ input, output, kernel, padding }, batch) {
  const [channels, height, width] = input;
  const [filters, rows, columns] = output;
  const taps = channels * kernel * kernel;
  const pixels = batch * rows * columns;
  return {
    forward(x, { weight, bias } = noWeights()) {
      const padded = padding > 0 ? pad(x, [padding, padding], [padding, padding]) : x;
      const windows = lax.reduceWindow(padded, (w) => w, [kernel, kernel], [1, 1]);
      const view = np
        .transpose(
          windows.reshape([channels, batch, rows, columns, kernel, kernel]),
          [0, 4, 5, 1, 2, 3],
        )
        .reshape([taps, pixels]);
      // Arithmetic that changes nothing: it makes the compiler write the patches down instead of
      // working out each address again inside the product, which takes twenty times as long.
      const patches = np.maximum(view, -3e38);
      const y = np.matmul(weight, patches.ref).add(bias.reshape([filters, 1]));
      return { y: y.reshape([filters, batch, rows, columns]), saved: [patches] };
    },
    backward(dy, [patches = none()], { weight, bias } = noWeights(), wantsDx) {
      bias.dispose();
      const flat = dy.reshape([filters, pixels]);
      const gradients = {
        weight: np.matmul(flat.ref, patches.transpose()),
        bias: flat.ref.sum(1),
      };
      if (!wantsDx) {
        flat.dispose();
        weight.dispose();
        return { gradients };
      }
      const dpatches = np
        .matmul(weight.transpose(), flat)
        .reshape([channels, kernel * kernel, batch, rows, columns]);
      const parts = Array.from({ length: kernel * kernel }, (_, tap) => {
        const [top, left] = [Math.floor(tap / kernel), tap % kernel];
        const part = dpatches.ref.slice([], tap);
        return pad(part, [top, kernel - 1 - top], [left, kernel - 1 - left]);
      });
      dpatches.dispose();
      const sum = parts.reduce((one, other) => one.add(other));
      const inside = /** @type {const} */ ([padding, padding + height]);
      const across = /** @type {const} */ ([padding, padding + width]);
      return { dx: padding > 0 ? sum.slice([], [], [...inside], [...across]) : sum, gradients };
    },
  };
}

/** @returns {never} */
function noWeights() {
  throw new Error('this layer needs weights');
}

/** @param {import('../nets.mjs').Operation} operation @param {number} batch @returns {Layer} */
function dense({ input: [channels, height, width], output: [units] }, batch) {
  const area = height * width;
  return {
    forward(x, { weight, bias } = noWeights()) {
      const rows = np
        .transpose(x.reshape([channels, batch, area]), [1, 0, 2])
        .reshape([batch, channels * area]);
      // As with the patches: written down once.
      const flat = area > 1 ? np.maximum(rows, -3e38) : rows;
      const y = np.matmul(flat.ref, weight.transpose()).add(bias);
      return { y: y.transpose().reshape([units, batch, 1, 1]), saved: [flat] };
    },
    backward(dy, [flat = none()], { weight, bias } = noWeights(), wantsDx) {
      bias.dispose();
      const rows = dy.reshape([units, batch]);
      const gradients = { weight: np.matmul(rows.ref, flat), bias: rows.ref.sum(1) };
      if (!wantsDx) {
        rows.dispose();
        weight.dispose();
        return { gradients };
      }
      const dx = np.matmul(rows.transpose(), weight).reshape([batch, channels, area]);
      return {
        dx: np.transpose(dx, [1, 0, 2]).reshape([channels, batch, height, width]),
        gradients,
      };
    },
  };
}

/**
 * Windows of 2x2.
 * @param {import('../nets.mjs').Operation} operation
 * @param {number} batch
 * @returns {Layer}
 */
function maxPooling({ input: [channels, height, width], output: [, rows, columns] }, batch) {
  const shape = [channels, batch, rows, 1, columns, 1];
  const odd = height > 2 * rows || width > 2 * columns;
  return {
    forward(x) {
      const even = odd ? x.slice([], [], [0, 2 * rows], [0, 2 * columns]) : x;
      const windows = even.reshape([channels, batch, rows, 2, columns, 2]);
      const [a, b, c, d] = [0, 1, 2, 3].map((i) =>
        windows.ref.slice([], [], [], i >> 1, [], i & 1),
      );
      windows.dispose();
      if (!a || !b || !c || !d) return none();
      const [upper, lower] = [np.maximum(a.ref, b.ref), np.maximum(c.ref, d.ref)];
      const y = np.maximum(upper.ref, lower.ref);
      // The first of equals, as everybody else has it.
      const winner = np.where(
        upper.greaterEqual(lower),
        np.where(a.greaterEqual(b), 0, 1),
        np.where(c.greaterEqual(d), 2, 3),
      );
      return { y, saved: [winner] };
    },
    backward(dy, [winner = none()]) {
      const place = np.array(Int32Array.of(0, 1, 2, 3), { dtype: np.int32 });
      const wins = winner.reshape(shape).equal(place.reshape([1, 1, 1, 2, 1, 2]));
      const dx = np
        .where(wins, dy.reshape(shape), 0)
        .reshape([channels, batch, 2 * rows, 2 * columns]);
      if (!odd) return { dx };
      return { dx: pad(dx, [0, height - 2 * rows], [0, width - 2 * columns]) };
    },
  };
}

/**
 * @param {import('../nets.mjs').Operation} operation
 * @param {number} batch
 * @param {JaxArray | undefined} key
 * @returns {Layer}
 */
function dropout({ rate, output: [channels, height, width] }, batch, key) {
  if (!key) return { forward: (x) => ({ y: x, saved: [] }), backward: (dy) => ({ dx: dy }) };
  return {
    forward(x) {
      const kept = random.bernoulli(key, 1 - rate, [channels, batch, height, width]);
      const mask = np.where(kept, 1 / (1 - rate), 0);
      return { y: x.mul(mask.ref), saved: [mask] };
    },
    backward: (dy, [mask = none()]) => ({ dx: dy.mul(mask) }),
  };
}
