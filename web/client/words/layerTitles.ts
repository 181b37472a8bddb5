/** Headings of layers: their types in full. */
const titles: Record<string, string> = {
  averagePooling2d: 'mean pooling',
  batchNormalization: 'normalization',
  blurPooling2d: 'blur pooling',
  concatenate: 'join',
  conv1d: 'convolution',
  conv2d: 'convolution',
  conv2dTranspose: 'transposed convolution',
  depthwiseConv2d: 'depthwise convolution',
  globalAveragePooling2d: 'global mean',
  globalMaxPooling1d: 'global maximum',
  globalMaxPooling2d: 'global maximum',
  groupNormalization: 'normalization',
  l2Pooling2d: 'L2 pooling',
  leakyRelu: 'leaky ReLU',
  localContrastNormalization: 'contrast normalization',
  locallyConnected2d: 'locally connected',
  localResponseNormalization: 'normalization',
  maxPooling2d: 'max pooling',
  radialBasis: 'distance',
  relu: 'ReLU',
  rescaling: 'rescaling',
  scaledTanh: 'scaled tanh',
  subsampling2d: 'subsampling',
  zeroPadding2d: 'padding',
};

export function layerTitle(type: string): string {
  return titles[type] ?? type;
}

/** What tells layers of one heading apart, where no size does. */
const details: Record<string, string> = {
  batchNormalization: 'batch',
  groupNormalization: 'group',
  localResponseNormalization: 'response',
};

export function layerDetail(type: string): string {
  return details[type] ?? '';
}
