/**
 * The same values. Weights that have grown beyond measure make scores and gradients that are no numbers
 * any more: that is told in words, and not shown.
 */
export function tellable(values: Float32Array): Float32Array {
  if (values.every((value) => Number.isFinite(value))) return values;
  throw new Error(
    'The weights have become so large that what the network looks for cannot be computed. ' +
      'Reset the run, and train with a smaller learning rate.',
  );
}
