// Weights for libraries that keep the channels of a pixel side by side.

/**
 * Rows of C x H x W values become rows of H x W x C.
 * @param {Float32Array} values
 * @param {import('../nets.mjs').Shape} shape
 */
export function channelsLast(values, [channels, height, width]) {
  const area = height * width;
  const length = channels * area;
  const result = new Float32Array(values.length);
  for (let row = 0; row < values.length; row += length) {
    for (let c = 0; c < channels; ++c) {
      for (let i = 0; i < area; ++i) {
        result[row + i * channels + c] = values[row + c * area + i] ?? 0;
      }
    }
  }
  return result;
}

/**
 * The shape of what one filter or one dense unit reads.
 * @param {import('../nets.mjs').Operation} operation
 * @returns {import('../nets.mjs').Shape}
 */
export function readShape({ kind, input, kernel }) {
  return kind === 'conv' ? [input[0], kernel, kernel] : input;
}
