// Made from the core by `npm run catalogue`.

/** What every layer can say. */
export interface LayerCommon {
  /** Unique; by default the type and a number: conv2d, conv2d_1, ... */
  name?: string;
  /** Names of the layers (or 'input') that it reads; by default the layer before it. */
  inputs?: string[];
  /** Uses the weights of this earlier layer. */
  weightsOf?: string;
  /** Whether training changes its weights; by default it does. */
  trainable?: boolean;
}

/** Small filters slide over the maps and look for the same thing everywhere. */
export interface Conv2dLayer extends LayerCommon {
  type: 'conv2d';
  /** How many different things it looks for; each makes a map of its own. From 1 to 65536. */
  filters: number;
  /** Squares that a filter sees at once, height and width. From 1 to 4096. */
  kernelSize: number | readonly [height: number, width: number];
  /** Squares from one place of the window to the next: 2 halves the map. From 1 to 4096. Default 1. */
  strides?: number | readonly [height: number, width: number];
  /** Zeros around the map, so that a window may look over its edge: valid adds none, same as many as keep the size. From 0 to 4096. Default 'valid'. */
  padding?:
    | 'valid'
    | 'same'
    | number
    | readonly [vertical: number, horizontal: number]
    | readonly [top: number, bottom: number, left: number, right: number];
  /** Gaps between the squares of a filter: 2 leaves out every other one, to see further. From 1 to 4096. Default 1. */
  dilationRate?: number | readonly [height: number, width: number];
  /** Filters and maps fall into this many groups, and a filter reads the maps of its own. At least 1. Default 1. */
  groups?: number;
  /** Which maps each filter reads, a group of map numbers for each: '012 123' or '0,1,12 3,4'. */
  connections?: string;
  /** A number that each filter or unit adds to its sums. Default true. */
  useBias?: boolean;
  /** How the weights are drawn at the start. Default 'glorotUniform'. */
  kernelInitializer?:
    | 'glorotUniform'
    | 'glorotNormal'
    | 'heUniform'
    | 'heNormal'
    | 'lecunUniform'
    | 'lecunNormal'
    | 'fanInUniform'
    | 'zeros';
  /** What the weights start as, a number for each. */
  kernelValues?: readonly number[];
  /** What the biases start as, a number for each. */
  biasValues?: readonly number[];
  /** Factor for the outputs that the start of the weights counts: 0.25 in front of a pool of 2x2 (Theano's LeNet). From 0.000001 to 1000000. Default 1. */
  fanOutScale?: number;
  /** What bends the sums; without one two layers in a row could be one. Default 'linear'. */
  activation?:
    'relu' | 'leakyRelu' | 'elu' | 'sigmoid' | 'tanh' | 'scaledTanh' | 'abs' | 'softmax' | 'linear';
}

/** As a convolution, over a row of values such as a sentence. */
export interface Conv1dLayer extends LayerCommon {
  type: 'conv1d';
  /** How many different things it looks for; each makes a map of its own. From 1 to 65536. */
  filters: number;
  /** Values that a filter sees at once. From 1 to 4096. */
  kernelSize: number;
  /** Values from one place of the window to the next. From 1 to 4096. Default 1. */
  strides?: number;
  /** Zeros around the row: valid adds none, same as many as keep the length, causal only before it. From 0 to 4096. Default 'valid'. */
  padding?: 'valid' | 'same' | 'causal' | number | readonly [left: number, right: number];
  /** Gaps between the values of a filter: 2 leaves out every other one. From 1 to 4096. Default 1. */
  dilationRate?: number;
  /** Filters and maps fall into this many groups, and a filter reads the maps of its own. At least 1. Default 1. */
  groups?: number;
  /** A number that each filter or unit adds to its sums. Default true. */
  useBias?: boolean;
  /** How the weights are drawn at the start. Default 'glorotUniform'. */
  kernelInitializer?:
    | 'glorotUniform'
    | 'glorotNormal'
    | 'heUniform'
    | 'heNormal'
    | 'lecunUniform'
    | 'lecunNormal'
    | 'fanInUniform'
    | 'zeros';
  /** What the weights start as, a number for each. */
  kernelValues?: readonly number[];
  /** What the biases start as, a number for each. */
  biasValues?: readonly number[];
  /** What bends the sums; without one two layers in a row could be one. Default 'linear'. */
  activation?:
    'relu' | 'leakyRelu' | 'elu' | 'sigmoid' | 'tanh' | 'scaledTanh' | 'abs' | 'softmax' | 'linear';
}

/** One filter for each map, and no map is mixed with another: few weights. */
export interface DepthwiseConv2dLayer extends LayerCommon {
  type: 'depthwiseConv2d';
  /** Squares that a filter sees at once, height and width. From 1 to 4096. */
  kernelSize: number | readonly [height: number, width: number];
  /** Squares from one place of the window to the next: 2 halves the map. From 1 to 4096. Default 1. */
  strides?: number | readonly [height: number, width: number];
  /** Zeros around the map, so that a window may look over its edge: valid adds none, same as many as keep the size. From 0 to 4096. Default 'valid'. */
  padding?:
    | 'valid'
    | 'same'
    | number
    | readonly [vertical: number, horizontal: number]
    | readonly [top: number, bottom: number, left: number, right: number];
  /** Gaps between the squares of a filter: 2 leaves out every other one, to see further. From 1 to 4096. Default 1. */
  dilationRate?: number | readonly [height: number, width: number];
  /** How many filters read each map. At least 1. Default 1. */
  depthMultiplier?: number;
  /** A number that each filter or unit adds to its sums. Default true. */
  useBias?: boolean;
  /** How the weights are drawn at the start. Default 'glorotUniform'. */
  kernelInitializer?:
    | 'glorotUniform'
    | 'glorotNormal'
    | 'heUniform'
    | 'heNormal'
    | 'lecunUniform'
    | 'lecunNormal'
    | 'fanInUniform'
    | 'zeros';
  /** What the weights start as, a number for each. */
  kernelValues?: readonly number[];
  /** What the biases start as, a number for each. */
  biasValues?: readonly number[];
  /** What bends the sums; without one two layers in a row could be one. Default 'linear'. */
  activation?:
    'relu' | 'leakyRelu' | 'elu' | 'sigmoid' | 'tanh' | 'scaledTanh' | 'abs' | 'softmax' | 'linear';
}

/** As a convolution, but every place has filters of its own: many weights. */
export interface LocallyConnected2dLayer extends LayerCommon {
  type: 'locallyConnected2d';
  /** How many different things it looks for; each makes a map of its own. From 1 to 65536. */
  filters: number;
  /** Squares that a filter sees at once, height and width. From 1 to 4096. */
  kernelSize: number | readonly [height: number, width: number];
  /** Squares from one place of the window to the next: 2 halves the map. From 1 to 4096. Default 1. */
  strides?: number | readonly [height: number, width: number];
  /** Its windows stay on the map. Default 'valid'. */
  padding?: 'valid';
  /** A number that each filter or unit adds to its sums. Default true. */
  useBias?: boolean;
  /** How the weights are drawn at the start. Default 'glorotUniform'. */
  kernelInitializer?:
    | 'glorotUniform'
    | 'glorotNormal'
    | 'heUniform'
    | 'heNormal'
    | 'lecunUniform'
    | 'lecunNormal'
    | 'fanInUniform'
    | 'zeros';
  /** What the weights start as, a number for each. */
  kernelValues?: readonly number[];
  /** What the biases start as, a number for each. */
  biasValues?: readonly number[];
  /** What bends the sums; without one two layers in a row could be one. Default 'linear'. */
  activation?:
    'relu' | 'leakyRelu' | 'elu' | 'sigmoid' | 'tanh' | 'scaledTanh' | 'abs' | 'softmax' | 'linear';
}

/** Spreads each square over a window of a larger map. */
export interface Conv2dTransposeLayer extends LayerCommon {
  type: 'conv2dTranspose';
  /** How many different things it looks for; each makes a map of its own. From 1 to 65536. */
  filters: number;
  /** Squares that a filter sees at once, height and width. From 1 to 4096. */
  kernelSize: number | readonly [height: number, width: number];
  /** Squares from one place of the window to the next: 2 halves the map. From 1 to 4096. Default 1. */
  strides?: number | readonly [height: number, width: number];
  /** valid keeps all that the filters paint, same stride times the map. Default 'valid'. */
  padding?: 'valid' | 'same';
  /** A number that each filter or unit adds to its sums. Default true. */
  useBias?: boolean;
  /** How the weights are drawn at the start. Default 'glorotUniform'. */
  kernelInitializer?:
    | 'glorotUniform'
    | 'glorotNormal'
    | 'heUniform'
    | 'heNormal'
    | 'lecunUniform'
    | 'lecunNormal'
    | 'fanInUniform'
    | 'zeros';
  /** What the weights start as, a number for each. */
  kernelValues?: readonly number[];
  /** What the biases start as, a number for each. */
  biasValues?: readonly number[];
  /** What bends the sums; without one two layers in a row could be one. Default 'linear'. */
  activation?:
    'relu' | 'leakyRelu' | 'elu' | 'sigmoid' | 'tanh' | 'scaledTanh' | 'abs' | 'softmax' | 'linear';
}

/** A convolution that reads its own output again for a few steps. */
export interface RecurrentConv2dLayer extends LayerCommon {
  type: 'recurrentConv2d';
  /** How many different things it looks for; each makes a map of its own. From 1 to 4096. */
  filters: number;
  /** Squares that a filter sees at once, height and width. From 1 to 4096. */
  kernelSize: number | readonly [height: number, width: number];
  /** Times that it reads its own output. From 1 to 16. Default 3. */
  steps?: number;
  /** Response normalization behind every step, with the constants of Liang and Hu 2015. Default false. */
  normalize?: boolean;
  /** How the weights are drawn at the start. Default 'glorotUniform'. */
  kernelInitializer?:
    | 'glorotUniform'
    | 'glorotNormal'
    | 'heUniform'
    | 'heNormal'
    | 'lecunUniform'
    | 'lecunNormal'
    | 'fanInUniform'
    | 'zeros';
}

/** Of each window only the largest value goes on. */
export interface MaxPooling2dLayer extends LayerCommon {
  type: 'maxPooling2d';
  /** Squares that become one, height and width. From 1 to 4096. Default 2. */
  poolSize?: number | readonly [height: number, width: number];
  /** Squares from one window to the next; by default as many as the window has. From 1 to 4096. Default: poolSize. */
  strides?: number | readonly [height: number, width: number];
  /** Zeros around the map, so that a window may look over its edge: valid adds none, same as many as keep the size. From 0 to 4096. Default 'valid'. */
  padding?:
    | 'valid'
    | 'same'
    | number
    | readonly [vertical: number, horizontal: number]
    | readonly [top: number, bottom: number, left: number, right: number];
  /** At the edge a window that is only partly on the map counts: 7 becomes 4, not 3. Default false. */
  ceilMode?: boolean;
}

/** Each window becomes its mean. */
export interface AveragePooling2dLayer extends LayerCommon {
  type: 'averagePooling2d';
  /** Squares that become one, height and width. From 1 to 4096. Default 2. */
  poolSize?: number | readonly [height: number, width: number];
  /** Squares from one window to the next; by default as many as the window has. From 1 to 4096. Default: poolSize. */
  strides?: number | readonly [height: number, width: number];
  /** Zeros around the map, so that a window may look over its edge: valid adds none, same as many as keep the size. From 0 to 4096. Default 'valid'. */
  padding?:
    | 'valid'
    | 'same'
    | number
    | readonly [vertical: number, horizontal: number]
    | readonly [top: number, bottom: number, left: number, right: number];
  /** At the edge a window that is only partly on the map counts: 7 becomes 4, not 3. Default false. */
  ceilMode?: boolean;
}

/** Each window becomes the root of the sum of its squares. */
export interface L2Pooling2dLayer extends LayerCommon {
  type: 'l2Pooling2d';
  /** Squares that become one, height and width. From 1 to 4096. Default 2. */
  poolSize?: number | readonly [height: number, width: number];
  /** Squares from one window to the next; by default as many as the window has. From 1 to 4096. Default: poolSize. */
  strides?: number | readonly [height: number, width: number];
  /** Zeros around the map, so that a window may look over its edge: valid adds none, same as many as keep the size. From 0 to 4096. Default 'valid'. */
  padding?:
    | 'valid'
    | 'same'
    | number
    | readonly [vertical: number, horizontal: number]
    | readonly [top: number, bottom: number, left: number, right: number];
  /** At the edge a window that is only partly on the map counts: 7 becomes 4, not 3. Default false. */
  ceilMode?: boolean;
}

/** Blurs before it drops squares: the answer holds still when the picture shifts. */
export interface BlurPooling2dLayer extends LayerCommon {
  type: 'blurPooling2d';
  /** Squares that become one, height and width. From 1 to 25. Default 3. */
  poolSize?: number;
  /** Squares from one place of the window to the next: 2 halves the map. From 1 to 4096. Default 2. */
  strides?: number;
}

/** LeNet-5's pooling: the sum of each window times a learned number, and another added. */
export interface Subsampling2dLayer extends LayerCommon {
  type: 'subsampling2d';
  /** Squares that become one, height and width. From 1 to 4096. Default 2. */
  poolSize?: number | readonly [height: number, width: number];
  /** Squares from one window to the next; by default as many as the window has. From 1 to 4096. Default: poolSize. */
  strides?: number | readonly [height: number, width: number];
  /** Its windows stay on the map. Default 'valid'. */
  padding?: 'valid';
  /** Without it they start at 1 / squares, so that the layer begins as mean pooling; LeNet-5 has fanInUniform. */
  kernelInitializer?:
    | 'glorotUniform'
    | 'glorotNormal'
    | 'heUniform'
    | 'heNormal'
    | 'lecunUniform'
    | 'lecunNormal'
    | 'fanInUniform'
    | 'zeros';
}

/** Each map becomes one number, its mean. */
export interface GlobalAveragePooling2dLayer extends LayerCommon {
  type: 'globalAveragePooling2d';
}

/** Each map becomes one number, its largest. */
export interface GlobalMaxPooling2dLayer extends LayerCommon {
  type: 'globalMaxPooling2d';
}

/** Each row becomes one number, its largest (max over time, Collobert et al. 2011). */
export interface GlobalMaxPooling1dLayer extends LayerCommon {
  type: 'globalMaxPooling1d';
}

/** Every unit weighs all values before it; at the end these are the votes. */
export interface DenseLayer extends LayerCommon {
  type: 'dense';
  /** Sums over everything that comes in. The last dense layer has one for each class. From 1 to 1048576. */
  units: number;
  /** A number that each filter or unit adds to its sums. Default true. */
  useBias?: boolean;
  /** How the weights are drawn at the start. Default 'glorotUniform'. */
  kernelInitializer?:
    | 'glorotUniform'
    | 'glorotNormal'
    | 'heUniform'
    | 'heNormal'
    | 'lecunUniform'
    | 'lecunNormal'
    | 'fanInUniform'
    | 'zeros';
  /** What the weights start as, a number for each. */
  kernelValues?: readonly number[];
  /** What the biases start as, a number for each. */
  biasValues?: readonly number[];
  /** What bends the sums; without one two layers in a row could be one. Default 'linear'. */
  activation?:
    'relu' | 'leakyRelu' | 'elu' | 'sigmoid' | 'tanh' | 'scaledTanh' | 'abs' | 'softmax' | 'linear';
}

/** Every unit measures how far all values before it are from its prototype (LeNet-5). */
export interface RadialBasisLayer extends LayerCommon {
  type: 'radialBasis';
  /** Sums over everything that comes in. The last dense layer has one for each class. From 1 to 1048576. */
  units: number;
  /** How the weights are drawn at the start. Default 'glorotUniform'. */
  kernelInitializer?:
    | 'glorotUniform'
    | 'glorotNormal'
    | 'heUniform'
    | 'heNormal'
    | 'lecunUniform'
    | 'lecunNormal'
    | 'fanInUniform'
    | 'zeros';
  /** What the units start as: pictures of the ten digits, 7x12 pixels, as LeNet-5 has them. */
  prototypes?: 'digits';
}

/** Words as points: each number of a row becomes a column of learned values. */
export interface EmbeddingLayer extends LayerCommon {
  type: 'embedding';
  /** How many there are; they are numbered from 0. From 1 to 16777216. */
  inputDim: number;
  /** Extents of the space in which the words are points. From 1 to 65536. */
  outputDim: number;
}

/** Negative values become 0. */
export interface ReluLayer extends LayerCommon {
  type: 'relu';
}

/** Negative values shrink instead of becoming 0. */
export interface LeakyReluLayer extends LayerCommon {
  type: 'leakyRelu';
  /** What negative values are multiplied with. From 0 to 1. Default 0.3. */
  negativeSlope?: number;
}

/** As ReLU, with a smooth bend below 0. */
export interface EluLayer extends LayerCommon {
  type: 'elu';
  /** Far below 0 it comes near minus this. From 0 to 100. Default 1. */
  alpha?: number;
}

/** Squeezes everything between 0 and 1. */
export interface SigmoidLayer extends LayerCommon {
  type: 'sigmoid';
}

/** Squeezes everything between −1 and 1. */
export interface TanhLayer extends LayerCommon {
  type: 'tanh';
}

/** LeNet-5's tanh, which has 1 where it reads 1 and bends towards 1.7159. */
export interface ScaledTanhLayer extends LayerCommon {
  type: 'scaledTanh';
}

/** Negative values become positive: only the size of an answer counts. */
export interface AbsLayer extends LayerCommon {
  type: 'abs';
}

/** Turns scores into probabilities with a sum of 1. */
export interface SoftmaxLayer extends LayerCommon {
  type: 'softmax';
}

/** Brings every map to mean 0 and spread 1 over the batch: deep networks learn faster. */
export interface BatchNormalizationLayer extends LayerCommon {
  type: 'batchNormalization';
  /** Share that the running mean and variance keep in a step. From 0 to 1. Default 0.99. */
  momentum?: number;
  /** Added to the variance, so that a flat map is not divided by 0. From 1e-12 to 1. Default 0.001. */
  epsilon?: number;
  /** A factor for each map, learned. Default true. */
  scale?: boolean;
  /** A number for each map that is added, learned. Default true. */
  center?: boolean;
}

/** Brings groups of maps to mean 0 and spread 1, each picture by itself. */
export interface GroupNormalizationLayer extends LayerCommon {
  type: 'groupNormalization';
  /** Maps fall into this many groups in order; 1 is layer normalization. At least 1. Default 32. */
  groups?: number;
  /** Added to the variance, so that a flat map is not divided by 0. From 1e-12 to 1. Default 0.001. */
  epsilon?: number;
  /** A factor for each map, learned. Default true. */
  scale?: boolean;
  /** A number for each map that is added, learned. Default true. */
  center?: boolean;
}

/** Leaves values out by chance while training. */
export interface DropoutLayer extends LayerCommon {
  type: 'dropout';
  /** Share that is left out by chance in each training step. From 0 to below 1. Default 0.5. */
  rate?: number;
}

/** Leaves whole maps out by chance. */
export interface SpatialDropout2dLayer extends LayerCommon {
  type: 'spatialDropout2d';
  /** Share that is left out by chance in each training step. From 0 to below 1. Default 0.5. */
  rate?: number;
}

/** Divides by what the neighbouring maps say at the same place (AlexNet). */
export interface LocalResponseNormalizationLayer extends LayerCommon {
  type: 'localResponseNormalization';
  /** Maps on each side that count. In maps. From 0 to 65536. Default 5. */
  depthRadius?: number;
  /** What the sum begins with. From 0.000001 to 1000000. Default 1. */
  bias?: number;
  /** Factor of the squares. From 0 to 1000000. Default 1. */
  alpha?: number;
  /** Power of the sum that divides. From 0 to 10. Default 0.5. */
  beta?: number;
}

/** Takes away the mean around each place and divides by the spread there (Jarrett et al. 2009). */
export interface LocalContrastNormalizationLayer extends LayerCommon {
  type: 'localContrastNormalization';
  /** Squares around a place, height and width; an odd number. From 1 to 255. Default 9. */
  kernelSize?: number;
}

/** Multiplies by a fixed number and adds another, to bring pictures into a range. */
export interface RescalingLayer extends LayerCommon {
  type: 'rescaling';
  /** What values are multiplied with, for all maps or for each. */
  scale: number | readonly number[];
  /** What is then added, for all maps or for each. Default 0. */
  offset?: number | readonly number[];
}

/** Sums layers of the same shape: the shortcut of a residual network. */
export interface AddLayer extends LayerCommon {
  type: 'add';
}

/** Puts the maps of several layers side by side, as an inception block does. */
export interface ConcatenateLayer extends LayerCommon {
  type: 'concatenate';
}

/** Writes maps as one long row. Dense layers do it by themselves. */
export interface FlattenLayer extends LayerCommon {
  type: 'flatten';
}

/** The same values in the same order, as maps of another size. */
export interface ReshapeLayer extends LayerCommon {
  type: 'reshape';
  /** [channels, height, width]; one of them may be -1 and is then what the others leave. At least -1. */
  targetShape: readonly [channels: number, height: number, width: number];
}

/** Makes maps larger by a rim of zeros. */
export interface ZeroPadding2dLayer extends LayerCommon {
  type: 'zeroPadding2d';
  /** Squares on each side. From 0 to 4096. Default 1. */
  padding?:
    | number
    | readonly [vertical: number, horizontal: number]
    | readonly [top: number, bottom: number, left: number, right: number];
}

export type LayerSpec =
  | Conv2dLayer
  | Conv1dLayer
  | DepthwiseConv2dLayer
  | LocallyConnected2dLayer
  | Conv2dTransposeLayer
  | RecurrentConv2dLayer
  | MaxPooling2dLayer
  | AveragePooling2dLayer
  | L2Pooling2dLayer
  | BlurPooling2dLayer
  | Subsampling2dLayer
  | GlobalAveragePooling2dLayer
  | GlobalMaxPooling2dLayer
  | GlobalMaxPooling1dLayer
  | DenseLayer
  | RadialBasisLayer
  | EmbeddingLayer
  | ReluLayer
  | LeakyReluLayer
  | EluLayer
  | SigmoidLayer
  | TanhLayer
  | ScaledTanhLayer
  | AbsLayer
  | SoftmaxLayer
  | BatchNormalizationLayer
  | GroupNormalizationLayer
  | DropoutLayer
  | SpatialDropout2dLayer
  | LocalResponseNormalizationLayer
  | LocalContrastNormalizationLayer
  | RescalingLayer
  | AddLayer
  | ConcatenateLayer
  | FlattenLayer
  | ReshapeLayer
  | ZeroPadding2dLayer;
export type LayerType = LayerSpec['type'];

/** Minus the logarithm of the label's probability; the answers are probabilities. */
export interface SoftmaxCrossEntropyLoss {
  type: 'softmaxCrossEntropy';
  /** Share of the label that goes to all classes alike (Szegedy et al. 2016, section 7). From 0 to below 1. Default 0. */
  labelSmoothing?: number;
  /** What an example counts in training by its class: a list, or 'balanced', the rarer the more (Keras, class_weight of fit). Evaluations count all alike. From 0 to 1000000. */
  classWeight?: 'balanced' | readonly number[];
}

/** Squared distances from 1 for the label and 0 for the others. */
export interface MeanSquaredErrorLoss {
  type: 'meanSquaredError';
  /** What an example counts in training by its class: a list, or 'balanced', the rarer the more (Keras, class_weight of fit). Evaluations count all alike. From 0 to 1000000. */
  classWeight?: 'balanced' | readonly number[];
}

/** What other classes score within a margin of the label (Weston and Watkins). */
export interface HingeLoss {
  type: 'hinge';
  /** How far the label's score must be above each other one. From 0 to 1000000. Default 1. */
  margin?: number;
  /** What an example counts in training by its class: a list, or 'balanced', the rarer the more (Keras, class_weight of fit). Evaluations count all alike. From 0 to 1000000. */
  classWeight?: 'balanced' | readonly number[];
}

/** Pulls right answers near and pushes wrong ones away (LeCun et al. 1998, equation 9). */
export interface MaximumAPosterioriLoss {
  type: 'maximumAPosteriori';
  /** Distance of a class that keeps the pull from collapsing. From 0 to 1000000. Default 1. */
  rubbish?: number;
  /** What an example counts in training by its class: a list, or 'balanced', the rarer the more (Keras, class_weight of fit). Evaluations count all alike. From 0 to 1000000. */
  classWeight?: 'balanced' | readonly number[];
}

export type LossSpec =
  SoftmaxCrossEntropyLoss | MeanSquaredErrorLoss | HingeLoss | MaximumAPosterioriLoss;
export type LossType = LossSpec['type'];

/** Steps along the gradient, with momentum if asked (Polyak 1964). */
export interface SgdOptimizer {
  type: 'sgd';
  /** How far each step goes; the schedule's factor multiplies it. At least 0. Default 0.01. */
  learningRate?: number;
  /** Share of the last step that is taken again with this one. From 0 to below 1. Default 0. */
  momentum?: number;
  /** Momentum that looks ahead (Sutskever et al. 2013). Default false. */
  nesterov?: boolean;
  /** Each step shrinks weights, not biases, by the learning rate times this. From 0 to 1. Default 0. */
  weightDecay?: number;
  /** Each gradient is brought into [-clipValue, clipValue]; 0 leaves it as it is. At least 0. Default 0. */
  clipValue?: number;
  /** Each parameter's gradient is shortened to this length; 0 leaves it as it is. At least 0. Default 0. */
  clipNorm?: number;
  /** All gradients together are shortened to this length; 0 leaves them as they are. At least 0. Default 0. */
  globalClipNorm?: number;
}

/** Divides by the root of all squared gradients so far (Duchi et al. 2011). */
export interface AdagradOptimizer {
  type: 'adagrad';
  /** How far each step goes; the schedule's factor multiplies it. At least 0. Default 0.001. */
  learningRate?: number;
  /** Where the sums of squared gradients begin. At least 0. Default 0.1. */
  initialAccumulator?: number;
  /** Keeps the division by a small root from growing. From 1e-12 to 1. Default 1e-7. */
  epsilon?: number;
  /** Each step shrinks weights, not biases, by the learning rate times this. From 0 to 1. Default 0. */
  weightDecay?: number;
  /** Each gradient is brought into [-clipValue, clipValue]; 0 leaves it as it is. At least 0. Default 0. */
  clipValue?: number;
  /** Each parameter's gradient is shortened to this length; 0 leaves it as it is. At least 0. Default 0. */
  clipNorm?: number;
  /** All gradients together are shortened to this length; 0 leaves them as they are. At least 0. Default 0. */
  globalClipNorm?: number;
}

/** Divides by a running root mean square of gradients (Tieleman and Hinton 2012). */
export interface RmspropOptimizer {
  type: 'rmsprop';
  /** How far each step goes; the schedule's factor multiplies it. At least 0. Default 0.001. */
  learningRate?: number;
  /** Share that the mean of squared gradients keeps in a step. From 0 to below 1. Default 0.9. */
  rho?: number;
  /** Share of the last step that is taken again with this one. From 0 to below 1. Default 0. */
  momentum?: number;
  /** Keeps the division by a small root from growing. From 1e-12 to 1. Default 1e-7. */
  epsilon?: number;
  /** Each step shrinks weights, not biases, by the learning rate times this. From 0 to 1. Default 0. */
  weightDecay?: number;
  /** Each gradient is brought into [-clipValue, clipValue]; 0 leaves it as it is. At least 0. Default 0. */
  clipValue?: number;
  /** Each parameter's gradient is shortened to this length; 0 leaves it as it is. At least 0. Default 0. */
  clipNorm?: number;
  /** All gradients together are shortened to this length; 0 leaves them as they are. At least 0. Default 0. */
  globalClipNorm?: number;
}

/** Running means of gradients and of their squares (Kingma and Ba 2015, algorithm 1). */
export interface AdamOptimizer {
  type: 'adam';
  /** How far each step goes; the schedule's factor multiplies it. At least 0. Default 0.001. */
  learningRate?: number;
  /** Share that the mean of gradients keeps in a step. From 0 to below 1. Default 0.9. */
  beta1?: number;
  /** Share that the mean of squared gradients keeps in a step. From 0 to below 1. Default 0.999. */
  beta2?: number;
  /** Keeps the division by a small root from growing. From 1e-12 to 1. Default 1e-7. */
  epsilon?: number;
  /** Each step shrinks weights, not biases, by the learning rate times this. From 0 to 1. Default 0. */
  weightDecay?: number;
  /** Each gradient is brought into [-clipValue, clipValue]; 0 leaves it as it is. At least 0. Default 0. */
  clipValue?: number;
  /** Each parameter's gradient is shortened to this length; 0 leaves it as it is. At least 0. Default 0. */
  clipNorm?: number;
  /** All gradients together are shortened to this length; 0 leaves them as they are. At least 0. Default 0. */
  globalClipNorm?: number;
}

/** Adam with weights that shrink in every step (Loshchilov and Hutter 2019). */
export interface AdamwOptimizer {
  type: 'adamw';
  /** How far each step goes; the schedule's factor multiplies it. At least 0. Default 0.001. */
  learningRate?: number;
  /** Share that the mean of gradients keeps in a step. From 0 to below 1. Default 0.9. */
  beta1?: number;
  /** Share that the mean of squared gradients keeps in a step. From 0 to below 1. Default 0.999. */
  beta2?: number;
  /** Keeps the division by a small root from growing. From 1e-12 to 1. Default 1e-7. */
  epsilon?: number;
  /** Each step shrinks weights, not biases, by the learning rate times this. From 0 to 1. Default 0.004. */
  weightDecay?: number;
  /** Each gradient is brought into [-clipValue, clipValue]; 0 leaves it as it is. At least 0. Default 0. */
  clipValue?: number;
  /** Each parameter's gradient is shortened to this length; 0 leaves it as it is. At least 0. Default 0. */
  clipNorm?: number;
  /** All gradients together are shortened to this length; 0 leaves them as they are. At least 0. Default 0. */
  globalClipNorm?: number;
}

export type OptimizerSpec =
  SgdOptimizer | AdagradOptimizer | RmspropOptimizer | AdamOptimizer | AdamwOptimizer;
export type OptimizerType = OptimizerSpec['type'];

/** The factor is 1. */
export interface ConstantSchedule {
  type: 'constant';
  /** The factor first rises from 0 in a straight line; these epochs count as part of the whole. In epochs. From 0 to 1000000. Default 0. */
  warmUp?: number;
}

/** rate^floor(epoch / every). */
export interface StepSchedule {
  type: 'step';
  /** Length of a stair. In epochs. From 1 to 1000000. */
  every: number;
  /** What each stair is multiplied with. From 0 to 1. Default 0.1. */
  rate?: number;
  /** The factor first rises from 0 in a straight line; these epochs count as part of the whole. In epochs. From 0 to 1000000. Default 0. */
  warmUp?: number;
}

/** rate^epoch (KTH's ladder: rate 0.6). */
export interface ExponentialSchedule {
  type: 'exponential';
  /** What each epoch is multiplied with. From 0 to 1. */
  rate: number;
  /** It falls at the end of each epoch instead of all the time. Default true. */
  staircase?: boolean;
  /** The factor first rises from 0 in a straight line; these epochs count as part of the whole. In epochs. From 0 to 1000000. Default 0. */
  warmUp?: number;
}

/** From 1 along half a cosine to the floor (Loshchilov and Hutter 2017). */
export interface CosineSchedule {
  type: 'cosine';
  /** Length of the whole. In epochs. From 0.001 to 1000000. */
  epochs: number;
  /** Where it ends, and stays. From 0 to 1. Default 0. */
  floor?: number;
  /** The factor first rises from 0 in a straight line; these epochs count as part of the whole. In epochs. From 0 to 1000000. Default 0. */
  warmUp?: number;
}

/** Up to 1 and down to the floor, along half cosines (Smith and Topin 2018). */
export interface OneCycleSchedule {
  type: 'oneCycle';
  /** Length of the whole. In epochs. From 0.001 to 1000000. */
  epochs: number;
  /** Share of the epochs after which the factor is 1. From 0.001 to 0.999. Default 0.3. */
  peakAt?: number;
  /** Where it begins. From 0 to 1. Default 0.04. */
  start?: number;
  /** Where it ends, and stays. From 0 to 1. Default 0.0001. */
  floor?: number;
}

export type ScheduleSpec =
  ConstantSchedule | StepSchedule | ExponentialSchedule | CosineSchedule | OneCycleSchedule;
export type ScheduleType = ScheduleSpec['type'];

/** The weights answer as they are. */
export interface NoneAveraging {
  type: 'none';
}

/** Each step moves the average a little towards the weights (Polyak and Juditsky 1992). */
export interface ExponentialAveraging {
  type: 'exponential';
  /** Share that the average keeps in a step; less at the start, so that it is soon forgotten. From 0 to below 1. Default 0.999. */
  decay?: number;
}

/** The mean of the weights at the end of each epoch (Izmailov et al. 2018). */
export interface EpochsAveraging {
  type: 'epochs';
  /** Epochs at the start that do not count. In epochs. From 0 to 1000000. Default 0. */
  from?: number;
}

export type AveragingSpec = NoneAveraging | ExponentialAveraging | EpochsAveraging;
export type AveragingType = AveragingSpec['type'];

/** What is added to the loss for large weights; biases, gamma and beta are exempt. */
export interface PenaltySpec {
  /** Times the sum of |w|: makes weights 0. From 0 to 1000000. Default 0. */
  l1?: number;
  /** Times the sum of w^2: keeps weights small. From 0 to 1000000. Default 0. */
  l2?: number;
}

/** How far each training picture is changed at random, up to these limits both ways. */
export interface AugmentationSpec {
  /** How far it is moved, each way by itself. In pixels. From 0 to 64. Default 0. */
  shift?: number;
  /** How far it is turned. In degrees. From 0 to 180. Default 0. */
  rotation?: number;
  /** 0.1 makes it up to 10 % larger or smaller, each way by itself. In share. From 0 to 0.9. Default 0. */
  scale?: number;
  /** How far it is slanted. In columns per row. From 0 to 2. Default 0. */
  shear?: number;
  /** Standard deviation of an elastic deformation (Simard et al. 2003). In pixels. From 0 to 16. Default 0. */
  elastic?: number;
  /** Over how many pixels the elastic deformation changes. In pixels. From 0.5 to 32. Default 4. */
  smoothness?: number;
  /** Sides of a rectangle that becomes paper, of the picture's (Zhong et al. 2020). In share. From 0 to 1. Default 0. */
  erasing?: number;
  /** Standard deviation of normal noise, of the way from paper to ink. In share. From 0 to 1. Default 0. */
  noise?: number;
}

/** How the command line trains over whole epochs; single steps do without. */
export interface FitSpec {
  /** Training examples set aside to judge by; the best epoch is kept. In examples. At least 0. Default 0. */
  validation?: number;
  /** Epochs without a better score before it stops; 0 never stops early. In epochs. From 0 to 1000000. Default 0. */
  patience?: number;
  /** It trains at least this long. In epochs. From 0 to 1000000. Default 0. */
  minEpochs?: number;
  /** And at least this many times as long as to the best score. From 1 to 1000. Default 1. */
  patienceIncrease?: number;
  /** A score is better when its error is below the best one times this (Theano: 0.995). From 0 to 1. Default 1. */
  improvement?: number;
  /** Columns that the ink is stretched to; 0 leaves it as it is. In columns. From 0 to 65536. Default 0. */
  digitWidth?: number;
  /** Before scoring, statistics of normalizations are gathered from the whole training set. Default false. */
  exactStatistics?: boolean;
}

/** What a run is begun with. */
export interface RunSpec {
  /** Starts the weights, the order of the examples, dropout and augmentation. From 0 to 9007199254740991. Default 1. */
  seed?: number;
  /** Examples of a step, and what memory is planned for. In examples. From 1 to 65536. Default 32. */
  batchSize?: number;
}
