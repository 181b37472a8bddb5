import type { LayerSpec } from 'receptive';

/**
 * What the builder knows of layers: which there are and what can be set, each declared once. Whether
 * a choice fits, the core says.
 */

export type ArgumentKind =
  /** One of a few sizes, and others by hand; applies to height and width alike. */
  | { kind: 'size'; sizes: readonly number[] }
  | { kind: 'whole'; min: number; max: number }
  | { kind: 'share'; max: number }
  | { kind: 'choice'; options: readonly { value: string; title: string }[] }
  | { kind: 'flag' };

export type Argument = ArgumentKind & {
  name: string;
  title: string;
  /** What the core takes when it is left out. */
  fallback: number | string | boolean;
  about: string;
};

const activations = [
  { value: 'linear', title: 'none' },
  { value: 'relu', title: 'ReLU' },
  { value: 'leakyRelu', title: 'leaky ReLU' },
  { value: 'elu', title: 'ELU' },
  { value: 'sigmoid', title: 'sigmoid' },
  { value: 'tanh', title: 'tanh' },
  { value: 'scaledTanh', title: 'scaled tanh' },
] as const;

const filters: Argument = {
  name: 'filters',
  title: 'Filters',
  kind: 'whole',
  min: 1,
  max: 1024,
  fallback: 8,
  about: 'How many different things it looks for; each makes a map of its own.',
};
const kernelSize: Argument = {
  name: 'kernelSize',
  title: 'Filter size',
  kind: 'size',
  sizes: [1, 2, 3, 4, 5, 7, 9, 11],
  fallback: 3,
  about: 'Squares that a filter sees at once, height and width.',
};
const strides: Argument = {
  name: 'strides',
  title: 'Stride',
  kind: 'size',
  sizes: [1, 2, 3, 4],
  fallback: 1,
  about: 'Squares from one place of the window to the next: 2 halves the map.',
};
const padding: Argument = {
  name: 'padding',
  title: 'Padding',
  kind: 'choice',
  options: [
    { value: 'valid', title: 'valid' },
    { value: 'same', title: 'same' },
  ],
  fallback: 'valid',
  about:
    'Zeros around the map, so that a window may look over its edge: valid adds none, same as many as keep the size.',
};
const dilation: Argument = {
  name: 'dilationRate',
  title: 'Dilation',
  kind: 'size',
  sizes: [1, 2, 3, 4],
  fallback: 1,
  about: 'Gaps between the squares of a filter: 2 leaves out every other one, to see further.',
};
const activation: Argument = {
  name: 'activation',
  title: 'Activation',
  kind: 'choice',
  options: activations,
  fallback: 'linear',
  about: 'What bends the sums; without one two layers in a row could be one.',
};
const useBias: Argument = {
  name: 'useBias',
  title: 'Bias',
  kind: 'flag',
  fallback: true,
  about: 'A number that each filter or unit adds to its sums.',
};
const units: Argument = {
  name: 'units',
  title: 'Units',
  kind: 'whole',
  min: 1,
  max: 4096,
  fallback: 32,
  about: 'Sums over everything that comes in. The last dense layer has one for each class.',
};
const poolSize: Argument = {
  name: 'poolSize',
  title: 'Window',
  kind: 'size',
  sizes: [2, 3, 4, 5],
  fallback: 2,
  about: 'Squares that become one, height and width.',
};
const poolStrides: Argument = {
  ...strides,
  fallback: 0,
  about: 'Squares from one window to the next; by default as many as the window has.',
};
const ceilMode: Argument = {
  name: 'ceilMode',
  title: 'Last windows may hang over',
  kind: 'flag',
  fallback: false,
  about: 'At the edge a window that is only partly on the map counts: 7 becomes 4, not 3.',
};
const rate: Argument = {
  name: 'rate',
  title: 'Rate',
  kind: 'share',
  max: 0.95,
  fallback: 0.5,
  about: 'Share that is left out by chance in each training step.',
};

export interface LayerEntry {
  type: string;
  title: string;
  /** One line for the menu. */
  about: string;
  arguments: readonly Argument[];
  /** Reads two layers or more, by name. */
  joins?: boolean;
  /** What a new one is made with. */
  start: Omit<LayerSpec, 'type'>;
}

export interface LayerGroup {
  title: string;
  entries: readonly LayerEntry[];
}

const plain = (type: string, title: string, about: string, ...args: Argument[]): LayerEntry => ({
  type,
  title,
  about,
  arguments: args,
  start: {},
});

export const layerGroups: readonly LayerGroup[] = [
  {
    title: 'Filters',
    entries: [
      {
        type: 'conv2d',
        title: 'Convolution',
        about: 'Small filters slide over the maps and look for the same thing everywhere.',
        arguments: [filters, kernelSize, strides, padding, dilation, activation, useBias],
        start: { filters: 8, kernelSize: 3, activation: 'relu' },
      },
      {
        type: 'depthwiseConv2d',
        title: 'Convolution, each map by itself',
        about: 'One filter for each map, and no map is mixed with another: few weights.',
        arguments: [kernelSize, strides, padding, dilation, activation, useBias],
        start: { kernelSize: 3, padding: 'same', activation: 'relu' },
      },
      {
        type: 'locallyConnected2d',
        title: 'Filters of each place',
        about: 'As a convolution, but every place has filters of its own: many weights.',
        arguments: [filters, kernelSize, strides, activation, useBias],
        start: { filters: 4, kernelSize: 3, activation: 'relu' },
      },
      {
        type: 'conv2dTranspose',
        title: 'Convolution backwards',
        about: 'Spreads each square over a window of a larger map.',
        arguments: [filters, kernelSize, strides, padding, activation, useBias],
        start: { filters: 8, kernelSize: 3, strides: 2, padding: 'same' },
      },
      {
        type: 'recurrentConv2d',
        title: 'Recurrent convolution',
        about: 'A convolution that reads its own output again for a few steps.',
        arguments: [
          filters,
          kernelSize,
          {
            name: 'steps',
            title: 'Steps',
            kind: 'whole',
            min: 1,
            max: 16,
            fallback: 3,
            about: 'Times that it reads its own output.',
          },
        ],
        start: { filters: 8, kernelSize: 3, steps: 2 },
      },
    ],
  },
  {
    title: 'Make maps smaller',
    entries: [
      plain(
        'maxPooling2d',
        'Max pooling',
        'Of each window only the largest value goes on.',
        poolSize,
        poolStrides,
        padding,
        ceilMode,
      ),
      plain(
        'averagePooling2d',
        'Mean pooling',
        'Each window becomes its mean.',
        poolSize,
        poolStrides,
        padding,
        ceilMode,
      ),
      plain(
        'blurPooling2d',
        'Blur pooling',
        'Blurs before it drops squares: the answer holds still when the picture shifts.',
        { ...poolSize, sizes: [2, 3, 4, 5], fallback: 3 },
        { ...strides, fallback: 2 },
      ),
      plain('globalAveragePooling2d', 'Mean of the map', 'Each map becomes one number, its mean.'),
      plain(
        'globalMaxPooling2d',
        'Maximum of the map',
        'Each map becomes one number, its largest.',
      ),
      plain('zeroPadding2d', 'Zeros around', 'Makes maps larger by a rim of zeros.', {
        name: 'padding',
        title: 'Rim',
        kind: 'whole',
        min: 0,
        max: 16,
        fallback: 1,
        about: 'Squares on each side.',
      }),
    ],
  },
  {
    title: 'Sums over everything',
    entries: [
      {
        type: 'dense',
        title: 'Dense',
        about: 'Every unit weighs all values before it; at the end these are the votes.',
        arguments: [units, activation, useBias],
        start: { units: 32, activation: 'relu' },
      },
      plain('flatten', 'Flatten', 'Writes maps as one long row. Dense layers do it by themselves.'),
    ],
  },
  {
    title: 'Bend',
    entries: [
      plain('relu', 'ReLU', 'Negative values become 0.'),
      plain('leakyRelu', 'Leaky ReLU', 'Negative values shrink instead of becoming 0.'),
      plain('elu', 'ELU', 'As ReLU, with a smooth bend below 0.'),
      plain('sigmoid', 'Sigmoid', 'Squeezes everything between 0 and 1.'),
      plain('tanh', 'Tanh', 'Squeezes everything between −1 and 1.'),
      plain('softmax', 'Softmax', 'Turns scores into probabilities with a sum of 1.'),
    ],
  },
  {
    title: 'Help training',
    entries: [
      plain(
        'batchNormalization',
        'Batch normalization',
        'Brings every map to mean 0 and spread 1 over the batch: deep networks learn faster.',
      ),
      plain('dropout', 'Dropout', 'Leaves values out by chance while training.', rate),
      plain('spatialDropout2d', 'Dropout of maps', 'Leaves whole maps out by chance.', rate),
      plain(
        'localResponseNormalization',
        'Response normalization',
        'Divides by what the neighbouring maps say at the same place (AlexNet).',
      ),
    ],
  },
  {
    title: 'Join branches',
    entries: [
      {
        type: 'add',
        title: 'Add',
        about: 'Sums layers of the same shape: the shortcut of a residual network.',
        arguments: [],
        joins: true,
        start: {},
      },
      {
        type: 'concatenate',
        title: 'Concatenate',
        about: 'Puts the maps of several layers side by side, as an inception block does.',
        arguments: [],
        joins: true,
        start: {},
      },
    ],
  },
];

const entries = new Map(
  layerGroups.flatMap(({ entries: ones }) => ones.map((entry) => [entry.type, entry] as const)),
);

/** A layer that the table does not have can be kept, moved and removed, and set as text. */
export function entryOf(type: string): LayerEntry {
  return entries.get(type) ?? plain(type, type, 'Can be set in the text form.');
}
