// Ours is channel-major (N, C, H, W), TensorFlow.js's examples have their channels last.
import * as tf from '@tensorflow/tfjs-core';

/** (N, C, H, W) as (N, H, W, C). */
export function channelsLast(x: tf.Tensor): tf.Tensor4D {
  return tf.transpose(x as tf.Tensor4D, [0, 2, 3, 1]);
}

/** (N, H, W, C) as (N, C, H, W). */
export function channelsFirst(x: tf.Tensor): tf.Tensor4D {
  return tf.transpose(x as tf.Tensor4D, [0, 3, 1, 2]);
}

/** A convolution's weight (OC, IC, KH, KW) as (KH, KW, IC, OC). */
export function filterLast(weight: tf.Tensor): tf.Tensor4D {
  return tf.transpose(weight as tf.Tensor4D, [2, 3, 1, 0]);
}
