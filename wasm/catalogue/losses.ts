// Made from the core by `npm run catalogue`.

import type { RecipeDeclaration } from './declaration.js';
import type { LossType } from './specs.js';

export const losses: readonly RecipeDeclaration<LossType>[] = [
  {
    name: 'softmaxCrossEntropy',
    title: 'Softmax and cross-entropy',
    about: "Minus the logarithm of the label's probability; the answers are probabilities.",
    arguments: [
      {
        name: 'labelSmoothing',
        type: 'number',
        min: 0,
        max: 1,
        belowMax: true,
        default: 0,
        title: 'Label smoothing',
        about:
          'Share of the label that goes to all classes alike (Szegedy et al. 2016, section 7).',
      },
      {
        name: 'classWeight',
        type: 'perClass',
        min: 0,
        max: 1000000,
        choices: ['balanced'],
        title: 'Class weights',
        about:
          "What an example counts in training by its class: a list, or 'balanced', the rarer the more (Keras, class_weight of fit). Evaluations count all alike.",
      },
    ],
  },
  {
    name: 'meanSquaredError',
    title: 'Mean squared error',
    about: 'Squared distances from 1 for the label and 0 for the others.',
    arguments: [
      {
        name: 'classWeight',
        type: 'perClass',
        min: 0,
        max: 1000000,
        choices: ['balanced'],
        title: 'Class weights',
        about:
          "What an example counts in training by its class: a list, or 'balanced', the rarer the more (Keras, class_weight of fit). Evaluations count all alike.",
      },
    ],
  },
  {
    name: 'hinge',
    title: 'Hinge (a margin)',
    about: 'What other classes score within a margin of the label (Weston and Watkins).',
    arguments: [
      {
        name: 'margin',
        type: 'number',
        min: 0,
        max: 1000000,
        default: 1,
        title: 'Margin',
        about: "How far the label's score must be above each other one.",
      },
      {
        name: 'classWeight',
        type: 'perClass',
        min: 0,
        max: 1000000,
        choices: ['balanced'],
        title: 'Class weights',
        about:
          "What an example counts in training by its class: a list, or 'balanced', the rarer the more (Keras, class_weight of fit). Evaluations count all alike.",
      },
    ],
  },
  {
    name: 'maximumAPosteriori',
    title: 'Maximum a posteriori (LeNet-5)',
    about: 'Pulls right answers near and pushes wrong ones away (LeCun et al. 1998, equation 9).',
    arguments: [
      {
        name: 'rubbish',
        type: 'number',
        min: 0,
        max: 1000000,
        default: 1,
        title: 'Rubbish',
        about: 'Distance of a class that keeps the pull from collapsing.',
      },
      {
        name: 'classWeight',
        type: 'perClass',
        min: 0,
        max: 1000000,
        choices: ['balanced'],
        title: 'Class weights',
        about:
          "What an example counts in training by its class: a list, or 'balanced', the rarer the more (Keras, class_weight of fit). Evaluations count all alike.",
      },
    ],
  },
];
