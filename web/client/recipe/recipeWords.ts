/** What can be asked about. */
export type RecipeTopic = keyof typeof recipeWords;

/** What a control of the recipe does: two plain sentences, the formula and where it comes from. */
export interface RecipeWords {
  says: string;
  formula?: string;
  source?: string;
}

export const recipeWords = {
  learningRate: {
    says: 'How far each step moves the weights against the gradient. Too small and nothing happens for long; too large and the loss jumps about, or becomes infinite.',
    formula: 'w ← w − rate · dLoss/dw',
    source: 'cs231n, Neural networks part 3: parameter updates',
  },
  batchSize: {
    says: 'How many pictures each step looks at before it moves the weights. More give a steadier direction, fewer give more steps in the same time.',
    formula: 'dLoss/dw = mean over the batch',
    source: 'Deep Learning (Goodfellow et al. 2016), section 8.1.3',
  },
  optimizer: {
    says: 'How gradients become steps. SGD takes them as they are; the others give every weight a rate of its own, from the gradients that it has had. A new one remembers nothing yet.',
  },
  momentum: {
    says: 'How much of the last step goes on into the next one, as a ball rolls on. It carries over small bumps and evens out zigzags.',
    formula: 'v ← momentum · v − rate · dLoss/dw;  w ← w + v',
    source: 'Polyak 1964; Sutskever et al. 2013, equation 1',
  },
  dropout: {
    says: 'The share of values that is left out by chance in each training step, so that no unit can rely on another. In tests all of them are there.',
    formula: 'y = x · mask / (1 − rate), mask is 0 with probability rate, else 1',
    source: 'Srivastava et al. 2014',
  },
  classWeights: {
    says: 'Some classes have far fewer pictures, and a network that never answers them is seldom wrong. Balanced makes the rare count more in training, each class as much as any other; tests count all pictures alike.',
    formula: 'weight = pictures / (classes · pictures of the class)',
    source: 'King and Zeng 2001; compute_class_weight of scikit-learn',
  },
  seed: {
    says: 'Where all chance starts: the first weights, the order of the pictures, dropout and augmentation. The same seed gives the same run, to the last bit.',
  },
  difficulty: {
    says: 'How much the X and O are shifted, turned, bent and disturbed. 0 is always the plain figure; 1 is hard for people, too.',
  },
} satisfies Record<string, RecipeWords>;

/** What is said of each optimizer. */
export const optimizerWords: Record<string, RecipeWords> = {
  sgd: {
    says: 'Stochastic gradient descent: the gradient of the batch times the learning rate, and with momentum what is left of the steps before.',
    formula: 'w ← w − rate · g',
    source: 'Robbins and Monro 1951',
  },
  adagrad: {
    says: 'Divides by the root of all squared gradients so far: weights that moved much move less and less.',
    formula: 's ← s + g²;  w ← w − rate · g / √(s + ε)',
    source: 'Duchi et al. 2011',
  },
  rmsprop: {
    says: 'Divides by the root of a fading mean of squared gradients: old ones are forgotten.',
    formula: 's ← ρ·s + (1 − ρ)·g²;  w ← w − rate · g / √(s + ε)',
    source: 'Tieleman and Hinton 2012',
  },
  adam: {
    says: 'RMSProp with momentum: fading means of the gradient and of its square, both corrected for their start at 0.',
    formula: 'w ← w − rate · m̂ / (√v̂ + ε)',
    source: 'Kingma and Ba 2015, algorithm 1',
  },
  adamw: {
    says: 'Adam, and each step shrinks the weights a little by itself, apart from the gradient.',
    formula: 'w ← w − rate · (m̂ / (√v̂ + ε) + decay · w)',
    source: 'Loshchilov and Hutter 2019',
  },
};
