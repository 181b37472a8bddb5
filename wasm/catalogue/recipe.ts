// Made from the core by `npm run catalogue`.

import type { ArgumentRule, Rules } from './declaration.js';

export const optimizers = {
  sgd: {
    name: 'sgd',
    title: 'SGD',
    arguments: [
      { name: 'learningRate', type: 'number', min: 0, default: 0.01, title: 'Learning rate' },
      {
        name: 'momentum',
        type: 'number',
        min: 0,
        max: 1,
        belowMax: true,
        default: 0,
        title: 'Momentum',
      },
      { name: 'nesterov', type: 'flag', default: false, title: 'Nesterov' },
      { name: 'weightDecay', type: 'number', min: 0, max: 1, default: 0, title: 'Weight decay' },
      { name: 'clipValue', type: 'number', min: 0, default: 0, title: 'Largest gradient' },
      {
        name: 'clipNorm',
        type: 'number',
        min: 0,
        default: 0,
        title: 'Longest gradient of a parameter',
      },
      { name: 'globalClipNorm', type: 'number', min: 0, default: 0, title: 'Longest gradient' },
    ],
  },
  adagrad: {
    name: 'adagrad',
    title: 'Adagrad',
    arguments: [
      { name: 'learningRate', type: 'number', min: 0, default: 0.001, title: 'Learning rate' },
      {
        name: 'initialAccumulator',
        type: 'number',
        min: 0,
        default: 0.1,
        title: 'First accumulator',
      },
      { name: 'epsilon', type: 'number', min: 1e-12, max: 1, default: 1e-7, title: 'Epsilon' },
      { name: 'weightDecay', type: 'number', min: 0, max: 1, default: 0, title: 'Weight decay' },
      { name: 'clipValue', type: 'number', min: 0, default: 0, title: 'Largest gradient' },
      {
        name: 'clipNorm',
        type: 'number',
        min: 0,
        default: 0,
        title: 'Longest gradient of a parameter',
      },
      { name: 'globalClipNorm', type: 'number', min: 0, default: 0, title: 'Longest gradient' },
    ],
  },
  rmsprop: {
    name: 'rmsprop',
    title: 'RMSProp',
    arguments: [
      { name: 'learningRate', type: 'number', min: 0, default: 0.001, title: 'Learning rate' },
      { name: 'rho', type: 'number', min: 0, max: 1, belowMax: true, default: 0.9, title: 'Rho' },
      {
        name: 'momentum',
        type: 'number',
        min: 0,
        max: 1,
        belowMax: true,
        default: 0,
        title: 'Momentum',
      },
      { name: 'epsilon', type: 'number', min: 1e-12, max: 1, default: 1e-7, title: 'Epsilon' },
      { name: 'weightDecay', type: 'number', min: 0, max: 1, default: 0, title: 'Weight decay' },
      { name: 'clipValue', type: 'number', min: 0, default: 0, title: 'Largest gradient' },
      {
        name: 'clipNorm',
        type: 'number',
        min: 0,
        default: 0,
        title: 'Longest gradient of a parameter',
      },
      { name: 'globalClipNorm', type: 'number', min: 0, default: 0, title: 'Longest gradient' },
    ],
  },
  adam: {
    name: 'adam',
    title: 'Adam',
    arguments: [
      { name: 'learningRate', type: 'number', min: 0, default: 0.001, title: 'Learning rate' },
      {
        name: 'beta1',
        type: 'number',
        min: 0,
        max: 1,
        belowMax: true,
        default: 0.9,
        title: 'Beta 1',
      },
      {
        name: 'beta2',
        type: 'number',
        min: 0,
        max: 1,
        belowMax: true,
        default: 0.999,
        title: 'Beta 2',
      },
      { name: 'epsilon', type: 'number', min: 1e-12, max: 1, default: 1e-7, title: 'Epsilon' },
      { name: 'weightDecay', type: 'number', min: 0, max: 1, default: 0, title: 'Weight decay' },
      { name: 'clipValue', type: 'number', min: 0, default: 0, title: 'Largest gradient' },
      {
        name: 'clipNorm',
        type: 'number',
        min: 0,
        default: 0,
        title: 'Longest gradient of a parameter',
      },
      { name: 'globalClipNorm', type: 'number', min: 0, default: 0, title: 'Longest gradient' },
    ],
  },
  adamw: {
    name: 'adamw',
    title: 'AdamW',
    arguments: [
      { name: 'learningRate', type: 'number', min: 0, default: 0.001, title: 'Learning rate' },
      {
        name: 'beta1',
        type: 'number',
        min: 0,
        max: 1,
        belowMax: true,
        default: 0.9,
        title: 'Beta 1',
      },
      {
        name: 'beta2',
        type: 'number',
        min: 0,
        max: 1,
        belowMax: true,
        default: 0.999,
        title: 'Beta 2',
      },
      { name: 'epsilon', type: 'number', min: 1e-12, max: 1, default: 1e-7, title: 'Epsilon' },
      {
        name: 'weightDecay',
        type: 'number',
        min: 0,
        max: 1,
        default: 0.004,
        title: 'Weight decay',
      },
      { name: 'clipValue', type: 'number', min: 0, default: 0, title: 'Largest gradient' },
      {
        name: 'clipNorm',
        type: 'number',
        min: 0,
        default: 0,
        title: 'Longest gradient of a parameter',
      },
      { name: 'globalClipNorm', type: 'number', min: 0, default: 0, title: 'Longest gradient' },
    ],
  },
} satisfies Record<string, Rules>;

export const schedules = {
  constant: {
    name: 'constant',
    title: 'Constant',
    arguments: [
      {
        name: 'warmUp',
        type: 'number',
        min: 0,
        max: 1000000,
        default: 0,
        title: 'Warm-up',
        unit: 'epochs',
      },
    ],
  },
  step: {
    name: 'step',
    title: 'Steps',
    arguments: [
      {
        name: 'every',
        type: 'whole',
        required: true,
        min: 1,
        max: 1000000,
        title: 'Every',
        unit: 'epochs',
      },
      { name: 'rate', type: 'number', min: 0, max: 1, default: 0.1, title: 'Rate' },
      {
        name: 'warmUp',
        type: 'number',
        min: 0,
        max: 1000000,
        default: 0,
        title: 'Warm-up',
        unit: 'epochs',
      },
    ],
  },
  exponential: {
    name: 'exponential',
    title: 'Exponential',
    arguments: [
      { name: 'rate', type: 'number', required: true, min: 0, max: 1, title: 'Rate' },
      { name: 'staircase', type: 'flag', default: true, title: 'Staircase' },
      {
        name: 'warmUp',
        type: 'number',
        min: 0,
        max: 1000000,
        default: 0,
        title: 'Warm-up',
        unit: 'epochs',
      },
    ],
  },
  cosine: {
    name: 'cosine',
    title: 'Cosine',
    arguments: [
      {
        name: 'epochs',
        type: 'number',
        required: true,
        min: 0.001,
        max: 1000000,
        title: 'Epochs',
        unit: 'epochs',
      },
      { name: 'floor', type: 'number', min: 0, max: 1, default: 0, title: 'Floor' },
      {
        name: 'warmUp',
        type: 'number',
        min: 0,
        max: 1000000,
        default: 0,
        title: 'Warm-up',
        unit: 'epochs',
      },
    ],
  },
  oneCycle: {
    name: 'oneCycle',
    title: 'One cycle',
    arguments: [
      {
        name: 'epochs',
        type: 'number',
        required: true,
        min: 0.001,
        max: 1000000,
        title: 'Epochs',
        unit: 'epochs',
      },
      { name: 'peakAt', type: 'number', min: 0.001, max: 0.999, default: 0.3, title: 'Peak at' },
      { name: 'start', type: 'number', min: 0, max: 1, default: 0.04, title: 'Start' },
      { name: 'floor', type: 'number', min: 0, max: 1, default: 0.0001, title: 'Floor' },
    ],
  },
} satisfies Record<string, Rules>;

export const averagings = {
  none: { name: 'none', title: 'None', arguments: [] },
  exponential: {
    name: 'exponential',
    title: 'Moving average',
    arguments: [
      {
        name: 'decay',
        type: 'number',
        min: 0,
        max: 1,
        belowMax: true,
        default: 0.999,
        title: 'Decay',
      },
    ],
  },
  epochs: {
    name: 'epochs',
    title: 'Mean of epochs',
    arguments: [
      {
        name: 'from',
        type: 'whole',
        min: 0,
        max: 1000000,
        default: 0,
        title: 'From',
        unit: 'epochs',
      },
    ],
  },
} satisfies Record<string, Rules>;

export const penalty: Rules = {
  name: 'penalty',
  title: 'Penalty',
  arguments: [
    { name: 'l1', type: 'number', min: 0, max: 1000000, default: 0, title: 'L1' },
    { name: 'l2', type: 'number', min: 0, max: 1000000, default: 0, title: 'L2' },
  ],
};

export const augmentation: Rules = {
  name: 'augmentation',
  title: 'Augmentation',
  arguments: [
    { name: 'shift', type: 'number', min: 0, max: 64, default: 0, title: 'Shift', unit: 'pixels' },
    {
      name: 'rotation',
      type: 'number',
      min: 0,
      max: 180,
      default: 0,
      title: 'Rotation',
      unit: 'degrees',
    },
    { name: 'scale', type: 'number', min: 0, max: 0.9, default: 0, title: 'Scale', unit: 'share' },
    {
      name: 'shear',
      type: 'number',
      min: 0,
      max: 2,
      default: 0,
      title: 'Shear',
      unit: 'columns per row',
    },
    {
      name: 'elastic',
      type: 'number',
      min: 0,
      max: 16,
      default: 0,
      title: 'Elastic',
      unit: 'pixels',
    },
    {
      name: 'smoothness',
      type: 'number',
      min: 0.5,
      max: 32,
      default: 4,
      title: 'Smoothness',
      unit: 'pixels',
    },
    {
      name: 'erasing',
      type: 'number',
      min: 0,
      max: 1,
      default: 0,
      title: 'Erasing',
      unit: 'share',
    },
    { name: 'noise', type: 'number', min: 0, max: 1, default: 0, title: 'Noise', unit: 'share' },
  ],
};

export const fit: Rules = {
  name: 'fit',
  title: 'Whole epochs',
  arguments: [
    {
      name: 'validation',
      type: 'whole',
      min: 0,
      default: 0,
      title: 'Validation',
      unit: 'examples',
    },
    {
      name: 'patience',
      type: 'whole',
      min: 0,
      max: 1000000,
      default: 0,
      title: 'Patience',
      unit: 'epochs',
    },
    {
      name: 'minEpochs',
      type: 'whole',
      min: 0,
      max: 1000000,
      default: 0,
      title: 'At least',
      unit: 'epochs',
    },
    {
      name: 'patienceIncrease',
      type: 'number',
      min: 1,
      max: 1000,
      default: 1,
      title: 'Patience grows',
    },
    { name: 'improvement', type: 'number', min: 0, max: 1, default: 1, title: 'Improvement' },
    {
      name: 'digitWidth',
      type: 'whole',
      min: 0,
      max: 65536,
      default: 0,
      title: 'Width of the ink',
      unit: 'columns',
    },
    { name: 'exactStatistics', type: 'flag', default: false, title: 'Exact statistics' },
  ],
};

export const run: Rules = {
  name: 'run',
  title: 'Run',
  arguments: [
    { name: 'seed', type: 'whole', min: 0, max: 9007199254740991, default: 1, title: 'Seed' },
    {
      name: 'batchSize',
      type: 'whole',
      min: 1,
      max: 65536,
      default: 32,
      title: 'Batch size',
      unit: 'examples',
    },
  ],
};

/** Types of the layers that leave values out, and how much. */
export const dropouts: readonly string[] = ['dropout', 'spatialDropout2d'];
export const dropoutRate: ArgumentRule = {
  name: 'rate',
  type: 'number',
  min: 0,
  max: 1,
  belowMax: true,
  default: 0.5,
  title: 'Rate',
};
