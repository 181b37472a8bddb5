import type * as tf from '@tensorflow/tfjs-core';
import type { ExampleShape, LayerSpec } from 'receptive';
import type { Random } from './random.js';

/** Reads a parameter of ours by name ('conv2d.weight'), in our shape; its gradient is followed. */
export type Parameters = (name: string) => tf.Tensor;

/** One layer with its arguments, ours and the same computation by TensorFlow.js. */
export interface Configuration {
  input: ExampleShape;
  /** What comes before the layer, if anything, and last the layer itself. */
  layers: LayerSpec[];
  /** Pictures (N, H, W, C) in, what the last layer makes of them, (N, H, W, C), out. */
  forward(x: tf.Tensor4D, parameters: Parameters, training: boolean): tf.Tensor;
  /** Values of `count` pictures; by default between -1 and 1. */
  pictures?(random: Random, count: number): Float32Array;
  /** Where parameters start, by the ends of their names; by default between -0.5 and 0.5. */
  starts?: Record<string, [low: number, high: number]>;
  /** The picture gets no gradient (word numbers). */
  withoutPictureGradient?: boolean;
}

/** A layer that both sides have. A new one is one more entry in a table of these. */
export interface Peer {
  name: string;
  /** How many configurations are compared. */
  count: number;
  configure(random: Random): Configuration;
}
