/** What a layer says of itself: two plain sentences, the formula, and where to read on. */
export interface LayerWords {
  says: string;
  /** One line; x is what it reads, y what it gives. */
  formula: string;
  source: string;
}

const words: Record<string, LayerWords> = {
  input: {
    says: 'The picture as numbers, one for each pixel and colour. The network knows nothing else of the world.',
    formula: 'y = pixels, from paper to ink',
    source: 'cs231n, Image classification',
  },
  conv2d: {
    says: 'Each filter is a small picture that slides over the maps before it; where what it covers looks like it, the sum is large. The same few weights are used at every place, so a stroke is found wherever it stands.',
    formula: 'y[f, i, j] = bias[f] + Σ x[c, i·s + u·d − p, j·s + v·d − p] · w[f, c, u, v]',
    source: 'LeCun et al. 1998, section II; cs231n, Convolutional networks',
  },
  conv1d: {
    says: 'A filter slides along a line, for instance over the words of a sentence. It answers strongly where a run of neighbours looks like it.',
    formula: 'y[f, i] = bias[f] + Σ x[c, i·s + u·d − p] · w[f, c, u]',
    source: 'Zhang and Wallace 2015, section 2',
  },
  depthwiseConv2d: {
    says: 'Each map has filters of its own and is never mixed with the others. It takes far fewer weights than a full convolution.',
    formula: 'y[c, i, j] = bias[c] + Σ x[c, i·s + u, j·s + v] · w[c, u, v]',
    source: 'Howard et al. 2017, MobileNets, section 3.1',
  },
  conv2dTranspose: {
    says: 'A convolution run backwards: every value is spread over a window of a larger map, weighted by the filter. It makes small maps large.',
    formula: 'y[f, i·s + u − p, j·s + v − p] = bias[f] + Σ x[c, i, j] · w[c, f, u, v]',
    source: 'Dumoulin and Visin 2016, A guide to convolution arithmetic, chapter 4',
  },
  recurrentConv2d: {
    says: 'A convolution that reads its own answer again, a few times, with the same weights. With each step a place hears of what lies further away.',
    formula:
      'h(0) = relu(u), h(t) = relu(u + w ∗ h(t − 1)), where u is the convolution of what it reads',
    source: 'Liang and Hu 2015, Recurrent convolutional neural network for object recognition',
  },
  locallyConnected2d: {
    says: 'It looks through windows as a convolution does, but every place has weights of its own. It can learn that eyes are above mouths, and pays for it in weights.',
    formula: 'y[f, i, j] = bias[f, i, j] + Σ x[c, i·s + u, j·s + v] · w[i, j, f, c, u, v]',
    source: 'cs231n, Convolutional networks: parameter sharing',
  },
  dense: {
    says: 'Every unit weighs every value before it and adds up. At the end of the network these sums are the votes for the classes.',
    formula: 'y[k] = bias[k] + Σ x[i] · w[k, i]',
    source: 'cs231n, Neural networks part 1',
  },
  radialBasis: {
    says: 'Each unit holds a picture of what it waits for and says how near the input comes to it, as minus their squared distance. The nearest picture, whose number is closest to 0, wins.',
    formula: 'y[k] = −Σ (x[i] − w[k, i])²',
    source: 'LeCun et al. 1998, equation 7',
  },
  embedding: {
    says: 'Every word has a row of numbers of its own, its place among the other words. The layer looks the row up.',
    formula: 'y[:, i] = w[x[i], :]',
    source: 'Zhang and Wallace 2015, section 2',
  },
  maxPooling2d: {
    says: 'Of each small window only the largest value goes on. The map shrinks, and a find that moves by a pixel often leaves the same trace.',
    formula: 'y[c, i, j] = max x[c, i·s + u, j·s + v]',
    source: 'cs231n, Convolutional networks: pooling layer',
  },
  averagePooling2d: {
    says: 'Each window becomes its mean. The map shrinks and fine detail is smoothed away.',
    formula: 'y[c, i, j] = mean x[c, i·s + u, j·s + v]',
    source: 'cs231n, Convolutional networks: pooling layer',
  },
  l2Pooling2d: {
    says: 'Each window becomes the root of the sum of its squares. Strong values count for more than in a mean, and weak ones still count, as they do not in a maximum.',
    formula: 'y[c, i, j] = √ Σ x[c, i·s + u, j·s + v]²',
    source: 'cs231n, Convolutional networks: general pooling',
  },
  blurPooling2d: {
    says: 'It blurs the map before it drops pixels, as one should before making a picture smaller. A shift by one pixel then changes the answer less.',
    formula: 'y[c, i, j] = Σ x[c, i·s + u − p, j·s + v − p] · blur[u, v] / Σ blur[u, v]',
    source: 'Zhang 2019, Making convolutional networks shift-invariant again',
  },
  subsampling2d: {
    says: 'Each window is added up, multiplied by one weight of its map and shifted by one bias. This is how LeNet-5 made its maps smaller.',
    formula: 'y[c, i, j] = w[c] · Σ x[c, 2i + u, 2j + v] + bias[c]',
    source: 'LeCun et al. 1998, section II.B',
  },
  globalAveragePooling2d: {
    says: 'Each map becomes one number, its mean. Where the find stood no longer matters.',
    formula: 'y[c] = mean over i, j of x[c, i, j]',
    source: 'Lin et al. 2014, Network in network, section 3.2',
  },
  globalMaxPooling2d: {
    says: 'Each map becomes one number, its largest value. It says whether something was found, not where.',
    formula: 'y[c] = max over i, j of x[c, i, j]',
    source: 'Oquab et al. 2015, Is object localization for free?',
  },
  globalMaxPooling1d: {
    says: 'Of each filter only the strongest match along the line goes on. It says whether a phrase occurred, not where.',
    formula: 'y[c] = max over i of x[c, i]',
    source: 'Zhang and Wallace 2015, section 2',
  },
  relu: {
    says: 'Negative values become 0, the others stay. Without such a bend many layers together could do no more than one.',
    formula: 'y = max(0, x)',
    source: 'Nair and Hinton 2010; cs231n, Neural networks part 1',
  },
  leakyRelu: {
    says: 'As relu, but negative values are only made small. So a unit that went below 0 still gets a gradient and can come back.',
    formula: 'y = x for x > 0, else α · x',
    source: 'Maas et al. 2013, section 2',
  },
  elu: {
    says: 'Positive values stay, negative ones bend smoothly towards a floor. Means stay near 0, which helps the next layer.',
    formula: 'y = x for x > 0, else α · (eˣ − 1)',
    source: 'Clevert et al. 2016, equation 15',
  },
  sigmoid: {
    says: 'Any number becomes one between 0 and 1. Far from 0 the curve is flat, and almost no gradient gets through.',
    formula: 'y = 1 / (1 + e⁻ˣ)',
    source: 'cs231n, Neural networks part 1',
  },
  tanh: {
    says: 'Any number becomes one between −1 and 1, and 0 stays 0. Far from 0 the curve is flat, and almost no gradient gets through.',
    formula: 'y = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)',
    source: 'LeCun et al. 1998, Efficient backprop, section 4.4',
  },
  scaledTanh: {
    says: 'A stretched tanh that gives 1 for 1, so that targets of ±1 lie where it is still steep. LeNet-5 used it.',
    formula: 'y = 1.7159 · tanh(2x / 3)',
    source: 'LeCun et al. 1998, appendix A',
  },
  abs: {
    says: 'The sign is dropped, so a dark edge on light counts as a light one on dark. What remains is how strong the find was.',
    formula: 'y = |x|',
    source: 'Jarrett et al. 2009, section 2',
  },
  softmax: {
    says: 'The votes become probabilities: all positive, adding up to 1. A vote that is larger by 1 gets e ≈ 2.7 times the share.',
    formula: 'y[k] = e^x[k] / Σ e^x[j]',
    source: 'cs231n, Linear classification: softmax classifier',
  },
  batchNormalization: {
    says: 'Each map is shifted and scaled to mean 0 and spread 1, then to what two learned numbers say. Later layers always see values of the same size, and training goes faster.',
    formula: 'y = γ · (x − mean) / √(variance + ε) + β',
    source: 'Ioffe and Szegedy 2015, algorithm 1',
  },
  groupNormalization: {
    says: 'The maps fall into groups, and each group is shifted and scaled to mean 0 and spread 1 over this picture alone, then to what two learned numbers of each map say. It does not hang on the other pictures of the batch, so small batches do no harm.',
    formula: 'y = γ · (x − mean of group) / √(variance of group + ε) + β',
    source: 'Wu and He 2018, section 3',
  },
  localResponseNormalization: {
    says: 'A value is made smaller where the maps beside it are strong at the same place. Maps compete for what they find.',
    formula: 'y[c] = x[c] / (k + α · Σ x[c′]²)^β',
    source: 'Krizhevsky et al. 2012, section 3.3',
  },
  localContrastNormalization: {
    says: 'From each value the mean of its surroundings is taken, and the rest is divided by their spread. Faint strokes and strong ones look alike afterwards.',
    formula: 'v = x − mean around x; y = v / max(spread around v, its mean)',
    source: 'Jarrett et al. 2009, section 2',
  },
  rescaling: {
    says: 'All values are multiplied by one number and shifted by another. Nothing is learned here.',
    formula: 'y = scale · x + offset',
    source: 'Keras, Rescaling layer',
  },
  dropout: {
    says: 'In training, each value is dropped at random and the others are made larger to make up for it. No unit can rely on another, and the network learns its training pictures less by heart; when it answers, nothing is dropped.',
    formula: 'y = x · mask / (1 − rate), mask 0 with the chance rate',
    source: 'Srivastava et al. 2014, section 4',
  },
  spatialDropout2d: {
    says: 'In training, whole maps are dropped at random, because neighbours in a map tell much the same. When the network answers, nothing is dropped.',
    formula: 'y[c] = x[c] · mask[c] / (1 − rate)',
    source: 'Tompson et al. 2015, section 3.2',
  },
  add: {
    says: 'What several layers gave is added place by place. In a residual block the layers between need only learn what to change.',
    formula: 'y = x₁ + x₂',
    source: 'He et al. 2016, Deep residual learning, equation 1',
  },
  concatenate: {
    says: 'The maps of several layers are put together, one after the other. The next layer may use all of them.',
    formula: 'y = [x₁, x₂, …]',
    source: 'Szegedy et al. 2015, Going deeper with convolutions, section 4',
  },
  flatten: {
    says: 'All maps become one long row of numbers. Nothing is computed; a dense layer wants it so.',
    formula: 'y[(c · height + i) · width + j] = x[c, i, j]',
    source: 'cs231n, Convolutional networks: fully-connected layer',
  },
  reshape: {
    says: 'The same numbers in the same order, counted in another shape. Nothing is computed.',
    formula: 'y[n] = x[n]',
    source: 'Keras, Reshape layer',
  },
  zeroPadding2d: {
    says: 'A frame of zeros is put around the maps. Filters can then be centred on pixels at the edge.',
    formula: 'y[c, i + top, j + left] = x[c, i, j], elsewhere 0',
    source: 'cs231n, Convolutional networks: zero-padding',
  },
};

/** Nothing for a type that this page does not know. */
export function layerWords(type: string): LayerWords | undefined {
  return Object.hasOwn(words, type) ? words[type] : undefined;
}
