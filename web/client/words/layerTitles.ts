/** Headings of columns: short enough for a narrow one. */
const titles: Record<string, string> = {
  averagePooling2d: 'mean pool',
  batchNormalization: 'norm',
  blurPooling2d: 'blur pool',
  concatenate: 'join',
  conv1d: 'conv',
  conv2d: 'conv',
  conv2dTranspose: 'conv up',
  depthwiseConv2d: 'conv each',
  globalAveragePooling2d: 'mean',
  globalMaxPooling1d: 'max',
  globalMaxPooling2d: 'max',
  groupNormalization: 'norm',
  l2Pooling2d: 'L2 pool',
  leakyRelu: 'leaky relu',
  localContrastNormalization: 'contrast',
  localResponseNormalization: 'norm',
  locallyConnected2d: 'local',
  maxPooling2d: 'max pool',
  radialBasis: 'distance',
  rescaling: 'scale',
  scaledTanh: 'tanh',
  subsampling2d: 'pool',
  zeroPadding2d: 'pad',
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
